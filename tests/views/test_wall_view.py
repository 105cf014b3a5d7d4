"""The screen on the wall: what is published and nothing else, and cheap to look at again."""

from __future__ import annotations

from django.test import Client

from tests.views.reading import words_of
from tests.views.test_desk import enter

WALL = "/elections/2023-05-04/wall/"


def test_it_counts_who_has_declared_and_names_what_changed() -> None:
    page = words_of(Client().get(WALL))
    assert "of 8 councils" in page
    assert "Medway Labour gain" in page


def test_nothing_that_is_typed_at_the_desk_shows_before_it_is_published() -> None:
    before = words_of(Client().get(WALL))
    enter("ruth", {"seats.labour": "31", "seats.conservative": "24", "seats.independent": "4"})
    assert words_of(Client().get(WALL)) == before


def test_an_unchanged_wall_is_not_sent_again_and_sets_no_cookie() -> None:
    client = Client()
    etag = client.get(WALL)["ETag"]
    answer = client.get(WALL, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert not answer.cookies


def test_there_is_no_wall_of_a_day_without_an_election() -> None:
    assert Client().get("/elections/1066-10-14/wall/").status_code == 404
