"""Why the Library's word on control and that of the seats differ is told only where it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    Undetermined,
    UndeterminedReason,
)
from elections.against_the_library import Compared, Moment, Reason, comparison_page, why

BUNDLED = Undetermined(UndeterminedReason.OTHERS_BUNDLED)
OPEN = Undetermined(UndeterminedReason.SEATS_LEAVE_IT_OPEN)
NOC = NoOverallControl()


def compared(
    council: str,
    theirs: str,
    ours: Control,
    seats: dict[str, int],
    size: int,
    *,
    nation: str = "england",
    moment: Moment = Moment.AFTER,
) -> Compared:
    return Compared(
        "2023-05-04", council, council.title(), nation, moment, theirs, ours, seats, size
    )


MEDWAY = compared("medway", "labour", Majority("labour"), {"labour": 33, "conservative": 22}, 59)


@pytest.mark.parametrize(
    ("each", "reason"),
    [
        (compared("ashfield", "other", BUNDLED, {"other": 32}, 35), Reason.BUNDLE_HOLDS),
        (compared("castle-point", "noc", BUNDLED, {"other": 32}, 41), Reason.KNOWS_ITS_BUNDLE),
        (
            compared("crawley", "labour", NOC, {"labour": 18, "conservative": 17}, 36),
            Reason.EXACTLY_HALF,
        ),
        # All seats filled, and half of them: whoever calls that control counts something else.
        (compared("crawley", "labour", NOC, {"labour": 18, "conservative": 18}, 36), None),
        (compared("crawley", "labour", NOC, {"labour": 17, "conservative": 18}, 36), None),
        (compared("somerset", "none", OPEN, {}, 110), Reason.CONTINUES),
        (
            compared("angus", "noc", OPEN, {"other": 9}, 28, nation="scotland"),
            None,
        ),
        (
            compared(
                "angus", "noc", OPEN, {}, 28, nation="scotland", moment=Moment.LAST_FOUGHT
            ),
            Reason.NO_COLUMN,
        ),
        (
            compared("cardiff", "conservative", Majority("labour"), {}, 79, nation="wales"),
            Reason.LABELS_SHIFTED,
        ),
        (compared("cardiff", "conservative", Majority("labour"), {}, 79), None),
        (compared("cardiff", "conservative", Majority("snp"), {}, 79, nation="wales"), None),
        (
            compared("pembrokeshire", "plaid-cymru", OPEN, {"other": 35}, 60, nation="wales"),
            Reason.LABELS_SHIFTED,
        ),
        (
            compared("pembrokeshire", "plaid-cymru", OPEN, {"other": 29, "labour": 30}, 60, nation="wales"),
            None,
        ),
        (replace(MEDWAY, theirs="conservative"), None),
        (replace(MEDWAY, theirs="noc"), None),
    ],
)  # fmt: skip
def test_a_difference_has_the_reason_that_its_seats_show(
    each: Compared, reason: Reason | None
) -> None:
    assert not each.agrees
    assert why(each) is reason


def test_the_page_names_what_nothing_explains() -> None:
    before = replace(MEDWAY, moment=Moment.LAST_FOUGHT)
    page = comparison_page([before, MEDWAY])
    assert "Nothing explains" not in page
    page = comparison_page([before, replace(MEDWAY, theirs="conservative")])
    assert "## Nothing explains these" in page
    assert "| Medway | 2023-05-04 | after | conservative | labour |" in page
