"""When results may be told of an election, and what a result is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from councils.domain.composition import MOST_SEATS
from elections.claim_shapes import SHAPES, ClaimKind, kind_tells_a_result, saying_of
from elections.domain.claims import tells_a_result
from elections.domain.polling import (
    SEASON,
    ElectionStatus,
    TooEarly,
    newest_polling_day,
    why_too_early,
)

CLOSE = datetime(2027, 5, 6, 21, 0, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "now", "why"),
    [
        (ElectionStatus.OPEN, CLOSE - MOMENT, TooEarly.POLLS_ARE_OPEN),
        (ElectionStatus.OPEN, CLOSE, None),
        (ElectionStatus.DRAFT, CLOSE - MOMENT, TooEarly.IS_A_DRAFT),
        (ElectionStatus.DRAFT, CLOSE + MOMENT, TooEarly.IS_A_DRAFT),
        (ElectionStatus.REHEARSAL, CLOSE - timedelta(days=200), None),
    ],
)
def test_a_result_is_told_once_the_polls_have_closed_or_in_a_rehearsal(
    status: ElectionStatus, now: datetime, why: TooEarly | None
) -> None:
    assert why_too_early(status=status, polls_close_at=CLOSE, now=now) is why


@pytest.mark.parametrize(
    ("status", "why"),
    [(ElectionStatus.OPEN, None), (ElectionStatus.DRAFT, TooEarly.IS_A_DRAFT)],
)
def test_how_things_stood_is_told_before_the_poll_of_what_is_open(
    status: ElectionStatus, why: TooEarly | None
) -> None:
    now = CLOSE - timedelta(days=20)
    assert why_too_early(status=status, polls_close_at=CLOSE, now=now, tells_a_result=False) is why


def test_a_season_is_six_weeks_and_begins_before_the_notice_of_election_is_due() -> None:
    # Of the poll of 7 May 2026 the notice was due on 30 March, 25 working days before.
    assert timedelta(days=38) < SEASON
    assert newest_polling_day(date(2026, 3, 26)) == date(2026, 5, 7)


RESULTS = {
    ClaimKind.SEATS_CHANGED,
    ClaimKind.SEATS_WON,
    ClaimKind.GAINED_CONTROL,
    ClaimKind.LOST_CONTROL,
    ClaimKind.HELD_CONTROL,
    ClaimKind.FELL_SHORT_BY,
    ClaimKind.LOST_ITS_ONLY_SEAT,
    ClaimKind.NOBODY_LOST_SEATS,
}
NO_RESULTS = {
    ClaimKind.COUNCIL_SIZE,
    ClaimKind.SIZE_CHANGED,
    ClaimKind.SEATS_UP,
    ClaimKind.ALL_SEATS_UP,
    ClaimKind.NEW_COUNCIL,
    ClaimKind.NEEDED_TO_GAIN,
}


@pytest.mark.parametrize("kind", [each for each in ClaimKind if SHAPES[each].saying is not None])
@pytest.mark.parametrize("moment", ["after", "eve_of_poll"])
@pytest.mark.parametrize("topic", ["votes", "history"])
def test_every_kind_of_claim_tells_a_result_or_does_not(
    kind: ClaimKind, moment: str, topic: str
) -> None:
    if kind is ClaimKind.REMARK:
        expected = topic == "votes"
    elif kind in RESULTS:
        expected = True
    else:
        expected = kind not in NO_RESULTS and moment == "after"
    assert kind_tells_a_result(kind, moment=moment, topic=topic) is expected


@pytest.mark.parametrize("kind", [ClaimKind.SEATS_HELD, ClaimKind.COUNCIL_SIZE, ClaimKind.REMARK])
@pytest.mark.parametrize("moment", ["after", "notional"])
def test_the_domain_and_the_forms_agree_on_what_a_result_is(kind: ClaimKind, moment: str) -> None:
    columns = {
        "moment": moment,
        "party": "labour",
        "value": MOST_SEATS,
        "topic": "reaction",
        "text": "Said so.",
    }
    saying = saying_of(kind, columns)
    assert tells_a_result(saying) is kind_tells_a_result(kind, moment=moment, topic="reaction")


@pytest.mark.parametrize("kind", [ClaimKind.COUNCILS_DECLARED, ClaimKind.COUNCILS_GAINED])
def test_what_is_counted_of_a_whole_election_is_a_result(kind: ClaimKind) -> None:
    assert kind_tells_a_result(kind, moment="", topic="")


def test_what_is_no_kind_is_no_result() -> None:
    assert not kind_tells_a_result("rumour", moment="after", topic="")
