"""What an election's contests are expected to fill, as an admin's list says it."""

from __future__ import annotations

import pytest

from elections.domain.contests import Scope
from elections.domain.desk.expecting import Stage
from elections.domain.desk.states import Check
from elections.pages.desk.expected import ElectionMaterial, ExpectedMaterial, election_page

MAY_2027 = ElectionMaterial(
    "2027-05-06", "Local elections of 6 May 2027", Check.APPROVAL, expected=1, published=0
)


@pytest.mark.parametrize(
    ("scope", "seats_up", "size", "words"),
    [
        (Scope.THIRDS, 17, 51, "17 of 51"),
        (Scope.THIRDS, None, 51, "not known, of 51"),
        (Scope.THIRDS, 17, None, "17 of a number not known"),
        # Of a whole council nobody has to say how many that is.
        (Scope.WHOLE, None, 32, "all of 32"),
        (Scope.WHOLE, 32, 32, "32 of 32"),
        (Scope.WHOLE, None, None, "all of a number not known"),
    ],
)
def test_seats_up_are_told_of_all_seats(
    scope: Scope, seats_up: int | None, size: int | None, words: str
) -> None:
    hastings = ExpectedMaterial("Hastings", "hastings", scope, seats_up, size, Stage.EXPECTED)
    (line,) = election_page(MAY_2027, [hastings]).contests
    assert line.seats_text == words
