"""The board of the results desk with every council of the country on it: what it costs, whom it finds."""

from __future__ import annotations

import re
from datetime import date

import brotli
import pytest
from django.test import Client

from elections.models import Contest
from tests.views.reading import words_of
from tests.views.test_desk import signed_in
from tests.whole_country.test_what_pages_cost import queries_of

BOARD = "/desk/2023-05-04/"
# Five are of who asks and what they may do, two of what changed last, and six of the board itself.
MOST_QUERIES = 13
MOST_KILOBYTES = 16


@pytest.fixture
def ruth(db: None) -> Client:
    """Return somebody who types."""
    return signed_in("ruth")


def test_it_takes_as_many_queries_for_230_councils_as_for_a_hundred(ruth: Client) -> None:
    queries_of(ruth, BOARD)
    many, few = queries_of(ruth, BOARD), queries_of(ruth, "/desk/2024-05-02/")
    assert many == few <= MOST_QUERIES


def test_looking_again_at_230_councils_of_which_nothing_changed_takes_hardly_any(
    ruth: Client,
) -> None:
    first = ruth.get(BOARD)
    again = ruth.get(BOARD, headers={"If-None-Match": first["ETag"]})
    # A minute may have passed in between: how long things wait moves the board on.
    assert again.status_code == 304 or again["ETag"] != first["ETag"]


def test_it_is_light_on_the_wire(ruth: Client) -> None:
    assert len(brotli.compress(ruth.get(BOARD).content, quality=4)) <= MOST_KILOBYTES * 1024


def test_regions_stand_in_the_order_of_their_names_and_together_hold_every_council(
    ruth: Client,
) -> None:
    page = ruth.get(BOARD).content.decode()
    regions = re.findall(r'<h2 id="region-[^"]+">([^<]+)</h2>', page)
    assert regions == sorted(regions)
    held = Contest.objects.of_election(date(2023, 5, 4)).count()
    assert len(re.findall(r'<tr id="row-', page)) == held == 230


@pytest.mark.parametrize(
    ("letters", "council"),
    [
        ("medw", "medway"),
        # A name that others begin with, or hold: the whole name means that council.
        ("Lewes", "lewes"),
        ("york", "york"),
        ("hythe", "folkestone-and-hythe"),
    ],
)
def test_a_few_letters_and_enter_open_the_council_they_stand_for(
    ruth: Client, letters: str, council: str
) -> None:
    answer = ruth.get(BOARD, {"q": letters, "go": "1"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{BOARD}{council}/"


def test_letters_that_stand_for_several_councils_list_them(ruth: Client) -> None:
    answer = ruth.get(BOARD, {"q": "west", "go": "1"})
    assert answer.status_code == 200
    page = words_of(answer)
    assert "West Devon" in page
    assert "West Lancashire" in page
    assert "Medway" not in page


def test_letters_that_stand_for_none_say_so(ruth: Client) -> None:
    assert "No council is so." in words_of(ruth.get(BOARD, {"q": "narnia", "go": "1"}))


def test_the_template_of_an_upload_takes_as_many_queries_for_all_as_for_a_hundred(
    ruth: Client,
) -> None:
    many = queries_of(ruth, f"{BOARD}upload/template.csv")
    assert many == queries_of(ruth, "/desk/2024-05-02/upload/template.csv") <= MOST_QUERIES
