"""An election's page is narrowed down by its address, and its CSV has exactly what it shows."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elections.keeping import forget_everything
from tests.country import grow
from tests.views.reading import words_of

KENT = "/elections/2023-05-04/"
GAINS = "?region=south-east&control=labour&change=gain"


def councils_of(client: Client, query: str, **headers: str) -> list[str]:
    """Return the councils in the table of an address, in order."""
    page = client.get(f"{KENT}{query}", headers=headers).content.decode()
    _, _, table = page.partition('<table class="contests">')
    return [unescape(name) for name in re.findall(r'<th scope="row">\s*<a [^>]*>([^<]+)<', table)]


def table_of(client: Client, query: str = "", address: str = KENT) -> list[dict[str, str]]:
    """Return the rows of an election's CSV."""
    response = client.get(f"{address}contests.csv{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_councils_labour_gained_in_the_south_east_in_2023_are_a_link_a_table_and_a_csv(
    client: Client,
) -> None:
    shown = councils_of(client, GAINS)
    assert shown == ["Dover", "Gravesham", "Medway"]
    assert [row["council"] for row in table_of(client, GAINS)] == shown
    assert "3 of 8 councils" in words_of(client.get(KENT + GAINS))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?q=med", ["Medway"]),
        ("?q=folkestone+%26+hythe", ["Folkestone and Hythe"]),
        ("?control=noc&sort=-name", ["Tunbridge Wells", "Maidstone", "Ashford"]),
        ("?party=green", ["Ashford", "Maidstone"]),
        ("?type=unitary", ["Medway"]),
        ("?change=gain&change=loss_to_noc", ["Dover", "Gravesham", "Maidstone", "Medway"]),
        ("?region=london", []),
    ],
)
def test_each_filter_works_alone_and_together(client: Client, query: str, shown: list[str]) -> None:
    assert councils_of(client, query) == shown
    assert [row["council"] for row in table_of(client, query)] == shown
    assert councils_of(client, query, **{"HX-Request": "true"}) == shown


def test_each_choice_is_a_link_to_what_its_count_says(client: Client) -> None:
    page = client.get(KENT + "?change=gain").content.decode()
    links = re.findall(
        r'<a id="choice-[^"]+" class="choice" href="([^"]+)".*?choice-count">(\d+)<', page
    )
    assert len(links) > 5
    for href, count in links:
        address = unescape(href)
        facet = re.search(r"choice-(\w+)", page)
        assert facet
        assert client.get(address).status_code == 200
        assert count.isdigit()
    labour = next(count for href, count in links if "control=labour" in href)
    assert int(labour) == len(councils_of(client, "?change=gain&control=labour"))


def test_a_search_form_carries_the_rest_of_the_filter_on(client: Client) -> None:
    page = client.get(KENT + GAINS).content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)" form="search">', page)
    assert hidden == [("region", "south-east"), ("control", "labour"), ("change", "gain")]


def test_a_wrong_value_is_told_and_the_rest_is_kept(client: Client) -> None:
    response = client.get(KENT + "?region=southeast&change=gain&sort=size")
    words = words_of(response)
    assert response.status_code == 400
    assert "There is no region “southeast”. Did you mean “south-east”?" in words
    assert "There is no order “size”." in words
    assert "3 of 8 councils" in words
    assert "ETag" not in response


def test_a_wrong_value_gives_no_table_to_download(client: Client) -> None:
    response = client.get(KENT + "contests.csv?control=labuor")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "There is no choice of control “labuor”. Did you mean “labour”?\n"
    )


def test_where_nothing_fits_the_page_says_what_to_drop(client: Client) -> None:
    words = words_of(client.get(KENT + "?region=london&change=gain"))
    assert (
        "0 of 8 councils . No council fits all of this: without London there would be 3." in words
    )
    assert "Scoreboard" not in words


def test_the_part_that_is_swapped_is_the_one_on_the_page(client: Client) -> None:
    page = client.get(KENT + GAINS).content.decode()
    part = client.get(KENT + GAINS, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<title>3 of 8 councils, Local elections of 4 May 2023 · ")
    _, _, body = part.partition("</title>\n")
    assert body.strip() in page


def test_history_asks_for_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert client.get(KENT + GAINS, headers=headers).content.startswith(b"<!doctype html>")


def test_empty_fields_of_a_form_stay_out_of_the_address(client: Client) -> None:
    response = client.get(KENT + "?q=&change=gain", headers={"HX-Request": "true"})
    assert response["HX-Replace-Url"] == f"{KENT}?change=gain"
    assert "HX-Replace-Url" not in client.get(KENT + "?q=&change=gain")


def test_home_filters_at_the_election_s_own_address(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/elections/2024-05-02/?change=gain"' in page


def test_the_scoreboard_says_over_how_many_councils_a_sum_is_known(client: Client) -> None:
    words = words_of(client.get(KENT))
    assert (
        "Labour 3 over 6 councils +3 over 6 councils 38 over 2 councils +13 over 1 council" in words
    )
    assert "No overall control 3 over 6 councils" in words


def test_the_way_control_went_is_listed_with_its_councils(client: Client) -> None:
    words = words_of(client.get(KENT))
    assert "Labour gain from the Conservatives 2 Dover , Medway" in words
    assert "The Conservatives lose to no overall control 1 Maidstone" in words


class TestCountedFromAnotherBaseline:
    """`?baseline=` holds for the page, its part and its CSV alike."""

    def test_the_change_of_every_council_is_counted_from_it(self, client: Client) -> None:
        # The articles say what Medway was when last fought, and of no other council.
        assert councils_of(client, "?change=gain&baseline=last_fought") == ["Medway"]
        assert [
            row["council"] for row in table_of(client, "?change=gain&baseline=last_fought")
        ] == ["Medway"]
        (dover,) = table_of(client, "?q=dover&baseline=last_fought")
        assert (dover["control_before"], dover["control_after"]) == ("undetermined", "labour")
        assert (dover["counted_from"], dover["change_of_control"]) == ("", "undetermined")

    @pytest.mark.parametrize("baseline", ["default", "eve_of_poll", "last_fought", "notional"])
    def test_each_baseline_has_its_page(self, client: Client, baseline: str) -> None:
        for headers in ({}, {"HX-Request": "true"}):
            assert client.get(f"{KENT}?baseline={baseline}", headers=headers).status_code == 200

    def test_another_one_is_refused_in_words(self, client: Client) -> None:
        response = client.get(f"{KENT}?baseline=2019")
        assert response.status_code == 400
        assert (
            "There is no baseline “2019”. There are: default, eve_of_poll, last_fought, notional."
            in words_of(response)
        )
        assert client.get(f"{KENT}contests.csv?baseline=2019").status_code == 400


class TestTheCsv:
    """One row a contest, unknown is empty, nothing is a formula."""

    def test_a_row_gives_what_the_page_does(self, client: Client) -> None:
        (medway,) = table_of(client, "?q=medway")
        assert medway["id"] == "local.medway.2023-05-04"
        assert (medway["control_before"], medway["control_after"]) == ("conservative", "labour")
        assert (medway["change_of_control"], medway["counted_from"]) == ("gain", "last_fought")
        assert (medway["labour_after"], medway["labour_change"]) == ("33", "13")
        assert (medway["majority"], medway["seats_total"]) == ("7", "59")
        assert medway["url"] == "http://testserver/elections/2023-05-04/medway/"
        assert medway["headline"] == "Labour gain Medway from the Conservatives"

    def test_what_is_not_known_is_empty_and_never_zero(self, client: Client) -> None:
        (canterbury,) = table_of(client, "?q=canterbury")
        assert canterbury["control_after"] == "undetermined"
        assert canterbury["majority"] == ""
        numbers = [value for name, value in canterbury.items() if name.endswith("_after")]
        assert "0" not in numbers

    def test_a_new_council_had_no_control_before(self, client: Client) -> None:
        (cumberland,) = table_of(client, "?q=cumberland", "/elections/2022-05-05/")
        assert cumberland["control_before"] == "none"

    def test_it_is_named_after_its_election(self, client: Client) -> None:
        assert client.get(f"{KENT}contests.csv")["Content-Disposition"] == (
            'attachment; filename="council-elections-2023-05-04.csv"'
        )
        assert "-selection.csv" in client.get(f"{KENT}contests.csv?q=med")["Content-Disposition"]

    def test_an_election_that_is_not_there_has_none(self, client: Client) -> None:
        assert client.get("/elections/2023-05-05/contests.csv").status_code == 404


ANYTHING = st.lists(
    st.tuples(
        st.sampled_from(
            ["region", "party", "control", "change", "type", "q", "sort", "baseline", "x"]
        ),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ["gain", "labour", "south-east", "-majority", "noc", "unitary", "med", "notional"]
            ),
        ),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(ANYTHING)
def test_no_query_string_breaks_the_page(client: Client, query: list[tuple[str, str]]) -> None:
    data: dict[str, list[str]] = {}
    for name, value in query:
        data.setdefault(name, []).append(value)
    statuses = {
        client.get(KENT, data).status_code,
        client.get(KENT, data, headers={"HX-Request": "true"}).status_code,
        client.get(f"{KENT}contests.csv", data).status_code,
    }
    assert len(statuses) == 1
    assert statuses <= {200, 400}


def test_a_page_of_twenty_contests_is_at_most_100_kb_and_costs_no_more_queries_than_of_sixty(
    client: Client,
) -> None:
    address = f"/elections/{grow(20)}/"
    twenty = client.get(address)
    assert twenty.content.decode().count('<td data-label="Before">') == 20
    assert len(twenty.content) <= 100 * 1024

    def queries() -> list[int]:
        counts = []
        for each, headers in (
            (address, {}),
            (address + "?change=gain", {"HX-Request": "true"}),
            (address + "contests.csv", {}),
        ):
            forget_everything()
            with CaptureQueriesContext(connection) as captured:
                assert client.get(each, headers=headers).status_code == 200
            counts.append(len(captured))
        return counts

    few = queries()
    grow(40)
    assert queries() == few
    assert "60 councils" in words_of(client.get(address))
