"""Behind a CDN a publication is seen within the age that the answers state."""

from __future__ import annotations

import pytest

from tests.page_cache.cdn import Cdn
from tests.page_cache.test_cache import ELECTION, Server


@pytest.fixture
def server() -> Server:
    """Return a site with its page cache."""
    return Server()


@pytest.fixture
def cdn(server: Server) -> Cdn:
    """Return a CDN in front of it."""
    return Cdn(server.application)


def test_a_crowd_costs_the_site_a_request_every_five_seconds(cdn: Cdn) -> None:
    for _ in range(1_000):
        cdn.get(ELECTION)
        cdn.seconds += 0.02
    assert cdn.asked == 4


def test_a_publication_is_seen_after_five_seconds_by_all_but_the_first_who_asks(
    server: Server, cdn: Cdn
) -> None:
    cdn.get(ELECTION)
    server.publish()
    cdn.seconds += 4.9
    assert b" at 1 " in cdn.get(ELECTION).body
    cdn.seconds += 0.2
    # Handed out while the new one is asked for.
    assert b" at 1 " in cdn.get(ELECTION).body
    assert b" at 2 " in cdn.get(ELECTION).body


def test_nobody_gets_what_is_older_than_the_stated_age(server: Server, cdn: Cdn) -> None:
    cdn.get(ELECTION)
    server.publish()
    cdn.seconds += 65
    assert b" at 2 " in cdn.get(ELECTION).body


def test_a_part_is_never_handed_out_as_the_page(cdn: Cdn) -> None:
    cdn.get(ELECTION, hx_request="true")
    page = cdn.get(ELECTION)
    assert "HX-Request" in page.headers["Vary"]
    assert cdn.asked == 2


def test_a_site_that_fails_is_covered_for_a_day(server: Server, cdn: Cdn) -> None:
    cdn.get("/councils/")
    server.site.status = "500 Internal Server Error"
    server.publish()
    cdn.seconds += 3_600
    assert b" at 1 " in cdn.get("/councils/").body
    cdn.seconds += 86_400
    assert cdn.get("/councils/").status == 500


def test_a_last_good_copy_is_kept_for_five_seconds_and_no_longer(server: Server, cdn: Cdn) -> None:
    cdn.get(ELECTION)
    server.lose_the_database()
    cdn.seconds += 66
    assert "As-Of" in cdn.get(ELECTION).headers
    server.find_the_database()
    cdn.seconds += 5.1
    assert "As-Of" not in cdn.get(ELECTION).headers
