"""The search of the whole site: a page of results, and what is offered while somebody types."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from tests.country import grow
from tests.views.reading import words_of

TYPING = {"HX-Request": "true"}


def test_a_council_s_name_leads_straight_to_it(client: Client) -> None:
    response = client.get("/search/?q=folkestone+%26+hythe")
    assert response.status_code == 302
    assert response.headers["Location"] == "/councils/folkestone-and-hythe/"
    assert "Set-Cookie" not in response.headers


def test_the_page_of_results_has_councils_first_and_then_the_rest(client: Client) -> None:
    words = words_of(client.get("/search/?q=med"))
    assert "for “med”." in words
    assert words.index("Councils Medway") < words.index("Sources BBC News: Report on")


def test_a_year_finds_its_elections_and_sources(client: Client) -> None:
    words = words_of(client.get("/search/?q=2023"))
    assert words.index("Elections Local elections of 4 May 2023") < words.index("Sources BBC News")


def test_a_slip_finds_what_is_near_and_says_so(client: Client) -> None:
    words = words_of(client.get("/search/?q=medwya"))
    assert "Nothing here is called “medwya”. Did you mean this?" in words
    assert "Medway" in words


def test_nothing_found_says_what_to_try(client: Client) -> None:
    assert "Nothing here is called “zzzz”. Try fewer letters" in words_of(
        client.get("/search/?q=zzzz")
    )


def test_without_words_the_page_says_what_can_be_found(client: Client) -> None:
    response = client.get("/search/")
    assert response.status_code == 200
    assert "county durham" in words_of(response)


def test_what_is_offered_while_typing_is_a_list_of_options(client: Client) -> None:
    response = client.get("/search/?q=carlis", headers=TYPING)
    page = response.content.decode()
    assert "<html" not in page
    assert 'role="option"' in page
    assert 'data-href="/councils/carlisle/"' in page
    assert 'data-announcement="1 result for “carlis”."' in page
    assert "Abolished on 1 April 2023; now Cumberland" in words_of(response)


def test_a_name_typed_out_is_still_offered_to_whoever_types_on(client: Client) -> None:
    assert client.get("/search/?q=medway", headers=TYPING).status_code == 200


@pytest.mark.parametrize("headers", [{}, TYPING])
def test_more_than_any_name_has_is_refused_in_words(
    client: Client, headers: dict[str, str]
) -> None:
    response = client.get("/search/", {"q": "medway " * 100}, headers=headers)
    assert response.status_code == 400
    assert "longer than 100 characters" in words_of(response)


def test_what_is_typed_is_never_taken_for_markup(client: Client) -> None:
    page = client.get("/search/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_a_search_costs_the_same_queries_however_much_there_is(client: Client) -> None:
    def queries() -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/?q=med")
        return len(captured)

    few = queries()
    grow(8)
    assert queries() == few <= 12
