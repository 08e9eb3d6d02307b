"""The pages about: they load, tell the history right, and each kind of mistake is placed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bodymap.about import Page, load_about
from bodymap.atlas import SourcesFile
from bodymap.errors import DataError
from bodymap.yaml_source import load_model

DATA = Path(__file__).parents[2] / "data"
SOURCES = load_model(DATA / "sources.yaml", SourcesFile).sources


def load(path: Path = DATA / "about.yaml") -> dict[str, Page]:
    return {page.id: page for page in load_about(path, SOURCES)[0]}


def words(page: Page) -> str:
    return " ".join(paragraph.text for paragraph in page.paragraphs)


def test_every_page_of_the_design_is_there() -> None:
    assert list(load()) == [
        "trigger_point",
        "local_and_referred",
        "active_and_latent",
        "disputes",
        "what_maps_can_say",
        "history",
        "other_causes_of_hip_pain",
    ]


def test_history_is_told_correctly() -> None:
    page = load()["history"]
    history = words(page) + page.summary
    assert "physician" in history
    assert all(year in history for year in ("1942", "1983", "1992"))
    assert "Simons" in history
    assert not re.search(r"physicist|discover|coined|Eisenhower|90s", history)


def test_pages_are_short_and_plain() -> None:
    for page in load().values():
        assert len(words(page).split()) <= 300
        sentences = [s for s in re.split(r"(?<=[.?!]) ", words(page)) if s]
        assert max(len(sentence.split()) for sentence in sentences) <= 40
        assert sum(len(sentence.split()) for sentence in sentences) / len(sentences) <= 20


def test_the_dispute_is_not_hidden() -> None:
    pages = load()
    assert any("QBC15" in paragraph.sources for paragraph in pages["disputes"].paragraphs)
    assert "cannot" in pages["what_maps_can_say"].summary


def test_other_causes_say_what_is_urgent() -> None:
    assert "Get help now" in words(load()["other_causes_of_hip_pain"])


MISTAKES = {
    "unknown source": ("sources: [BMC23]", "sources: [BMC32]", "there is no source 'BMC32'"),
    "id twice": ("- id: disputes", "- id: history", "the id 'history' is given twice"),
    "grade A without a source": ("grade: C}", "grade: A}", "grade A means that a source was read"),
    "grade unheard of": ("grade: C}", "grade: D}", "input should be 'A', 'B' or 'C'"),
    "unknown key": ("    title: Active", "    titel: A\n    title: Active", "unknown key 'titel'"),
    "title too long": ("title: What is a", f"title: {'What ' * 20}is a", "at most 80 characters"),
    "no paragraphs": ("    paragraphs:\n", "    paragraphs: []\n    x:\n", "at least 1 item"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_and_placed(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (DATA / "about.yaml").read_text(encoding="utf-8")
    assert old in text, "the data changed: choose another place to break"
    path = tmp_path / "about.yaml"
    changed = text.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(path)
    assert message in caught.value.message
    assert caught.value.path.endswith("about.yaml")
    if old.startswith("- id"):  # the later of the two is named
        assert caught.value.line == changed.count("\n", 0, changed.rindex("- id: history")) + 1
    else:
        assert caught.value.line == text.count("\n", 0, text.index(old)) + 1
