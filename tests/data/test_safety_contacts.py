"""Whom to call: one entry for each country, neutral words where the country is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from bodymap.atlas import Atlas
from bodymap.errors import DataError, UnknownName
from bodymap.red_flags import Contacts
from bodymap.safety import screen

DATA = Path(__file__).parents[2] / "data"
CONTACTS = Contacts.load(DATA / "contacts.yaml")


@pytest.mark.parametrize(
    ("country", "emergency", "advice"),
    [
        ("GB", "999", "111"),
        ("IE", "112", None),
        ("US", "911", None),
        ("CA", "911", "811"),
        ("AU", "000", "1800022222"),
        ("NZ", "111", "0800611116"),
        ("EU", "112", None),
        ("ES", "112", None),
        ("DE", "112", "116117"),
        ("FR", "15", None),
    ],
)
def test_the_numbers(country: str, emergency: str, advice: str | None) -> None:
    contact = CONTACTS.find(country)
    assert contact is not None
    assert contact.emergency.number == emergency
    assert (contact.advice.number if contact.advice else None) == advice


def test_no_country_means_neutral_words_and_no_number_for_one_country() -> None:
    assert CONTACTS.find(None) is None
    assert CONTACTS.find("") is None
    assert "number of the country you are in" in CONTACTS.neutral.emergency
    assert screen(Atlas.load(DATA).red_flags, {"left_groin": 0.5}, {}).contact is None


def test_a_code_in_any_case_and_an_unknown_one() -> None:
    assert CONTACTS.find("nz") == CONTACTS.find("NZ")
    with pytest.raises(UnknownName) as caught:
        CONTACTS.find("ZZ")
    assert caught.value.field == "country"


def test_the_contact_comes_with_the_result() -> None:
    contact = CONTACTS.find("GB")
    assert screen(Atlas.load(DATA).red_flags, {"left_groin": 0.5}, {}, contact=contact).contact == contact


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('number: "999"', "number: 999", "valid string"),
        ('number: "999"', 'number: "nine"', "should match pattern"),
        ("shown: 0800 611 116", "shown: 0800 611 117", "digits of 'number'"),
        ("  GB:", "  Gb:", "should match pattern"),
        ("    note: null", "    tip: dial\n    note: null", "unknown key 'tip'"),
    ],
)
def test_damage_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (DATA / "contacts.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "contacts.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Contacts.load(path)
    assert said in str(caught.value)
