"""Which election is the newest: opened, and over or in its season; on every page that asks, and in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from config.serving.site import fetch_data_version
from elections.selectors.data_version import current_edition
from elections.services.expected import elections
from tests.elections import unopened
from tests.elections.unopened import ADA, DRAFT, NOW
from tests.permissions import as_

# The newest that the articles tell of.
LATEST = "2024-05-02"
# Six weeks before the poll of 4 May 2028.
SEASON_BEGINS = date(2028, 3, 23)
At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Return what sets the site's clock."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def opened() -> None:
    unopened.make_a_draft()
    elections.open_election(polling_day=DRAFT, by=ADA, at=NOW)


def first_of_all() -> str:
    """Return the day of the election on the front page."""
    return str(Client().get("/").context["page"].election.slug)


def test_one_that_is_years_ahead_is_seen_and_not_the_newest(at: At) -> None:
    at(NOW)
    opened()
    assert first_of_all() == LATEST
    assert as_("editor").get("/desk/")["Location"] == f"/desk/{LATEST}/"
    assert Client().get(f"/elections/{DRAFT}/").status_code == 200


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        (date(2028, 3, 22), LATEST),
        (SEASON_BEGINS, str(DRAFT)),
        (DRAFT, str(DRAFT)),
        (date(2029, 1, 1), str(DRAFT)),
    ],
)
def test_it_is_from_the_first_day_of_its_season_on(at: At, day: date, newest: str) -> None:
    at(NOW)
    opened()
    at(noon(day))
    assert first_of_all() == newest
    for page in ("/desk/", "/desk/upload/", "/desk/disputes/"):
        assert newest in as_("editor").get(page)["Location"]


def test_a_draft_is_not_even_in_its_season(at: At) -> None:
    unopened.make_a_draft()
    at(noon(DRAFT))
    assert first_of_all() == LATEST
    assert as_("editor").get("/desk/")["Location"] == f"/desk/{LATEST}/"


def test_london_s_date_decides(at: At) -> None:
    opened()
    # Clocks are an hour ahead of UTC in summer: the season of a poll in June begins at 23:00 UTC.
    june = date(2028, 6, 15)
    unopened.make(june, "A day in June")
    elections.open_election(polling_day=june, by=ADA, at=NOW)
    at(datetime(2028, 5, 3, 22, 59, tzinfo=UTC))
    assert current_edition(timezone.localdate()).newest == DRAFT
    at(datetime(2028, 5, 3, 23, 0, tzinfo=UTC))
    assert current_edition(timezone.localdate()).newest == june


def test_a_browser_that_holds_the_page_is_sent_the_new_one(at: At) -> None:
    at(NOW)
    opened()
    held = Client().get("/")["ETag"]
    asked = {"If-None-Match": held}
    assert Client().get("/", headers=asked).status_code == 304
    at(noon(SEASON_BEGINS))
    assert Client().get("/", headers=asked).status_code == 200


def test_the_page_cache_asks_for_a_version_that_is_another_by_then(at: At) -> None:
    at(NOW)
    opened()
    before = fetch_data_version()
    at(noon(date(2028, 3, 22)))
    assert fetch_data_version() == before
    at(noon(SEASON_BEGINS))
    assert fetch_data_version() != before
