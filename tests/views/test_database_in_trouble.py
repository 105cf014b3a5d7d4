"""A database that is read-only, full or locked: staff are told and nothing is half-saved; readers go on.

The errors are the databases' own: what is done here to one connection a failing disk does to all of them.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NoReturn

import psycopg
import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client

from elections.models import AuditEntry, Contest, DeskResult
from tests.elections.medway import medway, report_the_result
from tests.factories import NIGHT
from tests.views.reading import words_of
from tests.views.test_desk import BOARD, ENTER, MEDWAY, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

READER_PAGES = ("/", "/elections/2023-05-04/medway/", "/councils/medway/", "/api/v1/contests")
Trouble = Callable[[], AbstractContextManager[None]]

PASSWORD = "a long night in Gillingham"
# Seconds: what is promised, and what a slow machine may add.
TOLD_AFTER, SLACK = 5.0, 4.0


@pytest.fixture(autouse=True)
def _reads_published_articles() -> None:
    """Do without the articles of the other pages' tests: these tests write for good."""


@pytest.fixture
def contest() -> Contest:
    """Return Medway's contest with a report of its result, not published."""
    found = medway()
    report_the_result(found)
    return found


@contextmanager
def read_only() -> Iterator[None]:
    """Let the database take nothing new."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        ),
    }[connection.vendor]
    with done_and_undone(on, off):
        yield


@contextmanager
def full() -> Iterator[None]:
    """Let there be no room for another entry in the audit log, which every step writes."""
    if connection.vendor == "sqlite":
        with done_and_undone("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000000"):
            fill_the_log()
            yield
        return
    tables = ("elections_auditentry", "django_session", "elections_deskresult")
    function = (
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'"
        " USING ERRCODE = 'disk_full'; END $$;"
    )
    on = "".join(
        f"CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room();"
        for table in tables
    )
    off = "".join(f"DROP TRIGGER no_room ON {table};" for table in tables)
    with done_and_undone(function + on, f"{off} DROP FUNCTION no_room();"):
        yield


def fill_the_log() -> None:
    """Write entries until SQLite has no page left, nor room for a short one on those it has."""
    for length in (3_000, 100, 1):
        with pytest.raises(OperationalError, match="full"):
            write_entries(length)


def write_entries(length: int) -> NoReturn:
    """Write entries with a reason of some length, for as long as there is room."""
    while True:
        AuditEntry.objects.create(
            at=NIGHT, by="x", action="loaded", subject="x", reason="x" * length
        )


@contextmanager
def done_and_undone(on: str, off: str) -> Iterator[None]:
    """Run a statement before the block and another after it."""
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@contextmanager
def locked() -> Iterator[None]:
    """Let somebody else hold what a step at the desk needs, for as long as the block takes."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()
        return
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password) as holder:
        holder.execute("SELECT * FROM elections_contest FOR UPDATE")
        yield
        holder.rollback()


@pytest.mark.parametrize(("trouble", "words"), [(read_only, "read-only"), (full, "full")])
def test_staff_are_told_that_nothing_can_be_saved(
    contest: Contest, trouble: Trouble, words: str
) -> None:
    client = signed_in("ruth")
    with trouble():
        answer = client.post(ENTER, {"do": "open"})
        assert answer.status_code == 503
        assert words in words_of(answer)
        assert "Nothing that you sent was saved" in words_of(answer)
        assert answer["Retry-After"] == "10"
        assert answer["Cache-Control"] == "no-store"
        assert client.get(BOARD).status_code == 200
    assert not DeskResult.objects.exists()
    assert not AuditEntry.objects.filter(action="opened").exists()
    assert client.post(ENTER, {"do": "open"}).status_code == 302


@pytest.mark.parametrize("trouble", [read_only, full])
def test_readers_do_not_notice(contest: Contest, trouble: Trouble) -> None:
    with trouble():
        for address in READER_PAGES:
            assert Client().get(address).status_code == 200, address


@pytest.mark.parametrize("trouble", [read_only, full])
def test_signing_in_and_out_is_told_as_well(contest: Contest, trouble: Trouble) -> None:
    """What they write is stored by what is around the views: the session, the log, who is kept out."""
    User.objects.create_user("ruth", password=PASSWORD, is_staff=True)
    here = signed_in("edith")
    client = Client(raise_request_exception=False)
    with trouble():
        for password in (PASSWORD, "wrong"):
            answer = client.post("/accounts/login/", {"login": "ruth", "password": password})
            assert answer.status_code == 503, words_of(answer)
            assert "Nothing can be saved just now" in words_of(answer)
        assert "sessionid" not in client.cookies
        here.raise_request_exception = False
        assert here.post("/accounts/logout/").status_code == 503
    assert here.get(BOARD).status_code == 200
    assert (
        client.post("/accounts/login/", {"login": "ruth", "password": PASSWORD}).status_code == 302
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL")
def test_health_says_that_the_database_is_read_only_and_stays_200(contest: Contest) -> None:
    with read_only():
        answer = Client().get("/healthz")
        assert answer.status_code == 200
        assert (answer.json()["status"], answer.json()["database"]) == ("read-only", "read-only")
    assert Client().get("/healthz").json()["status"] == "up"


def test_who_waits_for_a_lock_is_told_after_five_seconds(contest: Contest) -> None:
    client = signed_in("ruth")
    steps = AuditEntry.objects.count()
    with locked():
        started = time.monotonic()
        answer = client.post(ENTER, {"do": "open"})
        took = time.monotonic() - started
        assert answer.status_code == 503
        assert "The database is busy" in words_of(answer)
        assert answer["Retry-After"] == "10"
        assert TOLD_AFTER - 0.5 < took < TOLD_AFTER + SLACK
        for address in READER_PAGES:
            started = time.monotonic()
            assert Client().get(address).status_code == 200
            assert time.monotonic() - started < SLACK
        assert client.get(MEDWAY).status_code == 200
    assert (DeskResult.objects.count(), AuditEntry.objects.count()) == (0, steps)
    assert client.post(ENTER, {"do": "open"}).status_code == 302


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite")
def test_who_signs_in_while_another_writes_waits_once_and_not_for_each_thing_stored(
    contest: Contest,
) -> None:
    User.objects.create_user("ruth", password=PASSWORD, is_staff=True)
    sessions = Session.objects.count()
    client = Client(raise_request_exception=False)
    with locked():
        started = time.monotonic()
        answer = client.post("/accounts/login/", {"login": "ruth", "password": PASSWORD})
        took = time.monotonic() - started
    assert answer.status_code == 503
    assert "The database is busy" in words_of(answer)
    assert took < TOLD_AFTER + SLACK
    assert Session.objects.count() == sessions
