"""Elections, councils, regions, parties and sources: lists and documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from councils.models import Composition, Council, ExecutiveMayor, FactSource, PartySeats
from elections.domain.baselines import Baseline
from elections.domain.overview.scoreboard import Total, scoreboard
from elections.domain.results import ClaimOutcome
from elections.models import Claim, ClaimUse, Contest, Source
from elections.selectors.browsing import contests_to_browse
from tests import factories
from tests.api.reading import LISTS, get

ID_OF = {"/elections": "day", "/contests": "id"}


@pytest.mark.parametrize("address", [each for each in LISTS if each != "/contests"])
def test_a_document_says_all_that_its_item_in_the_list_says(client: Client, address: str) -> None:
    found = get(client, address)
    assert found["count"] == len(found["items"]) > 0
    for item in found["items"]:
        document = get(client, f"{address}/{item[ID_OF.get(address, 'slug')]}")
        assert {key: document[key] for key in item} == item
        assert set(document) > set(item)


@pytest.mark.parametrize("address", [*LISTS, "/councils?region=south-east&type=district"])
def test_turning_pages_shows_each_item_once(client: Client, address: str) -> None:
    whole = get(client, address)
    start = f"{address}{'&' if '?' in address else '?'}limit=3&offset="
    pages = [get(client, f"{start}{offset}") for offset in range(0, whole["count"], 3)]
    assert [each for page in pages for each in page["items"]] == whole["items"]
    assert {page["count"] for page in pages} == {whole["count"]}


def test_an_election_counts_its_contests_by_how_far_they_are_known(client: Client) -> None:
    factories.contest(of=factories.council(slug="belfast"))
    newest, may_2023, oldest = get(client, "/elections")["items"]
    assert (newest["day"], oldest["day"]) == ("2024-05-02", "2022-05-05")
    assert may_2023["contests"] == {"expected": 9, "declared": 6, "in_part": 2, "awaited": 1}


@pytest.mark.parametrize("day", ["2022-05-05", "2023-05-04", "2024-05-02"])
def test_an_election_has_the_scoreboard_of_the_domain(client: Client, day: str) -> None:
    document = get(client, f"/elections/{day}")
    contests = contests_to_browse(Contest.objects.filter(election__polling_day=day))
    board = scoreboard([each.result.reconciliation for each in contests if each.result])

    def told(total: Any) -> Any:
        known = isinstance(total, Total)
        precision = "approximate" if known and total.is_approximate else "exact"
        return {"value": total.value, "over": total.over, "precision": precision} if known else None

    assert document["scoreboard"]["parties"] == [
        {
            "party": score.party,
            "councils": told(score.councils),
            "councils_change": told(score.councils_change),
            "seats": told(score.seats),
            "seats_change": told(score.seats_change),
        }
        for score in board.parties
    ]
    assert document["scoreboard"]["noc"] == {
        "councils": told(board.noc.councils),
        "councils_change": told(board.noc.councils_change),
    }


@pytest.mark.parametrize("baseline", list(Baseline))
def test_an_election_is_counted_from_the_baseline_asked_for(
    client: Client, baseline: Baseline
) -> None:
    document = get(client, f"/elections/2023-05-04?baseline={baseline}")
    contests = contests_to_browse(Contest.objects.filter(election__polling_day="2023-05-04"))
    results = [each.result.reconciliation for each in contests if each.result]
    board = scoreboard(results, baseline)
    net = {each.party: each.councils_change for each in board.parties}
    assert {
        score["party"]: score["councils_change"] and score["councils_change"]["value"]
        for score in document["scoreboard"]["parties"]
    } == {party: total.value if isinstance(total, Total) else None for party, total in net.items()}
    # Its contests are asked of the same baseline, and each is in the flow of what changed there.
    assert document["baseline"] == baseline
    for flow in document["flow"]:
        there = client.get(f"{document['contests_url']}&change={flow['change_of_control']}").json()
        assert set(flow["contests"]) <= {each["id"] for each in there["items"]}


def test_an_election_unasked_is_counted_from_each_contest_s_own_baseline(client: Client) -> None:
    document = get(client, "/elections/2023-05-04")
    assert document["baseline"] is None
    # The articles say of Gravesham that Labour gained it on the eve, and nothing of before.
    asked = get(client, "/elections/2023-05-04?baseline=last_fought")
    (then, now) = (
        next(f for f in each["flow"] if "local.gravesham.2023-05-04" in f["contests"])
        for each in (asked, document)
    )
    assert (then["change_of_control"], now["change_of_control"]) == ("undetermined", "gain")


def test_a_sum_of_nothing_known_is_null_and_never_zero(client: Client) -> None:
    board = get(client, "/elections/2022-05-05")["scoreboard"]
    (labour,) = [each for each in board["parties"] if each["party"] == "labour"]
    assert labour["councils"] == {"value": 4, "over": 4, "precision": "exact"}
    assert labour["seats"] is None


def test_each_contest_of_an_election_is_in_one_flow_of_control(client: Client) -> None:
    document = get(client, "/elections/2023-05-04")
    moved = [each for flow in document["flow"] for each in flow["contests"]]
    listed = client.get(document["contests_url"]).json()
    assert sorted(moved) == sorted(each["id"] for each in listed["items"])
    (gains,) = [
        flow
        for flow in document["flow"]
        if flow["before"] == {"kind": "majority", "party": "conservative"}
        and flow["after"] == {"kind": "majority", "party": "labour"}
    ]
    assert gains["contests"] == ["local.dover.2023-05-04", "local.medway.2023-05-04"]
    assert (gains["count"], gains["change_of_control"], gains["has_changed"]) == (2, "gain", True)


def test_what_was_reported_of_the_whole_stays_apart(client: Client) -> None:
    reported = get(client, "/elections/2024-05-02")["reported"]
    (declared,) = [each for each in reported if each["kind"] == "councils_declared"]
    assert (declared["value"], declared["out_of"]) == (35, 107)
    assert declared["sentence"] == "35 of 107 councils had declared."
    assert declared["outcome"] == "as_reported"


def test_medway_has_its_sizes_with_their_sources(client: Client) -> None:
    medway = get(client, "/councils/medway")
    assert [(each["seats"], each["in_force_from"]) for each in medway["sizes"]] == [
        (55, "2019-05-02"),
        (59, "2023-05-04"),
    ]
    for size in medway["sizes"]:
        assert get(client, f"/sources/{size['source']}")["gives"] == "standing_facts"
    (contest,) = medway["contests"]
    assert contest == {
        "id": "local.medway.2023-05-04",
        "election": "2023-05-04",
        "council": "medway",
        "url": "/elections/2023-05-04/medway/",
        "headline": "Labour gain Medway from the Conservatives",
        "state": "declared",
        "default_baseline": "last_fought",
        "control_before": {"kind": "majority", "party": "conservative"},
        "control_after": {"kind": "majority", "party": "labour"},
        "change_of_control": "gain",
    }


def test_a_council_has_its_years_with_control_and_who_ran_it(client: Client) -> None:
    medway = Council.objects.get(slug="medway")
    source = FactSource.objects.create(
        slug="table", name="Table", publisher="Somebody", retrieved_on=date(2026, 11, 23)
    )
    for year, label in ((2024, ""), (2025, "LAB min"), (2026, "Aspire Mayor")):
        row = Composition.objects.create(
            council=medway, year=year, seats=59, label=label, source=source
        )
        PartySeats.objects.create(composition=row, party="labour", seats=year - 1995)
    ExecutiveMayor.objects.create(council=medway, year=2026, party="labour", source=source)
    before, minority, newest = get(client, "/councils/medway")["compositions"]
    assert before == {
        "year": 2024,
        "seats": 59,
        "vacant": 30,
        "parties": {"labour": 29},
        "control": {"kind": "noc", "party": None},
        "administration": None,
        "executive_mayor": None,
        "source": "table",
    }
    assert minority["control"] == {"kind": "majority", "party": "labour"}
    assert minority["administration"] == {
        "label": "LAB min",
        "parties": ["labour"],
        "form": "minority",
    }
    assert newest["administration"] == {"label": "Aspire Mayor", "parties": [], "form": None}
    assert newest["executive_mayor"] == "labour"
    assert get(client, "/councils/carlisle")["compositions"] == []


def test_cumberland_took_over_from_carlisle_and_others(client: Client) -> None:
    cumberland = get(client, "/councils/cumberland")
    assert {"council": "carlisle", "name": "Carlisle", "on": "2023-04-01", "continues": False} in (
        cumberland["predecessors"]
    )
    assert cumberland["successors"] == []
    carlisle = get(client, "/councils/carlisle")
    assert [each["council"] for each in carlisle["successors"]] == ["cumberland"]
    assert carlisle["contests"] == []


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("q=med", ["medway"]),
        ("q=folkestone+hythe", ["folkestone-and-hythe"]),
        ("region=london", ["barnet", "wandsworth", "westminster"]),
        ("region=london&q=barn", ["barnet"]),
        ("region=south-east&type=unitary", ["medway", "portsmouth"]),
        ("q=atlantis", []),
    ],
)
def test_councils_are_found_by_region_type_and_name(
    client: Client, query: str, slugs: list[str]
) -> None:
    assert [each["slug"] for each in get(client, f"/councils?{query}")["items"]] == slugs


def test_a_region_counts_its_councils_and_has_its_contests(client: Client) -> None:
    region = get(client, "/regions/south-east")
    assert region["councils"] == get(client, "/councils?region=south-east")["count"]
    assert [each["id"] for each in region["contests"]] == [
        each["id"] for each in get(client, "/contests?region=south-east")["items"]
    ]


def test_a_party_has_its_score_at_each_election_and_its_contests(client: Client) -> None:
    labour = get(client, "/parties/labour")
    for each in labour["elections"]:
        board = get(client, f"/elections/{each['election']}")["scoreboard"]
        assert each["score"] in board["parties"]
    assert {each["id"] for each in labour["contests"]} == {
        each["id"] for each in get(client, "/contests?party=labour")["items"]
    }
    assert "Labour and Co-operative" in labour["aliases"]


def test_a_source_has_every_claim_and_what_became_of_it(client: Client) -> None:
    for source in Source.objects.all():
        document = get(client, f"/sources/{source.slug}")
        claims = [*document["contest_claims"], *document["election_claims"]]
        assert len(claims) == Claim.objects.of_source(source.slug).count() == document["claims"]
        for use in ClaimUse.objects.current().of_source(source.slug).with_names():
            (claim,) = [each for each in claims if each["reference"] == use.claim.reference]
            assert claim["outcome"] == use.outcome
            assert claim["sentence"].endswith(".")


def test_a_claim_that_a_newer_report_supersedes_says_so(client: Client) -> None:
    claims = get(client, "/sources/bbc-2023-medway-1")["contest_claims"]
    assert ClaimOutcome.SUPERSEDED in {each["outcome"] for each in claims}


def test_a_claim_of_itv_has_its_place_and_its_baseline(client: Client) -> None:
    claims = get(client, "/sources/itv-2023-medway")["contest_claims"]
    (claim,) = [
        each
        for each in claims
        if each["kind"] == "seats_held"
        and each["moment"] == "notional"
        and each["party"] == "conservative"
    ]
    assert claim["value"] == 35
    assert claim["baseline_basis"] == "only_fit"
    assert claim["baseline_note"]
    assert claim["url"] == f"/sources/itv-2023-medway/#{claim['reference']}"


def test_the_remarks_of_a_contest_are_told_with_their_source(client: Client) -> None:
    remarks = get(client, "/contests/local.medway.2023-05-04")["remarks"]
    assert {each["source"] for each in remarks} >= {"itv-2023-medway"}
    assert all(each["text"] and each["topic"] for each in remarks)


def test_a_contest_says_how_many_seats_are_a_majority(client: Client) -> None:
    medway = get(client, "/contests/local.medway.2023-05-04")
    assert medway["seats_for_majority"] == 30
    assert medway["majority"]["labour"]["value"] == 7
    assert medway["baselines"]["last_fought"]["majority"]["conservative"]["value"] == 11
    assert medway["seats_total_figure"]["value"] == medway["seats"]["total"]


@pytest.mark.parametrize("address", [each for each in LISTS if each != "/contests"])
def test_every_item_leads_to_its_page_on_the_site(client: Client, address: str) -> None:
    for item in get(client, address)["items"][:3]:
        assert client.get(item["url"]).status_code == 200


def test_councils_are_listed_by_who_had_control_after_their_newest_election(client: Client) -> None:
    found = get(client, "/councils?control=noc")
    assert [each["slug"] for each in found["items"]] == ["ashford", "maidstone", "tunbridge-wells"]
    assert {each["newest"]["control_after"]["kind"] for each in found["items"]} == {"noc"}
    (carlisle,) = get(client, "/councils?q=carlisle")["items"]
    assert carlisle["newest"] is None
