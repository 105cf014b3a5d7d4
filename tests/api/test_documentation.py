"""docs/api.md says what the schema does."""

from __future__ import annotations

import re
from pathlib import Path

from elections.api.answering import ITEMS, MEANINGS, MOST_ITEMS
from elections.api.asked import ContestsAsked
from elections.api.routes import schema_of_the_api

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


def test_every_address_is_in_it() -> None:
    listed = re.findall(r"`(/api/v1/[^`?]*)`", PAGE)
    assert set(schema_of_the_api()["paths"]) <= set(listed)


def test_every_parameter_of_contests_is_in_it() -> None:
    for name in ContestsAsked.model_fields:
        assert f"`{name}`" in PAGE


def test_every_status_is_in_it() -> None:
    for status in MEANINGS:
        assert f"\n| {status} |" in PAGE


def test_the_limits_are_those_in_force() -> None:
    assert f"`limit` is {ITEMS} unless given and\nat most {MOST_ITEMS}" in PAGE


def test_every_status_of_a_figure_is_in_it() -> None:
    mapping = schema_of_the_api()["components"]["schemas"]["Figure"]["discriminator"]["mapping"]
    for status in mapping:
        assert f"\n| `{status}` |" in PAGE
