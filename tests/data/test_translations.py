"""Every text for patients in every language, and catalogues that fail where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bodymap.errors import DataError
from bodymap.explorer import Bodymap
from bodymap.languages import Language, Languages, slots
from bodymap.patient_texts import patient_texts


def test_spanish_is_complete(core: Bodymap) -> None:
    assert core.languages.codes == ("en", "es")
    assert core.languages.missing(patient_texts(core)) == {}


def test_every_muscle_can_be_found_in_spanish(core: Bodymap) -> None:
    spanish = core.languages["es"]
    assert all(spanish.words.get(muscle) for muscle in core.atlas.muscles)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('texts:\n  "on the {place}": "en {lugar}"\n', "the names in braces differ"),
        ('texts:\n  "a": "b"\n  "a": "c"\n', "twice"),
        ('words:\n  "x": "y"\n', "words"),
        ('wrong:\n  "a": "b"\n', "unknown key"),
    ],
)
def test_a_broken_catalogue_names_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=words) as caught:
        Languages(tmp_path)
    assert caught.value.line is not None


def test_missing_texts_are_listed(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "x.yaml").write_text('texts:\n  "hip": "cadera"\n', encoding="utf-8")
    assert Languages(tmp_path).missing(["hip", "knee", "knee"]) == {"es": ("knee",)}


def test_what_has_no_translation_is_said_in_english() -> None:
    language = Language("es", {"hip": "cadera"}, {})
    assert language.say("hip") == "cadera"
    assert language.say("knee") == "knee"
    assert language.say("on the {place}", place="hip") == "on the hip"
    assert language.translated({"a": ["hip", ("knee", 1)]}) == {"a": ["cadera", ("knee", 1)]}
    assert slots("{a} and {b}") == {"a", "b"}
