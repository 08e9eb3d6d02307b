"""Strict YAML: every surprise stops the load, on the right line, with a remedy."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodymap.errors import DataError
from bodymap.strict_yaml import read_document
from bodymap.yaml_source import Record, load_model, load_with_lines


class Item(Record):
    name: str
    size: float


class Items(Record):
    items: tuple[Item, ...]


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "items.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


SURPRISES: dict[str, tuple[str | bytes, int | None, str]] = {
    "key twice": ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice (first on line 1)"),
    "key twice, nested": ("a:\n  - {b: 1,\n     b: 2}\n", 3, "'b' is given twice (first on line 2)"),
    "yes": ("a: 1\nb: yes\n", 2, "yes is read as true, false or null"),
    "no in a list": ("a:\n  - x\n  - no\n", 3, "no is read as true"),
    "capital True": ("a: True\n", 1, "True is read as true"),
    "tilde": ("a: ~\n", 1, "~ is read as"),
    "time": ("a: x\nb: 12:30\n", 2, "12:30 is read as a base-60 number or a time"),
    "octal": ("a: 010\n", 1, "010 is read as an octal"),
    "hexadecimal": ("a: 0x1F\n", 1, "0x1F is read as an octal, binary or hexadecimal number"),
    "thousands": ("a: 1_000\n", 1, "1_000 is an unusual way to write a number"),
    "half a number": ("a: .5\n", 1, ".5 is an unusual way to write a number"),
    "not a number": ("a: .nan\n", 1, ".nan is not a finite number"),
    "date": ("a: 2026-11-22\n", 1, "2026-11-22 is read as a date"),
    "merge": ("a: <<\n", 1, "<< is a special word of YAML"),
    "anchor": ("a: &x [1]\n", 1, "an anchor (&) or alias (*)"),
    "bomb of aliases": ("a: [1]\nb: [*a, *a]\n", 2, "an anchor (&) or alias (*)"),
    "anchored key": ("&k a: 1\n", 1, "a key that is not plain text"),
    "tag": ("a: 1\nb: !!python/object/apply:os.system ['true']\n", 2, "a type tag"),
    "number as key": ("a: 1\n2: b\n", 2, "the key 2 is not text"),
    "list as key": ("? [a]\n: 1\n", 1, "a key that is not plain text"),
    "nothing after the colon": ("a: 1\nb:\nc: 2\n", 2, "a key or dash with nothing after it"),
    "tab": ("a:\n\t- b\n", 2, "a tab character"),
    "not UTF-8": (b"a: 1\nb: caf\xe9\n", 2, "not UTF-8"),
    "control character": ("a: 1\nb: 'x\x07'\n", 2, "a control character"),
    "bracket left open": ("a: 1\nb: [1, 2\nc: 3\n", 3, "not valid YAML"),
    "bad indentation": ("a: 1\n  b: 2\n", 2, "not valid YAML"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "a second YAML document"),
    "nested too deep": ("a: " + "[" * 60 + "]" * 60 + "\n", 1, "nested more than 40 levels deep"),
    "empty": ("# nothing here\n", None, "the file is empty"),
}


@pytest.mark.parametrize(("text", "line", "message"), SURPRISES.values(), ids=SURPRISES)
def test_surprises_are_refused_with_their_line(
    tmp_path: Path, text: str | bytes, line: int | None, message: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_document(written(tmp_path, text))
    assert message in caught.value.message
    assert caught.value.line == line
    assert caught.value.path.endswith("items.yaml")
    assert caught.value.fix.endswith((".", "?"))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"items\.yaml: the file is missing\. What to do: Restore it"):
        read_document(tmp_path / "items.yaml")


def test_a_folder_in_place_of_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_document(tmp_path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="larger than 4 MB"):
        read_document(written(tmp_path, b"a: " + b"x" * 4_000_000))


def test_what_may_be_written_bare(tmp_path: Path) -> None:
    text = 'a: [1, -2, 0.5, 1e3, true, false, null, text with no: colon-space, "no", "12:30", \'\']\n'
    expected = (1, -2, 0.5, 1000.0, True, False, None, {"text with no": "colon-space"}, "no", "12:30", "")
    assert read_document(written(tmp_path, text)).data == {"a": expected}


def test_windows_files_read_the_same(tmp_path: Path) -> None:
    text = "items:\r\n  - {name: one, size: 1}\r\n"
    assert load_model(written(tmp_path, b"\xef\xbb\xbf" + text.encode()), Items).items[0].size == 1


MISFITS: dict[str, tuple[str, int, str]] = {
    "unknown key": ("items:\n  - name: one\n    size: 1\n    colour: red\n", 4, "items.0.colour: unknown key 'colour'"),
    "misspelt key": ("items:\n  - name: one\n    sise: 1\n", 2, "items.0: 'size' is missing (and 1 more)"),
    "missing key": ("items:\n  - name: one\n    size: 1\n  - name: two\n", 4, "items.1: 'size' is missing"),
    "text for a number": ('items:\n  - name: one\n    size: "1"\n', 3, "items.0.size: input should be a valid number"),
    "number for text": ("items:\n  - name: 1\n    size: 1\n", 2, "items.0.name: input should be a valid string"),
    "list for a mapping": ("items:\n  - [one, 1]\n", 2, "items.0: input should be a valid dictionary"),
    "one thing for a list": ("items: one\n", 1, "items: input should be a valid tuple"),
}


@pytest.mark.parametrize(("text", "line", "message"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_the_model_is_placed(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(DataError) as caught:
        load_model(written(tmp_path, text), Items)
    assert (caught.value.line, caught.value.message) == (line, caught.value.message)
    assert caught.value.message.startswith(message)


def test_a_document_knows_the_line_of_every_entry(tmp_path: Path) -> None:
    model, document = load_with_lines(
        written(tmp_path, "items:\n  - name: one\n    size: 1\n  - {name: two,\n     size: 2}\n"), Items
    )
    assert len(model.items) == 2
    assert [document.line(("items", 1, key)) for key in ("name", "size")] == [4, 5]
    assert document.line(("items", 0, "size", "no such step")) == 3
    assert document.line(()) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_give_data_or_a_data_error(tmp_path: Path, raw: bytes) -> None:
    with suppress(DataError):
        read_document(written(tmp_path, raw))
