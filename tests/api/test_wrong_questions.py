"""What cannot be answered is refused in words, in one shape, and nothing of it is answered."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.reading import DOCUMENTS, LISTS, ROOT, problems


@pytest.mark.parametrize(
    ("address", "parameter", "value", "words"),
    [
        ("/contests?region=sout-east", "region", "sout-east", "Did you mean “south-east”?"),
        ("/contests?party=tories", "party", "tories", "There is no party “tories”."),
        ("/contests?control=labor", "control", "labor", "Did you mean “labour”?"),
        ("/contests?change=gian", "change", "gian", "Did you mean “gain”?"),
        ("/contests?type=parish", "type", "parish", "There is no type of council “parish”."),
        ("/contests?sort=majorty", "sort", "majorty", "Did you mean “majority”?"),
        (
            "/contests?baseline=last-fought",
            "baseline",
            "last-fought",
            "Did you mean “last_fought”?",
        ),
        ("/elections/2023-05-04?baseline=lastfought", "baseline", "lastfought", "“last_fought”?"),
        ("/contests?election=2023-05-05", "election", "2023-05-05", "Did you mean “2023-05-04”?"),
        ("/contests?election=yesterday", "election", "yesterday", "There is no election"),
        ("/contests?council=medwya", "council", "medwya", "Did you mean “medway”?"),
        ("/contests?limit=0", "limit", "0", "“limit” is 1 at least."),
        ("/contests?limit=501", "limit", "501", "“limit” is 500 at most."),
        ("/contests?limit=ten", "limit", "ten", "“limit” is a whole number, which “ten” is not."),
        ("/contests?limit=1.5", "limit", "1.5", "a whole number"),
        ("/contests?offset=-1", "offset", "-1", "“offset” is 0 at least."),
        ("/councils?region=atlantis", "region", "atlantis", "There is no region “atlantis”."),
        ("/councils?type=unitery", "type", "unitery", "Did you mean “unitary”?"),
        ("/elections?limit=0", "limit", "0", "“limit” is 1 at least."),
    ],
)
def test_a_value_that_there_is_not_is_refused(
    client: Client, address: str, parameter: str, value: str, words: str
) -> None:
    (problem,) = problems(client, address)
    assert (problem["parameter"], problem["value"]) == (parameter, value)
    assert words in problem["message"]


def test_each_wrong_value_is_told(client: Client) -> None:
    told = problems(client, "/contests?region=x&region=south-east&party=y&election=z&council=w")
    assert [each["parameter"] for each in told] == ["election", "council", "region", "party"]


def test_a_name_that_is_too_long_is_refused_and_shown_in_short(client: Client) -> None:
    (problem,) = problems(client, f"/contests?q={'m' * 5000}")
    assert problem["parameter"] == "q"
    assert len(problem["value"]) == 40


@pytest.mark.parametrize("address", ["/contests", "/councils", "/elections"])
def test_a_parameter_that_there_is_not_is_refused_with_the_near_one(
    client: Client, address: str
) -> None:
    (problem,) = problems(client, f"{address}?limt=5")
    assert problem["value"] == "5"
    assert problem["message"] == "There is no parameter “limt” here. Did you mean “limit”?"


@pytest.mark.parametrize("address", [each for each in DOCUMENTS if "/elections/" not in each])
def test_a_document_takes_no_parameter(client: Client, address: str) -> None:
    (problem,) = problems(client, f"{address}?baseline=notional")
    assert problem["message"] == "There is no parameter “baseline” here. This address takes none."


@pytest.mark.parametrize("address", [*LISTS, *DOCUMENTS])
@pytest.mark.parametrize("query", ["?q=%00", "?%00=1"])
def test_a_nul_character_is_a_bad_request_in_json(client: Client, address: str, query: str) -> None:
    response = client.get(f"{ROOT}{address}{query}")
    assert response.status_code == 400
    assert response.json() == {"detail": "This request cannot be understood."}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "/elections/2023-05-05",
            "There is no election of “2023-05-05” here. Did you mean “2023-05-04”?",
        ),
        ("/elections/20230504", "There is no election of “20230504” here."),
        ("/contests/local.atlantis.2023-05-04", "There is no contest"),
        ("/councils/medwya", "There is no council called “medwya” here. Did you mean “medway”?"),
        ("/councils/atlantis", "There is no council called “atlantis” here."),
        ("/regions/souht-east", "Did you mean “south-east”?"),
        ("/parties/labor", "Did you mean “labour”?"),
        ("/sources/the-moon", "There is no source called “the-moon” here."),
        ("/parishes", "There is nothing at this address. /about/api/ lists those there are."),
        ("/contests/", "There is nothing at this address. /about/api/ lists those there are."),
    ],
)
def test_what_is_not_there_is_a_404_in_words(client: Client, address: str, words: str) -> None:
    response = client.get(f"{ROOT}{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    detail = response.json()["detail"]
    assert words in detail
    assert detail.count("Did you mean") <= 1


@pytest.mark.parametrize("address", [*LISTS, *DOCUMENTS, "/openapi.json", "/docs"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_what_would_write_is_a_405_in_json(client: Client, address: str, method: str) -> None:
    response = client.generic(method, f"{ROOT}{address}", "{}")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json() == {"detail": "The API is for reading: use GET."}


@pytest.mark.parametrize("address", ["/councils/folkestone-hythe"])
def test_another_form_of_a_slug_moves_for_good(client: Client, address: str) -> None:
    response = client.get(f"{ROOT}{address}")
    assert response.status_code == 301
    assert response["Location"] == f"{ROOT}/councils/folkestone-and-hythe"
