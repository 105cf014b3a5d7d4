"""The long part: twenty people, two hundred results, killed servers, a database that goes away."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.soak.accounts import Account, account
from tests.soak.integrity import Integrity, integrity_of
from tests.soak.people import ALLOWED, SHEETS, TOKEN, Person, everybody, work
from tests.soak.scene import ELECTION, Scene
from tests.storm.servers import HOST, ROOT, Answer, Postgres, Server, environment, postgres, served

pytestmark = pytest.mark.soak

PEOPLE, NIGHT, DUELS, KILLED, AWAY, RESTORED = 20, 200, 100, 60, 20, 40
KILLS, UPLOADED = 10, 12
# What a server that is being killed, or whose database is away, may answer: nothing, or when to try again.
UNDER_FAULTS = ALLOWED | {0, 503}


@pytest.fixture(scope="module")
def database() -> Iterator[tuple[Postgres, str]]:
    """Yield a PostgreSQL of its own."""
    with postgres() as found:
        yield found


@pytest.fixture(scope="module")
def scene(database: tuple[Postgres, str]) -> Scene:
    """Return who is there, and the councils of all tests here."""
    number = NIGHT + DUELS + KILLED + AWAY + KILLS * UPLOADED + RESTORED
    return scene_of(database[1], councils=number)


def scene_of(address: str, *, councils: int) -> Scene:
    """Return the people of a scene, signed in, with new councils; with none, those who were there before."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.soak.scene", str(PEOPLE), str(councils)],
        cwd=ROOT,
        env=environment(address) | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = json.loads(told)
    return Scene(found["sessions"], tuple(found["councils"]))


@pytest.fixture(scope="module")
def server(database: tuple[Postgres, str], scene: Scene) -> Iterator[Server]:
    """Yield the site, served by real processes."""
    with served(database[1]) as found:
        yield found


@pytest.fixture(scope="module")
def integrity(
    database: tuple[Postgres, str], scene: Scene, tmp_path_factory: pytest.TempPathFactory
) -> Integrity:
    """Return the check that all data fits together, as it did before anything happened."""
    return integrity_of(database[1], tmp_path_factory.mktemp("integrity"))


def part(scene: Scene, begin: int, number: int) -> tuple[str, ...]:
    """Return the councils of one test."""
    return scene.councils[begin : begin + number]


def accounted(address: str) -> Account:
    """Return what the database itself says of all that happened."""
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        return account(cursor)


def load() -> str:
    """Return how many processes wanted a processor in the last minute, for the figures of a run."""
    return f"{os.getloadavg()[0]:.1f}"


def answered(people: Sequence[Person]) -> Counter[int]:
    """Return how often each status was answered."""
    return sum((person.answers for person in people), Counter[int]())


def test_twenty_people_lose_nothing_and_do_nothing_twice(
    database: tuple[Postgres, str], scene: Scene, integrity: Integrity, server: Server
) -> None:
    councils = part(scene, 0, NIGHT)
    people = everybody(scene, HOST, server.port)
    # Other tests may have worked on results of theirs before.
    before = accounted(database[1]).steps
    started = time.monotonic()
    night = work(people, councils, seconds=300, readers=4)
    took = time.monotonic() - started
    told = accounted(database[1])
    done = told.steps - before
    assert night.torn == []
    assert set(night.read) == {200}, night.read
    assert told.wrong == ()
    assert set(answered(people)) <= ALLOWED, answered(people)
    assert night.done == set(councils), len(night.done)
    assert (done["published"], done["corrected"]) == (NIGHT, NIGHT)
    assert integrity.broken() == ""
    print(f"{took:.0f} s, load {load()}, {answered(people)}, read: {night.read}")  # noqa: T201 - the figures of this run


def test_two_editors_publish_at_once_a_hundred_times(
    database: tuple[Postgres, str], scene: Scene, server: Server
) -> None:
    started = time.monotonic()
    before = accounted(database[1]).steps["published"]
    ruth, omar, edith, emil = everybody(scene, HOST, server.port)[:4]
    with ThreadPoolExecutor(2) as editors:
        for council in part(scene, NIGHT, DUELS):
            address = f"/desk/{ELECTION}/{council}/"
            for typist in (ruth, omar):
                assert typist.enter(address, sheet=SHEETS[0]) == 302
            token = TOKEN.search(edith.get(address)[1])
            assert token is not None
            sent = [
                editors.submit(each.post, address, do="publish", token=token[1])
                for each in (edith, emil)
            ]
            answers = sorted(each.result() for each in sent)
            assert [status for status, _ in answers] == [302, 409]
            assert "after you opened it" in answers[1][1]
    told = accounted(database[1])
    assert told.wrong == ()
    assert told.steps["published"] - before == DUELS
    print(f"{time.monotonic() - started:.0f} s, load {load()}")  # noqa: T201


def test_killed_in_the_middle_every_result_is_whole(
    database: tuple[Postgres, str], scene: Scene, integrity: Integrity
) -> None:
    started = time.monotonic()
    councils = part(scene, NIGHT + DUELS, KILLED)
    chance = random.Random(2023)  # noqa: S311 - chance, and no secret
    whole = Counter[int]()
    for round_ in range(KILLS):
        batch = part(scene, NIGHT + DUELS + KILLED + AWAY + round_ * UPLOADED, UPLOADED)
        with served(database[1]) as server:
            people = everybody(scene, HOST, server.port)[:6]
            with ThreadPoolExecutor(2) as pool:
                working = pool.submit(work, people[:5], councils, seconds=8)
                looked_at = threading.Event()
                uploading = pool.submit(
                    people[5].upload, batch, sheet=SHEETS[0], looked_at=looked_at
                )
                assert looked_at.wait(timeout=30)
                # About as long as it takes to be handed in, among what the others ask.
                time.sleep(chance.uniform(0, 0.5))
                os.killpg(server.process.pid, signal.SIGKILL)
                working.result()
                uploading.result()
        assert set(answered(people)) <= UNDER_FAULTS, answered(people)
        whole[handed_in(database[1], batch)] += 1
        assert accounted(database[1]).wrong == ()
        assert integrity.broken() == ""
    assert set(whole) <= {0, UPLOADED}
    with served(database[1]) as server:
        people = everybody(scene, HOST, server.port)[:6]
        assert work(people, councils, seconds=240).done == set(councils)
    assert accounted(database[1]).wrong == ()
    assert integrity.broken() == ""
    took = time.monotonic() - started
    print(f"{took:.0f} s, load {load()}, uploads handed in, by how many entries: {whole}")  # noqa: T201


def handed_in(address: str, batch: Sequence[str]) -> int:
    """Return of how many councils of a batch an entry is handed in."""
    ids = [f"local.{council}.{ELECTION}" for council in batch]
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM elections_deskresult result JOIN elections_contest contest"
            " ON contest.id = result.contest_id"
            " WHERE contest.ballot_id = ANY(%s) AND result.state = 'second_entry'",
            (ids,),
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def test_a_lost_database_is_told_and_nothing_typed_is_lost(
    database: tuple[Postgres, str], scene: Scene, integrity: Integrity
) -> None:
    cluster, address = database
    councils = part(scene, NIGHT + DUELS + KILLED, AWAY)
    with served(address) as server:
        people = everybody(scene, HOST, server.port)
        typist = people.pop()
        entry = f"/desk/{ELECTION}/{councils[0]}/enter/"
        assert typist.post(entry, do="open")[0] == 302
        token = TOKEN.search(typist.get(entry)[1])
        assert token is not None
        with ThreadPoolExecutor(1) as pool:
            working = pool.submit(work, people[:8], councils[1:], seconds=240)
            time.sleep(2)
            cluster.stop()
            try:
                time.sleep(1)
                draft = {"do": "draft", "token": token[1], "seats.labour": "7"}
                status, page = typist.post(entry, **draft)
                assert status == 503
                assert "can’t be reached just now" in page
                assert typist.get(f"/desk/{ELECTION}/")[0] == 503
                time.sleep(2)
            finally:
                cluster.start()
            started = time.monotonic()
            while typist.post(entry, **draft)[0] != 200:
                assert time.monotonic() - started < 30
                time.sleep(0.2)
            back = time.monotonic() - started
            assert 'value="7"' in typist.get(entry)[1]
            night = working.result()
        assert night.done == set(councils[1:])
        assert set(answered(people)) <= UNDER_FAULTS, answered(people)
        assert answered(people)[503] > 0
    assert accounted(address).wrong == ()
    assert integrity.broken() == ""
    print(f"back {back:.1f} s after the database was, load {load()}; {answered(people)}")  # noqa: T201


def test_backup_made_while_people_work_is_restored_while_they_work(
    database: tuple[Postgres, str], scene: Scene, integrity: Integrity, tmp_path: Path
) -> None:
    _, address = database
    councils = part(scene, NIGHT + DUELS + KILLED + AWAY + KILLS * UPLOADED, RESTORED)
    file = tmp_path / "night.backup"
    # The tests before have signed nobody out, but each of these may run alone.
    people = everybody(replace(scene, sessions=scene_of(address, councils=0).sessions), HOST, 0)
    with served(address) as server, ThreadPoolExecutor(1) as pool:
        people = [replace(person, port=server.port) for person in people[:8]]
        stop = threading.Event()
        working = pool.submit(work, people, councils, seconds=120, readers=2, stop=stop)
        try:
            time.sleep(2)
            known = versions_of(address, councils)
            backing_up = managed(address, "backup", str(file))
            in_it = sum(versions_of(address, councils).values())
            until = time.monotonic() + 60
            # Several more, some of which every process has been asked for.
            while (lost := sum(versions_of(address, councils).values())) < in_it + 4:
                assert time.monotonic() < until, "Nothing is published any more."
                time.sleep(0.2)
            before = {council: document(server, council) for council in councils}
            restoring = managed(address, "restore", str(file), "--no-input")
            # Everybody is signed out, and meets that.
            time.sleep(1.1)
        finally:
            stop.set()
        night = working.result()
        now = versions_of(address, councils)
        for council in councils:
            for answer in (document(server, council) for _ in range(4)):
                published = json.loads(answer.body)["published"]
                assert (published or {}).get("version", 0) == now.get(council, 0), council
        # What was published before the backup began is there, and what came after it was made is not.
        assert all(now.get(council, 0) >= version for council, version in known.items())
        assert sum(now.values()) < lost
        assert night.torn == []
        assert set(night.read) == {200}, night.read
        assert set(answered(people)) <= UNDER_FAULTS, answered(people)
        assert accounted(address).wrong == ()
        assert integrity.broken() == ""
        again = scene_of(address, councils=0).sessions
        people = [replace(person, session=again[person.name]) for person in people]
        assert work(people, councils, seconds=240).done == set(councils)
        for council in councils:
            etag = before[council].headers["Etag"]
            assert document(server, council, If_None_Match=etag).status == 200
    assert accounted(address).wrong == ()
    assert integrity.broken() == ""
    took = f"backup {backing_up:.1f} s, restore {restoring:.1f} s"
    print(f"{took}, load {load()}; {answered(people)}")  # noqa: T201


def document(server: Server, council: str, **headers: str) -> Answer:
    """Return what readers are answered who ask for a contest's JSON."""
    return server.get(f"/api/v1/contests/local.{council}.{ELECTION}", **headers)


def managed(address: str, *command: str) -> float:
    """Run a command of the site, and return how many seconds it took."""
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(address),
        check=True,
        capture_output=True,
    )
    return time.monotonic() - started


def versions_of(address: str, councils: Sequence[str]) -> dict[str, int]:
    """Return the current version of each council that has one."""
    ids = {f"local.{council}.{ELECTION}": council for council in councils}
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT contest.ballot_id, publication.version FROM elections_publication publication"
            " JOIN elections_contest contest ON contest.id = publication.contest_id"
            " WHERE publication.is_current AND contest.ballot_id = ANY(%s)",
            (list(ids),),
        )
        return {ids[ballot_id]: version for ballot_id, version in cursor.fetchall()}
