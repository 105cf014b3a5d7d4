"""One moment parts facts from results, in Python and in every query that asks for results."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from elections.domain.results import State
from elections.models import Contest, Publication
from elections.polls import polls_close_at
from elections.selectors.browsing import newest_contests
from elections.selectors.register.elections import election_summaries
from elections.services.publishing import Published, publish_contest
from tests import factories

pytestmark = pytest.mark.django_db

SUMMER = date(2026, 5, 7)
WINTER = date(2026, 2, 5)
SECOND = timedelta(seconds=1)
# By UTC: a day in summer begins, and the polls close, an hour earlier than the clock there shows.
CLOSES = {
    SUMMER: datetime(2026, 5, 7, 21, tzinfo=UTC),
    WINTER: datetime(2026, 2, 5, 22, tzinfo=UTC),
}


def publish(polling_day: date, *, at: datetime, moment: str = "after") -> Contest:
    contest: Contest = factories.contest(polling_day=polling_day)
    factories.claim(
        contest=contest,
        reference=f"labour-{polling_day}",
        kind="seats_held",
        moment=moment,
        party=factories.party(),
        value=33,
    )
    outcome = publish_contest(contest=contest, at=at, by="desk", reason="First.")
    assert isinstance(outcome, Published), outcome
    return contest


@pytest.mark.parametrize("day", CLOSES)
@pytest.mark.parametrize(
    ("after_close", "is_a_result"),
    [
        (-timedelta(days=30), False),
        (-timedelta(hours=21, minutes=30), False),
        (-timedelta(hours=10), False),
        (-timedelta(hours=1), False),
        (-timedelta(microseconds=1), False),
        (timedelta(0), True),
        (SECOND, True),
        (timedelta(minutes=90), True),
        (timedelta(hours=3), True),
        (timedelta(days=200), True),
    ],
)
def test_publication_is_a_result_from_the_close_of_poll_on(
    day: date, after_close: timedelta, *, is_a_result: bool
) -> None:
    assert polls_close_at(day) == CLOSES[day]
    contest = publish(day, at=CLOSES[day] + after_close, moment="eve_of_poll")
    told = Publication.objects.after_the_poll().filter(contest=contest)
    assert told.exists() is is_a_result
    newest = Contest.objects.newest_published_of_each_council()
    assert list(newest) == ([contest] if is_a_result else [])


def test_facts_published_on_polling_day_leave_the_last_result_the_newest() -> None:
    before = publish(date(2023, 5, 4), at=datetime(2023, 5, 5, 3, tzinfo=UTC))
    publish(SUMMER, at=datetime(2026, 5, 7, 11, tzinfo=UTC), moment="eve_of_poll")
    newest = newest_contests()
    assert [(each.contest.ballot_id, each.result is None) for each in newest] == [
        (before.ballot_id, False)
    ]
    summaries = {each.election.polling_day: each for each in election_summaries()}
    assert summaries[SUMMER].contests[State.AWAITED] == 1
