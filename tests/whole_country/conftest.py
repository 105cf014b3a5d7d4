"""The tests of this folder read all that is shipped."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _reads_the_whole_country(whole_country: None, db: None) -> None:
    """Let every test here use the database, with the whole country in it."""
