"""The system checks: each stays quiet for a sound installation and speaks up for the fault it is about."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as ours
from pytest_django import Settings

from config import checks


def runs_on(monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]) -> None:
    """Let the checks see that database; the connections keep theirs."""
    seen = SimpleNamespace(
        DATABASES={"default": database}, SQLITE=ours.SQLITE, POSTGRESQL=ours.POSTGRESQL
    )
    monkeypatch.setattr(checks, "settings", seen)


def test_missing_charts_are_a_warning_with_a_hint(settings: Settings, tmp_path: Path) -> None:
    settings.CHART_JS_DIR = tmp_path
    [message] = checks.charts_can_be_drawn(None)
    assert message.id == "project.W001"
    assert "make assets" in str(message.hint)


def test_installed_charts_are_fine(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "chart.umd.js").touch()
    settings.CHART_JS_DIR = tmp_path
    assert checks.charts_can_be_drawn(None) == []


def test_sqlite_with_djangos_own_transactions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    runs_on(monkeypatch, {"ENGINE": ours.SQLITE, "OPTIONS": {"timeout": 20}})
    [message] = checks.sqlite_waits_its_turn(None)
    assert message.id == "project.E001"


def test_the_projects_own_database_settings_are_fine() -> None:
    assert checks.sqlite_waits_its_turn(None) == []


def test_files_that_others_can_read_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key, database = tmp_path / "secret_key", tmp_path / "db.sqlite3"
    for file in (key, database):
        file.touch()
        file.chmod(0o640)
    seen = SimpleNamespace(
        DATABASES={"default": {"ENGINE": ours.SQLITE, "NAME": str(database)}},
        SQLITE=ours.SQLITE,
        SECRET_KEY_PATH=key,
    )
    monkeypatch.setattr(checks, "settings", seen)
    messages = checks.private_files_are_private(None)
    assert [message.id for message in messages] == ["project.W005"] * 2
    assert [str(message.hint) for message in messages] == [
        f"Run 'chmod 600 {key}' as its owner.",
        f"Run 'chmod 600 {database}' as its owner.",
    ]
    for file in (key, database):
        file.chmod(0o600)
    assert checks.private_files_are_private(None) == []


def test_a_deployment_without_collected_assets_is_refused(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_HASHED = True
    settings.STATIC_ROOT = tmp_path
    [message] = checks.static_files_are_collected(None)
    assert message.id == "project.E002"


def test_a_deployment_with_collected_assets_is_fine(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").touch()
    settings.STATIC_HASHED = True
    settings.STATIC_ROOT = tmp_path
    assert checks.static_files_are_collected(None) == []


def test_a_deployment_on_sqlite_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    runs_on(monkeypatch, {"ENGINE": ours.SQLITE})
    [message] = checks.production_runs_on_postgresql(None)
    assert message.id == "project.W002"


def test_a_deployment_on_postgresql_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    runs_on(monkeypatch, {"ENGINE": ours.POSTGRESQL})
    assert checks.production_runs_on_postgresql(None) == []


def test_a_password_alone_is_a_warning_in_production(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    assert [found.id for found in checks.staff_have_a_second_factor(None)] == ["project.W003"]
    settings.REQUIRE_SECOND_FACTOR = True
    assert checks.staff_have_a_second_factor(None) == []


def test_sessions_of_days_are_a_warning_in_production(settings: Settings) -> None:
    settings.SESSION_COOKIE_AGE = 24 * 3600 + 1
    assert [found.id for found in checks.sessions_end(None)] == ["project.W004"]
    settings.SESSION_COOKIE_AGE = 12 * 3600
    assert checks.sessions_end(None) == []
