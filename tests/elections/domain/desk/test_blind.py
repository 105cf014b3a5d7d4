"""From whom the figures and reasons of a result under way are kept."""

from __future__ import annotations

import pytest

from elections.domain.desk.blind import is_kept_back
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Check,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Published,
    Retracted,
    Round,
    SecondEntry,
    State,
)

SHEET = Sheet(Counted.HELD, {"labour": 33})
RUTH, OMAR = HandedIn("ruth", SHEET), HandedIn("omar", SHEET)
SECOND = SecondEntry(Round(), RUTH)
DIFFER = Differences(Round(), RUTH, OMAR)


PUBLISHED = Published(SHEET, Approved(RUTH, "omar"))


@pytest.mark.parametrize(
    ("state", "name", "expected"),
    [
        (Expected(), "omar", "kept back"),
        (Retracted("misread"), "omar", "kept back"),
        (FirstEntry(), "omar", "kept back"),
        (FirstEntry(Round(PUBLISHED, "misread")), "omar", "kept back"),
        (SECOND, "omar", "kept back"),
        # To the first typist lines can go back, and an admin can be given the right to type.
        (SECOND, "ruth", "kept back"),
        (SECOND, "anna", "kept back"),
        (DIFFER, "omar", "kept back"),
        (DIFFER, "ruth", "kept back"),
        (DIFFER, "edith", "shown"),
        (Agreed(Round(), SHEET, Approved(RUTH, "omar")), "omar", "shown"),
        # What was typed for a correction that never went out.
        (PUBLISHED, "omar", "kept back"),
    ],
)
def test_entries_are_kept_back_until_nobody_types_blind(
    state: State, name: str, expected: str
) -> None:
    told = is_kept_back(state, Check.SECOND_ENTRY, name=name)
    assert ("kept back" if told else "shown") == expected
    assert not is_kept_back(state, Check.APPROVAL, name=name)


def test_entries_that_led_to_a_publication_are_shown_with_it() -> None:
    assert not is_kept_back(PUBLISHED, Check.SECOND_ENTRY, name="omar", is_out=True)
    assert is_kept_back(SECOND, Check.SECOND_ENTRY, name="omar", is_out=True)
