"""The pages' tests read what the articles' fixtures publish."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _reads_published_articles(published_articles: None, db: None) -> None:
    """Let every test here use the database, with the articles in it."""
