"""Typists are told where to look, editors what was found."""

from __future__ import annotations

import re

import pytest

from elections.domain.desk.checking import SheetCode, SheetFinding
from elections.domain.desk.sheets import CONTROL_LINE, VACANT_LINE, Line, seats_line
from elections.domain.words.naming import Names
from elections.domain.words.sheet_words import (
    SHEET_MEANINGS,
    for_the_editor,
    for_the_typist,
    line_words,
)
from tests.elections.domain.reports import NAMES

LABOUR = (seats_line("labour"),)


def test_every_code_has_a_meaning() -> None:
    assert set(SHEET_MEANINGS) == set(SheetCode)


@pytest.mark.parametrize("code", SheetCode)
def test_a_typist_is_told_no_number_that_would_make_the_sum_right(code: SheetCode) -> None:
    words = for_the_typist(SheetFinding(code, LABOUR, 58, 59), NAMES)
    assert words.endswith(".")
    assert not re.search(r"\d", words)


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (
            SheetFinding(SheetCode.SUM_IS_NOT_THE_SIZE, LABOUR, 58, 59),
            "The seats add up to 58, and the council has 59: 1 seat too few.",
        ),
        (
            SheetFinding(SheetCode.SUM_IS_NOT_THE_SIZE, LABOUR, 61, 59),
            "The seats add up to 61, and the council has 59: 2 seats too many.",
        ),
        (
            SheetFinding(SheetCode.MORE_WON_THAN_UP, LABOUR, 15, 14),
            "15 seats were won, and 14 were up.",
        ),
        (
            SheetFinding(SheetCode.CHANGE_EXCEEDS_SEATS_UP, LABOUR, 15, 14),
            "Labour moved by 15 seats since the eve of the poll, and only 14 were up.",
        ),
        (
            SheetFinding(SheetCode.SEATS_VACANT, (VACANT_LINE,), 1),
            "1 seat is vacant.",
        ),
        (
            SheetFinding(SheetCode.BEFORE_THE_POLL_CLOSED),
            "The result is from before the poll closed.",
        ),
    ],
)
def test_an_editor_is_told_what_was_found(finding: SheetFinding, words: str) -> None:
    assert for_the_editor(finding, NAMES) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (seats_line("labour"), "Labour"),
        (VACANT_LINE, "the vacant seats"),
        (CONTROL_LINE, "who is said to have control"),
    ],
)
def test_a_line_is_called_as_it_stands_on_the_sheet(line: Line, words: str) -> None:
    assert line_words(line, NAMES) == words


def test_a_party_nobody_knows_is_called_by_its_slug() -> None:
    assert line_words(seats_line("the-ashford-party"), Names({})) == "The ashford party"
