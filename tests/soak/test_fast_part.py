"""The fast part, in every run of the tests: a handful of people at a handful of results, all at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection, connections
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from elections.domain.desk.refusals import NotNowError
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import HandedIn
from elections.models import AuditEntry, DeskResult, Publication
from elections.services.desk import entering, publishing
from elections.services.desk.stepping import Actor, Seen, StaleError
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


def published_at_once(seen: Seen, names: tuple[str, str]) -> list[str]:
    """Let two editors publish at the same moment, and return how each was answered."""
    together = threading.Barrier(2)

    def publish(name: str) -> str:
        close_old_connections()
        try:
            together.wait(timeout=20)
            publishing.publish(seen=seen, by=Actor(name), at=timezone.now())
        except StaleError as stale:
            return f"told of {stale.last.by if stale.last else 'nobody'}"
        except NotNowError:
            return "told that it is published"
        finally:
            connections.close_all()
        return f"published by {name}"

    with ThreadPoolExecutor(2) as editors:
        return sorted(editors.map(publish, names))


def test_of_two_editors_who_publish_at_once_one_does_and_the_other_is_told() -> None:
    scene = prepared(people=0, councils=10)
    for council in scene.councils:
        answers = published_at_once(agreed(f"local.{council}.{ELECTION}"), ("edith", "emil"))
        (quicker,) = (each.rpartition(" ")[2] for each in answers if each.startswith("published"))
        assert f"told of {quicker}" in answers
    assert Publication.objects.count() == 10
    assert AuditEntry.objects.filter(action="published").count() == 10
    with connection.cursor() as cursor:
        assert account(cursor).wrong == ()


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
