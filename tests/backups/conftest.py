"""A published result in a database that is really written, and what readers see of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from elections.models import Contest
from elections.services.publishing import Published, publish_contest
from tests.elections.medway import held, medway, report_the_result

MORNING = datetime(2023, 5, 5, 9, tzinfo=UTC)
ADDRESS = "/elections/2023-05-04/medway/"


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    """Return Medway's contest, with a first version published."""
    found = medway()
    report_the_result(found)
    published(found, "First.")
    return found


def published(contest: Contest, reason: str, *, at: datetime = MORNING) -> int:
    """Publish what the claims say now, and return the number of the version."""
    outcome = publish_contest(contest=contest, at=at, by="ruth", reason=reason)
    assert isinstance(outcome, Published)
    return outcome.version


def publish_more(contest: Contest, party: str, seats: int) -> int:
    """Publish a new version, in which another party held seats before."""
    held(contest, party, seats, moment="last_fought")
    return published(contest, f"{party} before.")


def database_url() -> str:
    """Return the address of the tests' own database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def backup_path(tmp_path: Path) -> Path:
    """Return where a backup may be made, in a folder with nothing else in it."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "night.backup"
