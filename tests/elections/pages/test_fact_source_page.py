"""The page of a source of standing facts gives sizes with their day, and how much was up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from elections.domain.contests import Scope
from elections.pages.facts import (
    AllSources,
    FactSourceFacts,
    FactSourceMaterial,
    SeatsUpFacts,
    SizeFacts,
)
from elections.pages.sources import seats_up_row, source_page, sources_page
from tests.elections.pages import cases

LIBRARY = FactSourceFacts(
    "library-2023", "Local elections 2023", "House of Commons Library", date(2026, 11, 23)
)
MEDWAY = cases.medway().contest
SIZE = SizeFacts("size-medway-2023-05-04", MEDWAY.council, 59, date(2023, 5, 4), "After a review.")
UP = SeatsUpFacts("seats-up-medway-2023-05-04", MEDWAY, 59, date(2019, 5, 2))


def test_its_page_says_what_it_is_and_what_it_gives() -> None:
    page = source_page(FactSourceMaterial(LIBRARY, (SIZE,), (UP,)))
    assert (page.source.name, page.source.title) == (LIBRARY.publisher, LIBRARY.name)
    assert page.lede == (
        "Standing facts of councils: 1 council size and how much was up at 1 contest."
    )
    assert page.facts == (
        ("Publisher", "House of Commons Library"),
        ("Retrieved", "23 November 2026"),
    )
    (size,) = page.sizes
    assert (size.sentence, size.note) == ("59 seats from 4 May 2023.", "After a review.")
    (up,) = page.seats_up
    assert up.reference == "seats-up-medway-2023-05-04"


def test_a_source_of_neither_says_where_to_read_what_it_gives() -> None:
    page = source_page(FactSourceMaterial(LIBRARY))
    assert page.lede == "Standing facts of councils, as the note says."
    assert (page.sizes, page.seats_up, page.contests, page.elections) == ((), (), (), ())


@pytest.mark.parametrize(
    ("scope", "seats_up", "sentence"),
    [
        (Scope.WHOLE, 59, "All seats were up: 59."),
        (Scope.WHOLE, None, "All seats were up."),
        (Scope.HALVES, 20, "Half of the seats were up: 20."),
        (Scope.THIRDS, None, "A third of the seats were up."),
        (Scope.UNKNOWN, 12, "12 seats were up."),
        (Scope.UNKNOWN, None, "How much of the council was up is not said."),
    ],
)
def test_how_much_was_up_is_told_with_its_number_where_there_is_one(
    scope: Scope, seats_up: int | None, sentence: str
) -> None:
    facts = SeatsUpFacts("reference", replace(MEDWAY, scope=scope), seats_up)
    assert seats_up_row(facts).sentence == sentence


def test_a_new_council_s_seats_were_never_fought() -> None:
    facts = SeatsUpFacts("reference", replace(MEDWAY, scope=Scope.WHOLE), 46, is_new=True)
    assert seats_up_row(facts).sentence == (
        "All seats were up: 46. The council is new and continues no other."
    )


def test_the_list_has_both_kinds_of_source() -> None:
    page = sources_page(AllSources(((cases.ITV, 2),), (LIBRARY,)))
    assert [source.claims_text for source in page.of_claims] == ["2 claims"]
    assert page.of_facts == (LIBRARY,)
