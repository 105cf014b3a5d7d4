"""An editor says who defended the seats that were up; seats won come to seats held by it."""

from __future__ import annotations

import pytest

from elections.models import AuditEntry, Contest, SeatsDefended
from elections.selectors.desk.beside import beside_of
from elections.services.desk.defended import DefendedError, say_defended
from elections.services.desk.stepping import Actor, NoSuchContestError
from tests import factories

pytestmark = pytest.mark.django_db

MEDWAY = "local.medway.2023-05-04"
SOURCE = "medway-review-2021"
EDITH = Actor("edith", "192.0.2.9")


@pytest.fixture(autouse=True)
def medway() -> Contest:
    """Return a contest at which 20 of Medway's seats were up."""
    for slug in ("labour", "conservative"):
        factories.party(slug=slug)
    council = factories.council()
    factories.council_size(of=council)
    source = factories.fact_source(slug=SOURCE)
    contest: Contest = factories.contest(
        of=council, scope="thirds", seats_up=20, facts_source=source
    )
    return contest


def say(seats: dict[str, int], *, source: str = SOURCE, ballot_id: str = MEDWAY) -> None:
    say_defended(ballot_id=ballot_id, seats=seats, source=source, by=EDITH, at=factories.NIGHT)


def test_what_is_said_is_stored_and_on_record(medway: Contest) -> None:
    say({"labour": 12, "conservative": 8})
    assert beside_of(medway).defended == {"labour": 12, "conservative": 8}
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.action) == ("edith", "said_defended")
    assert entry.before == {"seats_defended": {}, "sources": []}
    assert entry.after == {
        "seats_defended": {"labour": 12, "conservative": 8},
        "sources": [SOURCE],
    }


def test_what_is_said_again_takes_the_place_of_what_was(medway: Contest) -> None:
    say({"labour": 12, "conservative": 8})
    say({"labour": 20})
    assert beside_of(medway).defended == {"labour": 20}
    assert AuditEntry.objects.newest_first()[0].before == {
        "seats_defended": {"labour": 12, "conservative": 8},
        "sources": [SOURCE],
    }


@pytest.mark.parametrize(
    ("seats", "source", "words"),
    [
        ({"labour": 12, "conservative": 9}, SOURCE, "21 seats, and 20 were up"),
        ({"labour": 0}, SOURCE, "at least one party"),
        ({}, SOURCE, "at least one party"),
        ({"narnia": 3}, SOURCE, "no party"),
        ({"labour": 12}, "hearsay", "Choose the source"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(
    seats: dict[str, int], source: str, words: str
) -> None:
    with pytest.raises(DefendedError, match=words):
        say(seats, source=source)
    assert not SeatsDefended.objects.exists()
    assert not AuditEntry.objects.exists()


def test_there_are_none_of_a_contest_that_is_not_stored() -> None:
    with pytest.raises(NoSuchContestError):
        say({"labour": 1}, ballot_id="local.narnia.2023-05-04")
