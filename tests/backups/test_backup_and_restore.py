"""A backup is restored whole, or nothing changes; and nothing takes the one state for the other."""

from __future__ import annotations

import os
import re
import resource
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import Settings

from config.backups import backing_up
from elections.models import AuditEntry, Contest, DataVersion, Publication
from elections.selectors.data_version import current_edition
from tests.backups.conftest import ADDRESS, publish_more

pytestmark = pytest.mark.django_db(transaction=True)

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL")


def back_up(path: Path) -> str:
    """Make a backup, and return what was said."""
    said = StringIO()
    call_command("backup", path, stdout=said)
    return said.getvalue()


def restore(path: Path) -> tuple[str, str]:
    """Restore a backup, and return what was said of it, and what as a warning."""
    said, warned = StringIO(), StringIO()
    call_command("restore", path, "--no-input", stdout=said, stderr=warned)
    return said.getvalue(), warned.getvalue()


def versions() -> list[tuple[int, str]]:
    """Return what is published."""
    return list(Publication.objects.order_by("pk").values_list("version", "reason"))


def test_restore_puts_everything_back(contest: Contest, backup_path: Path) -> None:
    before, edition = versions(), current_edition(localdate())
    assert re.search(r"Backed up to .*night\.backup: \d\.\d MB\.", back_up(backup_path))
    publish_more(contest, "conservative", 33)
    said, warned = restore(backup_path)
    assert versions() == before
    assert current_edition(localdate()).number == edition.number
    assert f"data version {edition.number} of 05 May 2023, 10:00. Everybody signs in again." in said
    # What it finds was in the backup as well: no council of a test has a place on the map.
    assert "I106 medway" in warned
    assert "The backup is restored as it was, and in it" in warned


def test_restored_database_goes_on_as_before(contest: Contest, backup_path: Path) -> None:
    back_up(backup_path)
    restore(backup_path)
    assert publish_more(contest, "conservative", 33) == 2
    assert AuditEntry.objects.latest("pk").by == "restore"
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE elections_auditentry SET reason = 'none'")


def test_restore_is_in_the_audit_log(contest: Contest, backup_path: Path) -> None:
    back_up(backup_path)
    edition = current_edition(localdate())
    restore(backup_path)
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.action) == ("restore", "loaded")
    assert entry.reason == "The database was restored from night.backup."
    assert entry.after is not None
    assert entry.after["data_version"] == edition.number


def test_everybody_signs_in_again_after_a_restore(
    contest: Contest, backup_path: Path, client: Client
) -> None:
    client.force_login(User.objects.create_user("ruth", is_staff=True))
    back_up(backup_path)
    restore(backup_path)
    assert not Session.objects.exists()
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "address",
    [ADDRESS, "/", "/api/v1/contests", "/elections/2023-05-04/contests.csv", "/sitemap.xml"],
)
def test_page_from_before_a_restore_is_never_taken_for_one_after_it(
    contest: Contest, backup_path: Path, client: Client, address: str
) -> None:
    """The number of the data version comes again, and the result that it stands for is another."""
    back_up(backup_path)
    publish_more(contest, "conservative", 33)
    held = client.get(address)
    restore(backup_path)
    assert client.get(address, headers={"If-None-Match": held["ETag"]}).status_code == 200
    publish_more(contest, "labour", 20)
    other = client.get(address, headers={"If-None-Match": held["ETag"]})
    assert other.status_code == 200
    assert other["ETag"] != held["ETag"]


def test_restore_alone_changes_what_caches_go_by(contest: Contest, backup_path: Path) -> None:
    back_up(backup_path)
    before = current_edition(localdate())
    restore(backup_path)
    assert current_edition(localdate()) != before
    assert current_edition(localdate()).number == before.number


def test_database_that_publishes_nothing_is_told_from_an_empty_one(
    transactional_db: None, backup_path: Path
) -> None:
    back_up(backup_path)
    before = current_edition(localdate())
    restore(backup_path)
    assert current_edition(localdate()).stamp != before.stamp
    DataVersion.objects.move(at=AuditEntry.objects.get().at)
    assert current_edition(localdate()).number == 1


def test_backup_is_private_and_leaves_nothing_beside_it(
    contest: Contest, backup_path: Path
) -> None:
    back_up(backup_path)
    assert stat.S_IMODE(backup_path.stat().st_mode) == 0o600
    assert list(backup_path.parent.iterdir()) == [backup_path]


def test_backup_replaces_no_file(contest: Contest, backup_path: Path) -> None:
    backup_path.write_text("of yesterday")
    with pytest.raises(CommandError, match="is there already"):
        back_up(backup_path)
    assert backup_path.read_text() == "of yesterday"
    backup_path.unlink()
    backup_path.symlink_to(backup_path.parent / "nowhere")
    with pytest.raises(CommandError, match="is there already"):
        back_up(backup_path)
    assert list(backup_path.parent.iterdir()) == [backup_path]


def test_backup_to_a_folder_that_is_not_there_says_so(contest: Contest, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no folder .*: make it first"):
        back_up(tmp_path / "no" / "night.backup")


def test_backup_that_finds_no_room_leaves_nothing(contest: Contest, backup_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(CommandError, match="No backup was made"):
            back_up(backup_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(backup_path.parent.iterdir()) == []


def cut_off(path: Path) -> None:
    """Leave the first half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbled(path: Path) -> None:
    """Overwrite the middle of a file."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))


def replaced(path: Path) -> None:
    """Put something else in its place."""
    path.write_text("council,seats\nMedway,59\n")


def emptied(path: Path) -> None:
    """Leave nothing in it."""
    path.write_bytes(b"")


def removed(path: Path) -> None:
    """Leave no file."""
    path.unlink()


def made_a_folder(path: Path) -> None:
    """Put a folder in its place."""
    path.unlink()
    path.mkdir()


def made_a_pipe(path: Path) -> None:
    """Put a pipe in its place, at which a reader would wait for ever."""
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (cut_off, "damaged|malformed|can be read"),
        (garbled, "damaged|malformed|can be read"),
        (replaced, "is no backup"),
        (emptied, "is no backup"),
        (removed, "There is no file"),
        (made_a_folder, "is no file: "),
        (made_a_pipe, "is no file: "),
    ],
)
def test_file_that_is_no_whole_backup_changes_nothing(
    contest: Contest, backup_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    back_up(backup_path)
    publish_more(contest, "conservative", 33)
    before, edition = versions(), current_edition(localdate())
    spoil(backup_path)
    with pytest.raises(CommandError, match=words):
        restore(backup_path)
    assert (versions(), current_edition(localdate())) == (before, edition)


def test_restore_that_breaks_halfway_changes_nothing(
    contest: Contest, backup_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("a lost disk")

    back_up(backup_path)
    publish_more(contest, "conservative", 33)
    before, edition = versions(), current_edition(localdate())
    monkeypatch.setattr(backing_up, "_put_on_record", broken)
    with pytest.raises(CommandError, match=r"Nothing was restored: .*a lost disk"):
        restore(backup_path)
    assert (versions(), current_edition(localdate())) == (before, edition)


@pytest.mark.parametrize(
    ("app", "name", "words"),
    [
        (
            "elections",
            "9999_of_next_year",
            r"newer release, which had elections\.9999_of_next_year",
        ),
        ("elections", None, r"older release, without elections\.0015_"),
    ],
)
def test_backup_of_another_release_is_refused_and_says_what_to_do(
    contest: Contest, backup_path: Path, app: str, name: str | None, words: str
) -> None:
    recorder = MigrationRecorder(connection)
    last = recorder.migration_qs.filter(app=app, name__startswith="0015_").get()
    try:
        if name is None:
            recorder.record_unapplied(app, last.name)
        else:
            recorder.record_applied(app, name)
        back_up(backup_path)
    finally:
        if name is None:
            recorder.record_applied(app, last.name)
        else:
            recorder.record_unapplied(app, name)
    before = versions()
    with pytest.raises(CommandError, match=words):
        restore(backup_path)
    assert versions() == before


@only_sqlite
def test_sqlite_file_of_something_else_is_refused(contest: Contest, backup_path: Path) -> None:
    with closing(sqlite3.connect(backup_path)) as other:
        other.execute("CREATE TABLE bookmarks (id INTEGER)")
        other.commit()
    with pytest.raises(CommandError, match="none of this site’s tables"):
        restore(backup_path)


def test_backup_of_the_other_database_is_refused(contest: Contest, backup_path: Path) -> None:
    beginning = b"PGDMP" if connection.vendor == "sqlite" else b"SQLite format 3\x00"
    backup_path.write_bytes(beginning + bytes(200))
    with pytest.raises(
        CommandError, match=r"is a backup of .* and this site runs on .*DATABASE_URL"
    ):
        restore(backup_path)


@only_postgresql
def test_missing_program_is_named_with_what_to_install(
    contest: Contest, backup_path: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.POSTGRES_PROGRAMS = str(tmp_path)
    with pytest.raises(CommandError, match=r"no pg_dump for PostgreSQL \d+.*install"):
        back_up(backup_path)


@only_postgresql
def test_program_of_an_older_release_is_not_used(
    contest: Contest, backup_path: Path, settings: Settings, tmp_path: Path
) -> None:
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    settings.POSTGRES_PROGRAMS = str(tmp_path)
    with pytest.raises(CommandError, match="no pg_dump for PostgreSQL"):
        back_up(backup_path)
    assert shutil.which("pg_dump", path=str(tmp_path)) == str(old)
