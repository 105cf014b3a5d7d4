"""From whom the figures of a result under way are kept."""

from __future__ import annotations

import pytest

from elections.domain.desk.blind import Reader, is_to_type_blind
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Round,
    SecondEntry,
    State,
)

SHEET = Sheet(Counted.HELD, {"labour": 33})
RUTH, OMAR = HandedIn("ruth", SHEET), HandedIn("omar", SHEET)
SECOND = SecondEntry(Round(), RUTH)
DIFFER = Differences(Round(), RUTH, OMAR)


@pytest.mark.parametrize(
    ("state", "reader", "expected"),
    [
        (Expected(), "omar", "blind"),
        (FirstEntry(), "omar", "blind"),
        (SECOND, "omar", "blind"),
        (SECOND, "ruth", "sees"),
        (DIFFER, "omar", "blind"),
        (DIFFER, "ruth", "blind"),
        (DIFFER, "edith", "sees"),
        (Agreed(Round(), SHEET, Approved(RUTH, "omar")), "omar", "sees"),
    ],
)
def test_who_may_yet_type_it_is_blind_and_nobody_else(
    state: State, reader: str, expected: str
) -> None:
    told = is_to_type_blind(state, Check.SECOND_ENTRY, Reader(reader, may_enter=True))
    assert ("blind" if told else "sees") == expected
    assert not is_to_type_blind(state, Check.SECOND_ENTRY, Reader(reader, may_enter=False))
    assert not is_to_type_blind(state, Check.APPROVAL, Reader(reader, may_enter=True))
