"""Finding muscles by the words people use: names, synonyms, everyday words, near spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from bodymap.muscle import Muscle

__all__ = ["find", "names_of", "plain"]

# Words that say that it hurts, not where.
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        "a ache aches aching and at hurt hurts hurting i in is it left muscle my of on or pain painful right side"
        " sore the",
    )
)


def find(query: str, muscles: Sequence[Muscle]) -> tuple[Muscle, ...]:
    """Muscles that a few words may mean, best first; all of them for no words, none where nothing fits."""
    if not query.strip():
        return tuple(muscles)
    wanted = plain(query)
    if not wanted:  # signs and emoji are no words, but they are not nothing either
        return ()
    words = [word for word in wanted.split() if word not in _FILLERS]
    graded = [(grade, muscle) for muscle in muscles if (grade := _fit(muscle, wanted, words))]
    if graded:
        return tuple(muscle for _, muscle in sorted(graded, key=lambda pair: pair[0]))
    return tuple(muscle for muscle in muscles if _nearly(muscle, wanted, words))


def plain(text: str) -> str:
    """Text without case, accents and punctuation, for comparing names.

    >>> plain("Glúteus-Medius")
    'gluteus medius'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters.casefold()))


def names_of(muscle: Muscle) -> tuple[str, ...]:
    """Everything that a muscle is called: id, names, synonyms."""
    return (muscle.id, muscle.names.english, muscle.names.latin, muscle.names.everyday, *muscle.synonyms)


def _fit(muscle: Muscle, wanted: str, words: Sequence[str]) -> int:
    """1 (it is the name) to 4 (all words occur); 0 where it does not fit."""
    names = [plain(name) for name in names_of(muscle)]
    everyday = [plain(word) for word in muscle.everyday_words]
    if wanted in names:
        return 1
    if wanted in everyday:
        return 2
    if len(wanted) >= 3 and any(wanted in name for name in names):
        return 3
    vocabulary = {word for term in (*names, *everyday) for word in term.split()}
    fits = bool(words) and all(any(known.startswith(word) for known in vocabulary) for word in words)
    return 4 if fits else 0


def _nearly(muscle: Muscle, wanted: str, words: Sequence[str]) -> bool:
    """Whether a misspelling may mean the muscle: as a whole, or word by word."""
    terms = [plain(term) for term in (*names_of(muscle), *muscle.everyday_words)]
    if get_close_matches(wanted, terms, n=1, cutoff=0.8):
        return True
    vocabulary = {word for term in terms for word in term.split() if len(word) > 3}
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(get_close_matches(word, vocabulary, n=1, cutoff=0.75) for word in long)
