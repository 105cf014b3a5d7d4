"""Councils, regions and parties: each page says what is known and leads on to the rest."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from tests.country import grow
from tests.views.reading import words_of


def councils_of(client: Client, query: str, **headers: str) -> list[str]:
    """Return the councils in the list at an address, in order."""
    page = client.get(f"/councils/{query}", headers=headers).content.decode()
    _, _, table = page.partition('<table class="contests councils">')
    return [unescape(name) for name in re.findall(r'<th scope="row">\s*<a [^>]*>([^<]+)<', table)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=med", ["Medway"]),
        ("?q=folkestone+%26+hythe", ["Folkestone and Hythe"]),
        ("?q=E06000035", ["Medway"]),
        ("?q=carlisle", ["Carlisle"]),
        ("?control=conservative", ["Harlow"]),
        ("?control=noc", ["Ashford", "Maidstone", "Tunbridge Wells"]),
        ("?region=london", ["Barnet", "Wandsworth", "Westminster"]),
        ("?type=metropolitan&region=north-east", ["South Tyneside", "Sunderland"]),
        ("?q=zzz", []),
    ],
)
def test_councils_are_found_by_any_name_and_filtered(
    client: Client, query: str, found: list[str]
) -> None:
    assert councils_of(client, query) == found
    assert councils_of(client, query, **{"HX-Request": "true"}) == found


def test_a_council_that_was_abolished_says_what_became_of_it(client: Client) -> None:
    assert "Carlisle Abolished on 1 April 2023; now Cumberland" in words_of(
        client.get("/councils/?q=carlisle")
    )
    words = words_of(client.get("/councils/carlisle/"))
    assert "It was abolished on 1 April 2023." in words
    assert "Cumberland from 1 April 2023" in words
    assert "No election of Carlisle is among those that are here." in words


def test_a_name_nobody_answers_to_says_what_to_try(client: Client) -> None:
    words = words_of(client.get("/councils/?q=zzz"))
    assert "0 of 24 councils . No council here answers to “zzz”" in words


def test_a_wrong_filter_is_told_and_the_rest_kept(client: Client) -> None:
    response = client.get("/councils/?region=narnia&type=unitary")
    assert response.status_code == 400
    assert "There is no region “narnia”." in words_of(response)
    assert "Medway" in words_of(response)
    assert "Barnet" not in words_of(response)


def test_a_council_s_page_tells_its_newest_result_and_its_elections(client: Client) -> None:
    words = words_of(client.get("/councils/medway/"))
    assert (
        "Labour had control after the election of 4 May 2023, with a majority of 7. "
        "By-elections and changes of side since then are not counted."
    ) in words
    assert "Local elections of 4 May 2023 Labour gain Medway from the Conservatives" in words
    assert "59 seats from 4 May 2023 55 seats from" in words
    assert "E06000035" in words


def test_the_size_of_a_council_leads_to_the_row_that_says_so(client: Client) -> None:
    page = client.get("/councils/medway/").content.decode()
    links = re.findall(r'href="(/sources/[^"#]+/)#(size-[^"]+)"', page)
    assert links
    for path, row in links:
        assert f'id="{row}"' in client.get(path).content.decode()


def test_a_new_council_names_those_before_it(client: Client) -> None:
    words = words_of(client.get("/councils/cumberland/"))
    assert "Carlisle until 1 April 2023" in words


def test_control_that_is_not_known_is_never_said_to_be_none(client: Client) -> None:
    words = words_of(client.get("/councils/portsmouth/"))
    assert "Who had control after the election of 5 May 2022 is not known." in words


def test_a_region_tells_each_election_and_leads_to_its_filter(client: Client) -> None:
    response = client.get("/regions/south-east/")
    words = words_of(response)
    assert "10 councils of the South East are here, with results of 3 elections." in words
    assert "Labour gain 3 councils, 1 council goes to no overall control" in words
    assert 'href="/elections/2023-05-04/?region=south-east"' in response.content.decode()


def test_regions_without_a_council_here_say_so(client: Client) -> None:
    assert "Scotland no council here yet" in words_of(client.get("/regions/"))
    assert "No council of Scotland is here yet." in words_of(client.get("/regions/scotland/"))


def test_a_party_s_page_leads_to_what_it_gained(client: Client) -> None:
    response = client.get("/parties/labour/")
    words = words_of(response)
    assert "Labour had control of 13 councils here after the newest election of each." in words
    assert "Gained Dover , Gravesham , Medway" in words
    assert "Redditch (from whom is not said)" in words
    href = "/elections/2023-05-04/?control=labour&amp;change=gain"
    assert f'href="{href}"' in response.content.decode()
    assert "3 of 8 councils" in words_of(client.get(unescape(href)))


def test_what_a_party_lost_is_on_its_page_too(client: Client) -> None:
    words = words_of(client.get("/parties/conservative/"))
    assert "Lost to no overall control Maidstone" in words
    assert "Lost to others Dover , Medway" in words


def test_what_is_no_party_is_explained(client: Client) -> None:
    assert "Independents are people and no party." in words_of(client.get("/parties/independent/"))
    assert "They are never given control" in words_of(client.get("/parties/other/"))


def test_a_party_that_no_result_names_says_so(client: Client) -> None:
    assert "No result that is here names it with a seat." in words_of(client.get("/parties/snp/"))


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/councils/medwya/", "/councils/medway/"),
        ("/regions/sout-east/", "/regions/south-east/"),
        ("/parties/labur/", "/parties/labour/"),
        ("/sources/bbc-2023-medwya-2/", "/sources/bbc-2023-medway-2/"),
    ],
)
def test_what_is_not_there_suggests_what_is_near(client: Client, address: str, near: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert f'href="{near}"' in response.content.decode()


def test_every_page_has_a_search_of_the_whole_site(client: Client) -> None:
    for address in ("/", "/elections/", "/parties/labour/", "/no/such/page/"):
        page = client.get(address).content.decode()
        assert '<form class="find" data-find role="search"' in page
        assert 'action="/search/"' in page


def test_no_page_runs_more_queries_when_there_are_more_contests(client: Client) -> None:
    def queries() -> dict[str, int]:
        return {address: queries_of(address) for address in addresses}

    def queries_of(address: str) -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        return len(captured)

    addresses = (
        "/",
        "/councils/",
        "/councils/medway/",
        "/regions/",
        "/regions/south-east/",
        "/parties/",
        "/parties/labour/",
        "/sources/",
        "/elections/",
    )
    few = queries()
    # Before the newest election, so that home stays the page it was.
    grow(8, polling_day=date(2021, 5, 6))
    grow(20, polling_day=date(2023, 5, 4))
    assert queries() == few
