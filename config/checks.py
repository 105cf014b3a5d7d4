"""System checks: what can be wrong with an installation that no single setting shows.

Registered in config/apps.py. E stops every command, W only says so; those marked as deployment checks run
with `manage.py check --deploy`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 - Django's names

from elections.sqlite_files import file_of, files_open_to_others, is_open_to_others

MANIFEST = "staticfiles.json"


def charts_can_be_drawn(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Warn when Chart.js is not installed: pages then show their tables alone."""
    if (Path(settings.CHART_JS_DIR) / "chart.umd.js").is_file():
        return []
    return [
        Warning(
            f"Chart.js is not in {settings.CHART_JS_DIR}.",
            hint="Run 'make assets' (npm ci); until then pages have tables but no charts.",
            id="project.W001",
        )
    ]


def sqlite_waits_its_turn(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse SQLite with Django's default transactions, under which a third of concurrent writes failed."""
    return [
        Error(
            f"The SQLite database {alias!r} does not begin its transactions with IMMEDIATE.",
            hint='Set OPTIONS["transaction_mode"] to "IMMEDIATE", as config/settings.py does.',
            id="project.E001",
        )
        for alias, database in settings.DATABASES.items()
        if database["ENGINE"] == settings.SQLITE
        and database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
    ]


def static_files_are_collected(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse a deployment whose pages would fail because the hashed names of its assets are not known."""
    if not settings.STATIC_HASHED or (Path(settings.STATIC_ROOT) / MANIFEST).is_file():
        return []
    return [
        Error(
            f"There is no {MANIFEST} in {settings.STATIC_ROOT}: every page would fail.",
            hint="Run 'manage.py collectstatic' before the site starts.",
            id="project.E002",
        )
    ]


def private_files_are_private(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Warn when others on the machine can read the database's file or the secret key's.

    A connection makes the database private by itself, where it may: what is left is somebody else's file.
    """
    files = [path for path in [settings.SECRET_KEY_PATH] if is_open_to_others(path)]
    for database in settings.DATABASES.values():
        file = file_of(database["NAME"]) if database["ENGINE"] == settings.SQLITE else None
        if file is not None:
            files += files_open_to_others(file)
    return [
        Warning(
            f"{path} can be read or written by others on this machine.",
            hint=f"Run 'chmod 600 {path}' as its owner.",
            id="project.W005",
        )
        for path in files
    ]


def production_runs_on_postgresql(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Warn when a deployment runs on SQLite, which one machine only can write to."""
    if settings.DATABASES["default"]["ENGINE"] != settings.SQLITE:
        return []
    return [
        Warning(
            "The site runs on SQLite, so it can only ever be one machine.",
            hint="Set DATABASE_URL to a PostgreSQL database when results night matters.",
            id="project.W002",
        )
    ]


def staff_have_a_second_factor(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Warn when a deployment lets staff publish by a password alone."""
    if settings.REQUIRE_SECOND_FACTOR:
        return []
    return [
        Warning(
            "Staff sign in by a password alone.",
            hint="Leave REQUIRE_SECOND_FACTOR out, or set it to true.",
            id="project.W003",
        )
    ]


def sessions_end(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Warn when staff stay signed in for longer than a day."""
    if settings.SESSION_COOKIE_AGE <= 24 * 3600:
        return []
    return [
        Warning(
            "Staff stay signed in for longer than a day.",
            hint="Set SESSION_HOURS to 24 at most.",
            id="project.W004",
        )
    ]
