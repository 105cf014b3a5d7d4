"""Whatever is sent, the API answers as its schema says: schemathesis sends it, right and wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import negative_data_rejection

from elections.api.routes import api
from tests.fixtures.reading import entries_of


def stored(model: str, column: str = "slug") -> list[str]:
    """Return what the fixtures store of a kind, by its id."""
    return [str(entry.fields[column]) for entry in entries_of(model)]


COUNCILS = stored("councils.council")
PARTIES = stored("elections.party")
DAYS = stored("elections.election", "polling_day")

# Every id and slug there is, by the parameter that takes it and by the address. The schema cannot
# name them: they are data. With them in it, a value that it allows is one that there is, and to
# refuse it is a fault.
STORED = {
    "council": COUNCILS,
    "region": stored("councils.region"),
    "party": PARTIES,
    "election": DAYS,
    "control": ["labour", "independent", "noc", "undetermined", "not_applicable"],
    "largest": [*PARTIES, "tied", "undetermined"],
    "/elections/{day}": DAYS,
    "/contests/{contest_id}": stored("elections.contest", "ballot_id"),
    "/councils/{slug}": COUNCILS,
    "/regions/{slug}": stored("councils.region"),
    "/parties/{slug}": PARTIES,
    "/sources/{slug}": [*stored("elections.source"), *stored("councils.factsource")],
}


def with_what_is_stored(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with the values there are as those allowed."""
    for path, methods in raw["paths"].items():
        for parameter in methods["get"]["parameters"]:
            name = parameter["name"] if parameter["in"] == "query" else path.removeprefix("/api/v1")
            if name in STORED:
                shape = parameter["schema"]
                shape.get("items", shape)["enum"] = STORED[name]
    return raw


def has_an_empty_parameter(case: schemathesis.Case[Any]) -> bool:
    """Return whether a parameter is sent without a value, as a form sends an empty field."""
    values = [
        one
        for value in (case.query or {}).values()
        for one in (value if isinstance(value, list) else [value])
    ]
    return any(value in ("", None, {}) for value in values)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection that holds the test's data, which the end of a request would close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = from_dict(with_what_is_stored(json.loads(json.dumps(api.get_openapi_schema()))))
schema.app = get_wsgi_application()


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_schema_says(case: schemathesis.Case[Any]) -> None:
    # What is empty asks for nothing and is no mistake, whatever the schema says of its type.
    case.call_and_validate(
        excluded_checks=[negative_data_rejection] if has_an_empty_parameter(case) else []
    )
