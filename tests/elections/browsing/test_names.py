"""A council is found however its name is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.browsing.names import answers_to, fold, folded


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hull", "Kingston upon Hull, City of"),
        ("med", "Medway"),
        ("MEDWAY", "Medway"),
        ("folkestone & hythe", "Folkestone and Hythe"),
        ("folkestone hythe", "Folkestone and Hythe"),
        ("folkestone-and-hythe", "Folkestone and Hythe"),
        ("county durham", "County Durham"),
        ("durham county", "County Durham"),
        ("kings lynn", "King\u2019s Lynn and West Norfolk"),
        ("king's lynn & west norfolk", "King\u2019s Lynn and West Norfolk"),
        ("ynys mon", "Ynys M\u00f4n"),
        ("stoke on", "Stoke-on-Trent"),
        ("and", "Brighton and Hove"),
    ],
)
def test_what_is_typed_finds_the_council(typed: str, name: str) -> None:
    assert answers_to(folded([name]), typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("way", "Medway"),
        ("medway council tax", "Medway"),
        ("north", "South Tyneside"),
        ("&", "Medway"),
        ("\u2026", "Medway"),
    ],
)
def test_what_is_typed_finds_no_other_council(typed: str, name: str) -> None:
    assert not answers_to(folded([name]), typed)


def test_words_are_looked_for_in_one_name_and_not_in_all_together() -> None:
    assert not answers_to(folded(["Hull", "Kingston upon Hull"]), "hull hull city")
    assert answers_to(folded(["Hull", "Hull City"]), "hull city")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_name_answers_to_itself_if_there_is_anything_to_read_in_it(name: str) -> None:
    assert answers_to(folded([name]), name) == bool(fold(name))
