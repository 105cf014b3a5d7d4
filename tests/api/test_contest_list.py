"""Contests as a list: the page's filters, and the fields of each contest alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.browsing.choices import fitting
from elections.browsing.contests import counted_as_asked, sorted_contests
from elections.browsing.criteria import read_criteria
from elections.domain.figures import Bounded, SeatsFigure, known_value
from elections.keeping import forget_everything
from elections.models import Contest
from elections.selectors.browsing import contests_to_browse, vocabulary_of_contests
from elections.selectors.pages.parties import all_parties
from elections.services.publishing import Published, publish_contest, publish_contests
from tests import factories
from tests.api.reading import get, without_working

MAY_2023 = date(2023, 5, 4)


def ids(client: Client, query: str) -> list[str]:
    """Return the ids of the contests that fit."""
    return [each["id"] for each in get(client, f"/contests?{query}")["items"]]


def test_an_item_is_the_contest_alone_without_its_workings(client: Client) -> None:
    found = get(client, "/contests?limit=500")
    assert found["count"] == len(found["items"]) == Contest.objects.count()
    for item in found["items"]:
        alone = get(client, f"/contests/{item['id']}")
        assert item == without_working(alone)
        assert item != alone


def test_the_councils_that_labour_gained_in_the_south_east_in_2023(client: Client) -> None:
    query = "election=2023-05-04&region=south-east&control=labour&change=gain"
    assert ids(client, query) == [
        "local.dover.2023-05-04",
        "local.gravesham.2023-05-04",
        "local.medway.2023-05-04",
    ]


def test_the_filters_and_orders_are_the_page_s(client: Client) -> None:
    vocabulary = vocabulary_of_contests(all_parties())
    listed = contests_to_browse(Contest.objects.of_election(MAY_2023))
    for query in (
        "",
        "region=south-east",
        "region=south-east&region=london",
        "control=labour",
        "control=noc&control=undetermined",
        "change=gain&change=hold",
        "change=undetermined",
        "party=green",
        "party=conservative&control=labour",
        "type=unitary&type=district",
        "q=med",
        "q=and",
        "q=Folkestone+%26+Hythe",
        "q=nowhere",
        "sort=-name",
        "sort=region",
        "sort=change",
        "sort=-majority",
        "sort=majority",
        "sort=-seats&change=gain",
        "change=gain&baseline=last_fought",
        "change=undetermined&baseline=notional&sort=change",
        "region=&party=&control=&change=&type=&q=&baseline=&sort=&limit=&offset=",
    ):
        reading = read_criteria(parse_qs(query), vocabulary)
        assert not reading.problems, query
        contests = counted_as_asked(listed, reading.criteria)
        fit = fitting(contests, reading.criteria)
        shown = sorted_contests(fit, reading.criteria.sort, vocabulary)
        found = ids(client, f"election=2023-05-04&{query}")
        assert found == [each.contest.ballot_id for each in shown], query


def test_without_an_election_all_are_there_the_newest_first(client: Client) -> None:
    days = [each.rpartition(".")[2] for each in ids(client, "")]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 3
    assert days == [each.rpartition(".")[2] for each in ids(client, "sort=name")]


def test_an_order_asked_for_holds_for_all_elections_together(client: Client) -> None:
    seats = [each["seats"]["total"] for each in get(client, "/contests?sort=-seats")["items"]]
    assert seats == sorted(seats, reverse=True)


def test_several_elections_and_councils_may_be_named(client: Client) -> None:
    assert ids(client, "election=2023-05-04&election=2024-05-02&council=medway&council=harlow") == [
        "local.harlow.2024-05-02",
        "local.medway.2023-05-04",
    ]


def test_a_council_may_be_named_by_another_form_of_its_slug(client: Client) -> None:
    assert ids(client, "council=folkestone-hythe") == ["local.folkestone-and-hythe.2023-05-04"]


@pytest.mark.parametrize("sort", ["", "-majority", "change"])
def test_turning_pages_shows_each_contest_once(client: Client, sort: str) -> None:
    whole = ids(client, f"sort={sort}")
    for limit in (1, 3, 7, 20, 500):
        seen: list[str] = []
        for offset in range(0, len(whole), limit):
            part = get(client, f"/contests?sort={sort}&limit={limit}&offset={offset}")
            assert part["count"] == len(whole), limit
            assert len(part["items"]) <= limit
            seen += [each["id"] for each in part["items"]]
        assert seen == whole, limit


def test_beyond_the_last_there_is_nothing_and_the_count_stays(client: Client) -> None:
    assert get(client, "/contests?offset=999999999999999999999999") == {
        "items": [],
        "count": Contest.objects.count(),
    }


def test_a_contest_without_a_result_is_listed_as_awaited(client: Client) -> None:
    contest = factories.contest(of=factories.council(slug="belfast"))
    (item,) = get(client, "/contests?council=belfast")["items"]
    assert item["id"] == contest.ballot_id
    assert item["state"] == "awaited"
    assert item["published"] is None
    assert item["vacant_after"] == {"status": "unknown", "precision": "exact"}


def told(figure: dict[str, Any]) -> tuple[int | None, ...]:
    """Return the number that a document gives for a figure, or its bounds."""
    return (figure.get("value"), figure.get("min"), figure.get("max"))


def known(figure: SeatsFigure) -> tuple[int | None, ...]:
    """Return the same of a figure of the domain."""
    span = (figure.span.low, figure.span.high) if isinstance(figure, Bounded) else (None, None)
    return (known_value(figure), *span)


def test_every_figure_of_every_result_is_there(client: Client) -> None:
    contest = factories.contest(of=factories.council(slug="carlisle"))
    factories.claim(
        contest=contest,
        reference="labour-won",
        kind="seats_won",
        party=factories.party(slug="labour"),
        value=12,
    )
    publish_contest(contest=contest, at=factories.NIGHT, by="night desk", reason="First result.")
    documents = {each["id"]: each for each in get(client, "/contests")["items"]}
    assert told(documents[contest.ballot_id]["won"]["labour"]) == (12, None, None)
    for summary in contests_to_browse(Contest.objects.all()):
        assert summary.result is not None
        result = summary.result.reconciliation
        document = documents[summary.contest.ballot_id]
        pairs: list[tuple[Any, SeatsFigure | Mapping[str, SeatsFigure]]] = [
            (document["seats_total_figure"], result.seats_total),
            (document["seats_up_figure"], result.seats_up),
            (document["after"], result.after),
            (document["vacant_after"], result.vacant_after),
            (document["not_named_after"], result.not_named_after),
            (document["majority"], result.majority_after),
            (document["won"], result.seats_won),
        ]
        assert set(document["baselines"]) == set(result.baselines)
        for baseline, since in result.baselines.items():
            part = document["baselines"][baseline]
            pairs += [
                (part["seats_total_figure"], since.seats_total),
                (part["before"], since.before),
                (part["change"], since.change),
                (part["vacant_before"], since.vacant_before),
                (part["vacant_change"], since.vacant_change),
                (part["not_named_before"], since.not_named_before),
                (part["majority"], since.majority_before),
            ]
        for shown, figures in pairs:
            if isinstance(figures, Mapping):
                assert {party: told(each) for party, each in shown.items()} == {
                    party: known(each) for party, each in figures.items()
                }
            else:
                assert told(shown) == known(figures)


def queries_of(client: Client, address: str) -> int:
    """Return how many queries an address takes."""
    forget_everything()
    with CaptureQueriesContext(connection) as queries:
        get(client, address)
    return len(queries)


def test_three_times_the_contests_take_no_more_queries(client: Client) -> None:
    addresses = (
        "/contests",
        "/contests?limit=500&sort=-majority&party=labour",
        "/elections",
        "/elections/2023-05-04",
        "/councils",
        "/regions",
        "/regions/south-east",
        "/parties",
        "/parties/labour",
    )
    before = {address: queries_of(client, address) for address in addresses}
    few = Contest.objects.count()
    for number in range(2 * few):
        council = factories.made(
            factories.new_council(slug=f"parish-{number}", gss_code=f"E99{number:06}")
        )
        contest = factories.contest(of=council)
        factories.claim(contest=contest, reference=f"labour-{number}")
    outcomes = publish_contests(
        contests=Contest.objects.filter(council__slug__startswith="parish-"),
        at=factories.NIGHT,
        by="night desk",
        reason="First result.",
    )
    assert [type(each) for each in outcomes.values()] == [Published] * 2 * few
    assert Contest.objects.count() == 3 * few
    assert {address: queries_of(client, address) for address in addresses} == before
