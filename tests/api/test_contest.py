"""The contest as JSON: a public contract."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from elections.keeping import forget_everything
from elections.models import Contest
from tests import factories


def get(client: Client, contest_id: str) -> dict[str, Any]:
    """Return the document of a contest."""
    response = client.get(f"/api/v1/contests/{contest_id}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")
    document: dict[str, Any] = response.json()
    return document


def shown(figures: dict[str, Any]) -> dict[str, Any]:
    """Return the value of each figure, or its bounds."""
    return {
        party: figure.get("value", (figure.get("min"), figure.get("max")))
        for party, figure in figures.items()
    }


def pick(figure: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return some of what a figure says."""
    return {key: figure[key] for key in keys}


def test_medway_has_the_shape_that_was_promised(client: Client) -> None:
    medway = get(client, "local.medway.2023-05-04")
    assert pick(medway, "id", "election", "council", "seats", "default_baseline", "state") == {
        "id": "local.medway.2023-05-04",
        "election": "2023-05-04",
        "council": {
            "slug": "medway",
            "name": "Medway",
            "gss": "E06000035",
            "type": "unitary",
            "region": "south-east",
        },
        "seats": {"total": 59, "up": 59},
        "default_baseline": "last_fought",
        "state": "declared",
    }
    assert pick(medway["control_after"], "kind", "party", "status") == {
        "kind": "majority",
        "party": "labour",
        "status": "reported",
    }
    assert pick(medway["after"]["labour"], "value", "status", "precision") == {
        "value": 33,
        "status": "reported",
        "precision": "exact",
    }
    assert set(medway["baselines"]) == {"last_fought", "notional"}
    last_fought = medway["baselines"]["last_fought"]
    assert last_fought["seats_total"] == 55
    assert last_fought["change_of_control"] == "gain"
    assert pick(last_fought["control_before"], "kind", "party", "status") == {
        "kind": "majority",
        "party": "conservative",
        "status": "reported",
    }
    assert pick(last_fought["before"]["conservative"], "value", "status") == {
        "value": 33,
        "status": "reported",
    }
    assert pick(last_fought["change"]["conservative"], "value", "status", "precision") == {
        "value": -11,
        "status": "derived",
        "precision": "exact",
    }
    assert medway["findings"] == []
    assert [(source["slug"], source["kind"]) for source in medway["sources"]] == [
        ("bbc-2023-medway-1", "article"),
        ("bbc-2023-medway-2", "article"),
        ("itv-2023-medway", "article"),
        ("commons-library-2023", "dataset"),
    ]


def test_medway_on_the_new_map_is_another_council_before(client: Client) -> None:
    notional = get(client, "local.medway.2023-05-04")["baselines"]["notional"]
    assert notional["seats_total"] == 59
    assert shown(notional["before"]) == {"conservative": 35, "labour": 22, "independent": 2}


def test_south_tyneside_before_follows_from_after_and_change(client: Client) -> None:
    eve = get(client, "local.south-tyneside.2024-05-02")["baselines"]["eve_of_poll"]
    assert shown(eve["before"]) == {"labour": 38, "green": 9, "independent": 6, "conservative": 1}
    labour = eve["before"]["labour"]
    assert labour["status"] == "derived"
    assert labour["rules"] == ["move"]
    assert labour["working"] == [
        "28 - (-10) = 38: seats now (The Independent, paragraph 17) less the change (paragraph 15)."
    ]


def test_portsmouth_is_bounded_and_reported_in_part(client: Client) -> None:
    portsmouth = get(client, "local.portsmouth.2022-05-05")
    eve = portsmouth["baselines"]["eve_of_poll"]
    assert portsmouth["state"] == "in_part"
    assert portsmouth["seats"] == {"total": 42, "up": None}
    assert pick(eve["before"]["conservative"], "status", "min", "max") == {
        "status": "bounded",
        "min": 4,
        "max": 42,
    }
    assert "value" not in eve["before"]["conservative"]
    assert pick(portsmouth["after"]["conservative"], "min", "max") == {"min": 0, "max": 38}
    assert shown(eve["change"]) == {"conservative": -4}


@pytest.mark.parametrize(
    ("contest_id", "change", "before", "after"),
    [
        ("local.cumberland.2022-05-05", "new", ("none", None), ("majority", "labour")),
        ("local.gravesham.2023-05-04", "gain", ("noc", None), ("majority", "labour")),
        ("local.barnet.2022-05-05", "gain", ("undetermined", None), ("majority", "labour")),
        ("local.thurrock.2024-05-02", "gain", ("undetermined", None), ("majority", "labour")),
        ("local.ashford.2023-05-04", "stays_noc", ("noc", None), ("noc", None)),
        ("local.maidstone.2023-05-04", "loss_to_noc", ("majority", "conservative"), ("noc", None)),
        (
            "local.harlow.2024-05-02",
            "undetermined",
            ("undetermined", None),
            ("majority", "conservative"),
        ),
        (
            "local.canterbury.2023-05-04",
            "undetermined",
            ("undetermined", None),
            ("undetermined", None),
        ),
        (
            "local.south-tyneside.2024-05-02",
            "hold",
            ("majority", "labour"),
            ("majority", "labour"),
        ),
    ],
)
def test_the_change_of_control_on_the_opening_baseline(
    client: Client,
    contest_id: str,
    change: str,
    before: tuple[str, str | None],
    after: tuple[str, str | None],
) -> None:
    contest = get(client, contest_id)
    opening = contest["baselines"][contest["default_baseline"]]
    assert opening["change_of_control"] == change
    assert tuple(pick(opening["control_before"], "kind", "party").values()) == before
    assert tuple(pick(contest["control_after"], "kind", "party").values()) == after


def test_findings_say_where_in_the_document_their_figures_stand(client: Client) -> None:
    maidstone = get(client, "local.maidstone.2023-05-04")
    (finding,) = maidstone["findings"]
    assert finding["code"] == "W201"
    assert finding["message"] == "After the poll, 3 seats of the council are not accounted for."
    for path in finding["fields"]:
        place: Any = maidstone
        for step in path.split("."):
            place = place[step]


def test_every_figure_says_how_precise_it_is_and_how_it_came_about(client: Client) -> None:
    for contest in Contest.objects.all():
        document = get(client, contest.ballot_id)
        figures = [document["vacant_after"], *document["after"].values()]
        for baseline in document["baselines"].values():
            figures += [*baseline["before"].values(), *baseline["change"].values()]
        for figure in figures:
            assert figure["precision"] in {"exact", "approximate"}
            assert figure["working"]


def test_every_source_that_a_figure_names_is_among_the_sources(client: Client) -> None:
    for contest in Contest.objects.all():
        document = get(client, contest.ballot_id)
        listed = {source["slug"]: source for source in document["sources"]}
        facts_source = contest.facts_source
        assert facts_source is not None
        if document["seats"]["up"] is not None:
            assert listed[facts_source.slug]["kind"] == "dataset"
        named = {
            slug
            for baseline in document["baselines"].values()
            for figure in baseline["before"].values()
            for slug in figure.get("sources", [])
        }
        assert named <= set(listed)
        for source in listed.values():
            assert client.get(source["url"]).status_code == 200


def test_a_contest_that_nobody_published_says_where_its_standing_facts_are_from(
    client: Client,
) -> None:
    factories.council_size(of=factories.council(slug="belfast"), seats=60)
    contest = factories.contest(of=factories.council(slug="belfast"))
    document = get(client, contest.ballot_id)
    assert document["published"] is None
    assert "medway-review-2021" in [source["slug"] for source in document["sources"]]


def test_an_unknown_contest_is_a_404_in_words(client: Client) -> None:
    response = client.get("/api/v1/contests/local.atlantis.2023-05-04")
    assert response.status_code == 404
    assert response.json() == {"detail": "There is no contest 'local.atlantis.2023-05-04'."}


def test_another_form_of_the_councils_slug_leads_to_the_contest(client: Client) -> None:
    response = client.get("/api/v1/contests/local.folkestone-hythe.2023-05-04")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/contests/local.folkestone-and-hythe.2023-05-04"


@pytest.mark.parametrize(
    "contest_id", ["x", "local.", "local.folkestone-hythe.2099-01-01", "..", "local.Ünïcode.2023"]
)
def test_what_is_no_contest_is_a_404_and_no_more(client: Client, contest_id: str) -> None:
    assert client.get(f"/api/v1/contests/{contest_id}").status_code == 404


def test_a_contest_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    address = "/api/v1/contests/local.medway.2023-05-04"
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "contest_id",
    [
        "local.medway.2023-05-04",
        "local.folkestone-hythe.2023-05-04",
        "local.atlantis.2023-05-04",
    ],
)
def test_head_answers_as_get_does_without_the_body(client: Client, contest_id: str) -> None:
    address = f"/api/v1/contests/{contest_id}"
    get, head = client.get(address), client.head(address)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("Content-Type", "ETag", "Cache-Control", "Location"):
        assert head.get(name) == get.get(name)
    assert client.post(address).status_code == 405


def test_reading_a_contest_takes_the_same_queries_whichever_it_is(
    client: Client, django_assert_num_queries: Any
) -> None:
    for contest_id in ("local.medway.2023-05-04", "local.canterbury.2023-05-04"):
        forget_everything()
        with django_assert_num_queries(11):
            get(client, contest_id)


def test_the_schema_describes_the_contest(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    (operation,) = schema["paths"]["/api/v1/contests/{contest_id}"].values()
    assert operation == schema["paths"]["/api/v1/contests/{contest_id}"]["get"]
    assert {"200", "404", "422"} <= set(operation["responses"])
    for name, component in schema["components"]["schemas"].items():
        assert component.get("description"), name
    assert client.get("/api/v1/docs").status_code == 200
