"""The settings as a whole, each loaded in a process of its own with the environment it is about."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

ROOT = Path(settings.BASE_DIR)
SECRET = "x" * 20 + "0123456789" * 4
LOAD = """
import json, sys
from config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def load(*names: str, **environment: str) -> dict[str, Any]:
    """Return the named settings as they are under that environment, and no other variables."""
    finished = subprocess.run(
        [sys.executable, "-c", LOAD, *names],
        cwd=ROOT,
        env={"SECRET_KEY": SECRET, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        raise RuntimeError(finished.stderr.strip().splitlines()[-1])
    values: dict[str, Any] = json.loads(finished.stdout)
    return values


def test_the_defaults_suit_production() -> None:
    read = load(
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "STATIC_HASHED",
    )
    assert read == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "STATIC_HASHED": True,
    }


def test_a_session_in_production_is_short_and_sealed_off() -> None:
    names = (
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_AGE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "CSRF_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SAMESITE",
        "REQUIRE_SECOND_FACTOR",
        "SECRET_KEY_FALLBACKS",
    )
    assert load(*names) == {
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "REQUIRE_SECOND_FACTOR": True,
        "SECRET_KEY_FALLBACKS": [],
    }
    assert load("SECRET_KEY_FALLBACKS", SECRET_KEY_FALLBACKS="older, oldest") == {
        "SECRET_KEY_FALLBACKS": ["older", "oldest"]
    }


def test_debugging_turns_off_what_needs_https() -> None:
    read = load("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "STATIC_HASHED", DEBUG="true")
    assert read == {"SECURE_SSL_REDIRECT": False, "SECURE_HSTS_SECONDS": 0, "STATIC_HASHED": False}


def test_sqlite_is_the_default_and_its_writers_queue() -> None:
    database = load("DATABASES")["DATABASES"]["default"]
    assert database["ENGINE"] == settings.SQLITE
    assert database["NAME"] == str(ROOT / ".data" / "db.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "journal_mode = WAL" in database["OPTIONS"]["init_command"]
    assert "busy_timeout = 5000" in database["OPTIONS"]["init_command"]


def test_postgresql_connections_are_kept_and_asked_for_a_sign_of_life() -> None:
    database = load("DATABASES", DATABASE_URL="postgres://me:secret@db.example:5433/results")[
        "DATABASES"
    ]["default"]
    assert database["ENGINE"] == settings.POSTGRESQL
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "results")
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["CONN_MAX_AGE"] == 600
    assert database["OPTIONS"]["options"] == "-c lock_timeout=5s"


def test_waiting_for_a_lock_takes_as_long_as_an_operator_says() -> None:
    given = {
        "DATABASE_URL": "postgres://me@db.example/results?options=-c%20jit%3Doff",
        "DATABASE_LOCK_SECONDS": "30",
    }
    options = load("DATABASES", **given)["DATABASES"]["default"]["OPTIONS"]
    assert options["options"] == "-c lock_timeout=30s -c jit=off"
    given["DATABASE_LOCK_SECONDS"] = "0"
    options = load("DATABASES", **given)["DATABASES"]["default"]["OPTIONS"]
    assert options["options"] == "-c jit=off"


def test_command_waits_longer_for_a_lock_than_a_page() -> None:
    asked = "from django.conf import settings; print(settings.LOCK_SECONDS)"
    finished = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", asked],
        cwd=ROOT,
        env={"SECRET_KEY": SECRET, "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert finished.stdout.splitlines()[-1] == "60"


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("DEBUG", "perhaps", "DEBUG"),
        ("HTTPS", "perhaps", "HTTPS"),
        ("HSTS_SECONDS", "a year", "HSTS_SECONDS"),
        ("ALLOWED_HOSTS", "one.example,", "ALLOWED_HOSTS"),
        ("SECRET_KEY_FILE", "/nowhere/at/all", "SECRET_KEY"),
        ("DATABASE_URL", "mysql://localhost/results", "DATABASE_URL"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start(variable: str, value: str, words: str) -> None:
    environment = {
        "SECRET_KEY": "" if variable.startswith("SECRET_KEY") else SECRET,
        variable: value,
    }
    with pytest.raises(RuntimeError, match=f"ImproperlyConfigured: {words}"):
        load("DEBUG", **environment)


@pytest.mark.django_db
def test_the_database_under_test_is_set_up_as_in_production() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
            assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        else:
            assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True


@pytest.mark.django_db
def test_every_page_forbids_what_it_does_not_need(client: Client) -> None:
    headers = client.get("/admin/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_command_ends_with_a_message_where_the_database_is_in_trouble(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "manage.py", "load_fixtures"],
        cwd=ROOT,
        env={
            "SECRET_KEY": SECRET,
            "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/db.sqlite3",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith("The database can’t be reached just now. ")
    assert "Traceback" not in finished.stderr
