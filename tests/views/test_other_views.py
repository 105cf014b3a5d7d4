"""Elections, sources, councils, and what is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from elections.views import service
from tests.views.reading import words_of


def test_home_is_the_newest_election(client: Client) -> None:
    words = words_of(client.get("/"))
    assert "Local elections of 2 May 2024" in words
    assert "Elections to 7 councils, all declared." in words
    assert "Local elections of 5 May 2022" in words


def test_an_election_shows_its_contests_in_a_table(client: Client) -> None:
    words = words_of(client.get("/elections/2023-05-04/"))
    assert ("Elections to 8 councils: 6 declared and 2 reported in part.") in words
    assert "Medway Conservative Labour Labour gain 7" in words
    assert "Labour 33, Conservative 22 and Independent 4, of 59 seats" in words


def test_what_an_outlet_counted_stays_apart_from_our_count(client: Client) -> None:
    words = words_of(client.get("/elections/2024-05-02/"))
    before, _, reported = words.partition("As reported at the time")
    assert "107" not in before
    for sentence in (
        "35 of 107 councils had declared.",
        "Labour had 52 councillors more than before.",
        "The Conservatives had 122 councillors fewer than before.",
        "The Liberal Democrats had 18 councillors more than before.",
        "Parliamentary by-election in Blackpool South: won by Labour.",
        "3 of 37 had declared.",
    ):
        assert sentence in reported


def test_all_elections_are_listed(client: Client) -> None:
    page = client.get("/elections/").content.decode()
    for day in ("2022-05-05", "2023-05-04", "2024-05-02"):
        assert f'href="/elections/{day}/"' in page


def test_a_source_lists_its_claims_and_what_became_of_them(client: Client) -> None:
    response = client.get("/sources/itv-2023-medway/")
    assert response.status_code == 200
    words = words_of(response)
    assert "Labour hold 33 seats after the poll." in words
    assert "Paragraph 18." in words
    assert "It is read as the council" in words
    assert "Superseded" in words_of(client.get("/sources/bbc-2023-medway-1/"))


def test_all_sources_are_listed_with_their_number_of_claims(client: Client) -> None:
    words = words_of(client.get("/sources/"))
    assert "ITV" in words
    assert "claims" in words


def test_every_place_a_page_links_to_is_on_its_source_s_page(client: Client) -> None:
    page = client.get("/elections/2023-05-04/medway/").content.decode()
    links = set(re.findall(r'href="(/sources/[\w-]+/)#([\w-]+)"', page))
    assert len(links) > 10
    for address, reference in links:
        assert f'id="{reference}"' in client.get(address).content.decode()


def test_a_council_lists_its_contests(client: Client) -> None:
    words = words_of(client.get("/councils/medway/"))
    assert "Labour gain Medway from the Conservatives" in words


def test_another_form_of_a_council_s_slug_moves_for_good(client: Client) -> None:
    response = client.get("/councils/folkestone-hythe/")
    assert (response.status_code, response["Location"]) == (301, "/councils/folkestone-and-hythe/")


class TestNotThere:
    """A page that is not there says so, and where to go on."""

    @pytest.mark.parametrize(
        ("address", "way_on"),
        [
            ("/elections/2023-05-04/medwya/", "/elections/2023-05-04/medway/"),
            ("/elections/2023-05-04/nowhere/", "/elections/2023-05-04/"),
            ("/elections/2023-05-05/medway/", "/elections/2023-05-04/"),
            ("/elections/1999-05-06/", "/elections/2024-05-02/"),
            ("/elections/2023-13-45/", "/elections/2023-05-04/"),
            ("/elections/20230504/", "/elections/2023-05-04/"),
            ("/elections/yesterday/medway/", "/elections/2023-05-04/"),
            ("/councils/medwya/", "/councils/medway/"),
            ("/sources/the-moon/", "/elections/"),
            ("/no/such/page/", "/elections/"),
        ],
    )
    def test_it_is_a_404_with_a_way_on(self, client: Client, address: str, way_on: str) -> None:
        response = client.get(address)
        assert response.status_code == 404
        assert f'href="{way_on}"' in response.content.decode()

    def test_it_says_what_is_missing_and_where(self, client: Client) -> None:
        words = words_of(client.get("/elections/2023-05-04/medwya/"))
        assert "“medwya” has no contest here at the local elections of 4 May 2023." in words

    def test_a_contest_of_another_day_is_not_there(self, client: Client) -> None:
        assert client.get("/elections/2024-05-02/medway/").status_code == 404


class TestHealth:
    """/healthz says whether the site can show anything."""

    def test_it_is_up_with_the_data_version(self, client: Client) -> None:
        response = client.get("/healthz")
        assert response.status_code == 200
        answer = json.loads(response.content)
        assert answer["status"] == "up"
        assert answer["data_version"] >= 1

    def test_it_is_503_while_the_database_is_away(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away() -> int:
            raise OperationalError("gone")

        monkeypatch.setattr(service, "current_data_version", away)
        response = client.get("/healthz")
        assert response.status_code == 503
        assert json.loads(response.content)["database"] == "away"


def test_party_colours_are_a_stylesheet_that_browsers_may_keep(client: Client) -> None:
    response = client.get("/party-colours.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "--party-labour:" in response.content.decode()
    again = client.get("/party-colours.css", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("view", "status"),
    [(service.bad_request, 400), (service.permission_denied, 403), (service.page_not_found, 404)],
)
def test_pages_for_what_goes_wrong_lead_on(
    view: Callable[[HttpRequest, Exception], HttpResponse], status: int
) -> None:
    response = view(RequestFactory().get("/"), Exception())
    assert response.status_code == status
    assert 'href="/elections/"' in response.content.decode()


def test_the_page_for_what_broke_needs_no_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        response = service.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in words_of(response)
