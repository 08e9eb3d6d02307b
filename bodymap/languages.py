"""Languages: every sentence a patient reads is written in English in its place, and translated by catalogues.

``data/translations/<code>/*.yaml`` map English texts to another language. The English text is the key, so an edit
of the English shows at once which translation has become stale; sentences with slots carry them in braces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, Field

from bodymap.errors import UnknownName
from bodymap.name_search import plain
from bodymap.yaml_source import Record, load_with_lines

__all__ = ["ENGLISH", "Language", "Languages", "slots"]

ENGLISH = "en"
Said = Annotated[str, Field(min_length=1)]


class Catalogue(Record):
    """One file of translations.

    ``texts`` maps English to the language; ``words`` gives further words that find a muscle or region, by id
    (regions without side).
    """

    texts: dict[Said, Said] = Field(default_factory=dict)
    words: dict[str, tuple[Said, ...]] = Field(default_factory=dict)


def slots(text: str) -> frozenset[str]:
    """Names in braces in a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


class Language:
    """Says things in one language; a text without a translation is said in English.

    Attributes
    ----------
    code : str
        Such as ``es``.
    texts : mapping of str to str
        English to this language.
    words : mapping of str to tuple of str
        Further search words by id of muscle or (sideless) region.
    """

    def __init__(self, code: str, texts: Mapping[str, str], words: Mapping[str, tuple[str, ...]]) -> None:
        self.code = code
        self.texts: Mapping[str, str] = MappingProxyType(dict(texts))
        self.words: Mapping[str, tuple[str, ...]] = MappingProxyType(dict(words))

    def say(self, english: str, **filled: str) -> str:
        """A text in this language, its slots filled."""
        text = self.texts.get(english, english)
        return text.format(**filled) if filled else text

    def listed(self, parts: Sequence[str]) -> str:
        """``a``, ``a and b``, ``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])

    def named(self, name: str, ids: Iterable[str]) -> str | None:
        """The id among `ids` that one of its words in this language names exactly; None where none does."""
        wanted = plain(name)
        return next((key for key in ids if wanted in map(plain, self.words.get(key, ()))), None)

    def finding(self, query: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids whose words in this language contain the query, or are contained in it."""
        wanted = plain(query)
        if len(wanted) < 3:
            return ()
        return tuple(key for key in ids if any(wanted in word or word in wanted for word in self._plain_words(key)))

    def _plain_words(self, key: str) -> list[str]:
        return [plain(word) for word in self.words.get(key, ()) if len(plain(word)) >= 3]

    def translated(self, value: Any) -> Any:
        """A JSON-like value or a model, with every text that has a translation in this language.

        Keys, ids and whatever has no translation stay as they are.
        """
        if isinstance(value, BaseModel):
            fields = {name: self.translated(getattr(value, name)) for name in type(value).model_fields}
            return value.model_copy(update=fields)
        if isinstance(value, str):
            return self.texts.get(value, value)
        if isinstance(value, dict):
            return {key: self.translated(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.translated(each) for each in value)
        return value


class Languages:
    """The languages of a data folder.

    Parameters
    ----------
    folder : Path
        ``data/translations``; a folder for each language beside English.

    Raises
    ------
    DataError
        A file is broken, translates a text twice, or loses or invents a slot; says which and where.
    """

    def __init__(self, folder: Path) -> None:
        self._languages = {ENGLISH: Language(ENGLISH, {}, {})}
        for place in sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else ():
            texts: dict[str, str] = {}
            words: dict[str, tuple[str, ...]] = {}
            for path in sorted(place.glob("*.yaml")):
                catalogue, file = load_with_lines(path, Catalogue)
                for english, said in catalogue.texts.items():
                    if texts.setdefault(english, said) != said:
                        raise file.error(("texts", english), "translated twice, differently", "Keep one of the two.")
                    if slots(english) != slots(said):
                        raise file.error(
                            ("texts", english),
                            "the names in braces differ from the English",
                            f"Use exactly {', '.join(sorted(slots(english))) or 'none'}.",
                        )
                for key, more in catalogue.words.items():
                    words[key] = words.get(key, ()) + more
            self._languages[place.name] = Language(place.name, texts, words)

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages, English first."""
        return tuple(self._languages)

    def __getitem__(self, code: str) -> Language:
        """The language of that code; raises UnknownName."""
        try:
            return self._languages[code]
        except KeyError:
            raise UnknownName("language", code, self._languages, "lang") from None

    def missing(self, english: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Texts without a translation, by language; languages that have them all are left out."""
        wanted = tuple(dict.fromkeys(english))
        lacking = {
            code: tuple(text for text in wanted if text not in language.texts)
            for code, language in self._languages.items()
            if code != ENGLISH
        }
        return {code: texts for code, texts in lacking.items() if texts}
