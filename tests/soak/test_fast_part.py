"""The fast part, in every run of the tests: a handful of people at a handful of results, all at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import close_old_connections, connection, connections
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import HandedIn
from elections.models import AuditEntry, Claim, DeskResult, Publication
from elections.services.desk import choosing, entering, publishing
from elections.services.desk.choosing import SeenDispute
from elections.services.desk.stepping import Actor, Seen, StaleError
from elections.services.publishing import publish_contest
from tests import factories
from tests.elections.medway import held, medway, report_the_result
from tests.soak.accounts import account
from tests.soak.people import ALLOWED, everybody, work
from tests.soak.scene import ELECTION, prepared

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = Sheet(Counted.HELD, {"labour": 6, "conservative": 3})


def agreed(ballot_id: str) -> Seen:
    """Enter a result twice, and return it as an editor sees it."""
    for name in ("ruth", "omar"):
        by = Actor(name)
        opened = entering.open_entry(ballot_id=ballot_id, by=by, at=timezone.now())
        seen = Seen(ballot_id, opened.standing.result.token)
        entering.hand_in(seen=seen, entry=HandedIn(name, SHEET), by=by, at=timezone.now())
    return Seen(ballot_id, DeskResult.objects.of_contest(ballot_id).get().token)


def publish_as(seen: Seen, by: Actor) -> None:
    """Publish what is agreed."""
    publishing.publish(seen=seen, by=by, at=timezone.now())


def choose_as(seen: SeenDispute, by: Actor) -> None:
    """Choose the value that is not shown."""
    reason = f"{by.name} saw the sheet"
    choosing.choose(
        seen=seen, place=1, by=by, at=timezone.now(), reason=reason, proposed_by="another"
    )


def at_once(deed: Callable[[Actor], object]) -> tuple[str, str]:
    """Let two editors do the same at the same moment; return who did, and of whom the other was told."""
    together = threading.Barrier(2)

    def do(name: str) -> tuple[str, str]:
        close_old_connections()
        try:
            together.wait(timeout=60)
            deed(Actor(name))
        except StaleError as stale:
            return "told of", stale.last.by if stale.last else "nobody"
        finally:
            connections.close_all()
        return "done by", name

    with ThreadPoolExecutor(2) as editors:
        answers = dict(editors.map(do, ("edith", "emil")))
    return answers["done by"], answers["told of"]


def test_of_two_editors_who_publish_at_once_one_does_and_the_other_is_told() -> None:
    scene = prepared(people=0, councils=10)
    for council in scene.councils:
        seen = agreed(f"local.{council}.{ELECTION}")
        quicker, told_of = at_once(partial(publish_as, seen))
        assert told_of == quicker
    assert Publication.objects.count() == 10
    assert AuditEntry.objects.filter(action="published").count() == 10
    with connection.cursor() as cursor:
        assert account(cursor).wrong == ()


def test_of_two_editors_who_choose_between_sources_at_once_one_does_and_the_other_is_told() -> None:
    contest = medway()
    report_the_result(contest)
    # Shown, for it is later; and so each choice is of the other value.
    later = factories.made(
        factories.new_source(slug="other-2023-medway", outlet="other", published_on="2023-05-09")
    )
    held(contest, "labour", 32, source=later)
    publish_contest(contest=contest, at=timezone.now(), by="omar", reason="Two sources.")
    for version in range(1, 9):
        seen = SeenDispute(contest.ballot_id, version, "after.labour")
        quicker, told_of = at_once(partial(choose_as, seen))
        assert told_of == quicker
        newest = Publication.objects.get(is_current=True)
        assert (newest.version, newest.reason) == (version + 1, f"{quicker} saw the sheet")
    choices = Claim.objects.filter(source__kind="editor")
    assert choices.count() == AuditEntry.objects.filter(action="chose_a_source").count() == 8
    assert choices.standing().count() == 1


def test_four_people_at_once_lose_nothing_and_do_nothing_twice(live_server: LiveServer) -> None:
    scene = prepared(people=4, councils=5)
    host, _, port = live_server.url.removeprefix("http://").partition(":")
    people = everybody(scene, host, int(port))
    night = work(people, scene.councils, seconds=120, readers=1)
    assert night.done == set(scene.councils)
    assert night.torn == []
    assert set(night.read) == {200}, night.read
    assert set().union(*(person.answers for person in people)) <= ALLOWED
    with connection.cursor() as cursor:
        told = account(cursor)
    assert told.wrong == ()
    assert (told.states["corrected"], told.steps["published"], told.steps["corrected"]) == (5, 5, 5)
