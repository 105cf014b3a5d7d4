"""The schema says all there is to know, and its words are the domain's."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, get_args

import pytest
from django.test import Client
from schemathesis.openapi import from_dict

from councils.domain.administrations import Form
from councils.domain.council_types import CouncilType
from councils.models import AliasKind, Nation
from elections.api.answering import MEANINGS
from elections.api.schemas import names
from elections.codec.vocabulary import ControlKind
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.claims import RemarkTopic
from elections.domain.contests import Scope
from elections.domain.results import ClaimOutcome, State
from elections.domain.sources import Precision, SourceKind
from elections.models import PartyKind
from tests.house_rules import HOSTS_OF_OTHERS


@pytest.fixture
def schema(client: Client) -> dict[str, Any]:
    """The schema as it is served."""
    served: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return served


@pytest.mark.parametrize(
    ("listed", "kinds"),
    [
        (names.PrecisionName, Precision),
        (names.BaselineName, Baseline),
        (names.ControlKind, ControlKind),
        (names.ChangeName, ChangeKind),
        (names.StateName, State),
        (names.ScopeName, Scope),
        (names.SourceKindName, SourceKind),
        (names.CouncilTypeName, CouncilType),
        (names.NationName, Nation),
        (names.PartyKindName, PartyKind),
        (names.AdministrationForm, Form),
        (names.AliasKindName, AliasKind),
        (names.TopicName, RemarkTopic),
    ],
)
def test_a_list_of_words_is_the_domain_s(listed: Any, kinds: type[StrEnum]) -> None:
    assert set(get_args(listed)) == {kind.value for kind in kinds}


def test_a_claim_s_outcome_is_the_domain_s_or_one_of_three_more() -> None:
    more = {"replaced", "not_published", "as_reported"}
    assert set(get_args(names.OutcomeName)) == {kind.value for kind in ClaimOutcome} | more


def test_it_is_a_valid_schema(schema: dict[str, Any]) -> None:
    from_dict(schema).validate()


def test_every_address_says_what_it_is_takes_and_answers(schema: dict[str, Any]) -> None:
    assert len(schema["paths"]) == 12
    for path, methods in schema["paths"].items():
        (operation,) = methods.values()
        answers = operation["responses"]
        assert operation["operationId"].startswith(("list_", "get_"))
        assert operation["summary"]
        assert operation["description"].endswith(".")
        assert len(operation["tags"]) == 1
        expected = {"200", "304", "400", "422"} | ({"404"} if "{" in path else set())
        assert expected <= set(answers)
        assert answers["422"]["content"]["application/json"]["schema"] == {
            "$ref": "#/components/schemas/Refusal"
        }
        for status, answer in answers.items():
            assert status == "200" or answer["description"] == MEANINGS[int(status)]
        for parameter in operation["parameters"]:
            assert parameter["description"].endswith(".")
            assert "example" in parameter


def test_every_shape_says_what_it_is(schema: dict[str, Any]) -> None:
    for name, shape in schema["components"]["schemas"].items():
        assert shape.get("description"), name


def test_every_tag_says_what_it_is(schema: dict[str, Any]) -> None:
    used = {methods["get"]["tags"][0] for methods in schema["paths"].values()}
    assert used == {tag["name"] for tag in schema["tags"]}


@pytest.mark.parametrize("address", ["/api/v1/openapi.json", "/api/v1/docs"])
def test_it_needs_no_other_host(client: Client, address: str) -> None:
    text = client.get(address).content.decode()
    assert not [host for host in HOSTS_OF_OTHERS if host in text]
    assert "http" not in text.replace("httpx", "")
