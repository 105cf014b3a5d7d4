"""Who has a majority together follows from the seats that are known, and says what is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from elections.domain.baselines import AFTER
from elections.domain.claims import (
    HasControl,
    ListIsWhole,
    NobodyHasControl,
    Saying,
    SeatsHeld,
    SeatsVacant,
    SeatsWon,
)
from elections.domain.contests import ContestFacts
from elections.domain.reconciliation.reconcile import reconcile
from elections.pages.combinations import (
    FOLDED,
    SHOWN,
    CombinationLine,
    CombinationsView,
    combinations_view,
)
from elections.pages.facts import Parties, PartyFacts
from tests.elections.domain.reports import BBC, claims, council_of
from tests.elections.pages import cases

PARTIES = Parties.of(
    [
        *cases.PARTIES.by_slug.values(),
        PartyFacts("other", "Other", "others", 99, is_bundle=True),
        *(PartyFacts(f"local-{n}", f"Local {n}", f"Local {n}", 20 + n) for n in range(8)),
    ]
)
MAIDSTONE = cases.maidstone().contest


def view(
    size: int | None, *sayings: Saying, chosen: tuple[str, ...] = ()
) -> CombinationsView | None:
    """Return the combinations of a council with these claims."""
    facts = ContestFacts() if size is None else council_of(size)
    return combinations_view(
        MAIDSTONE, reconcile(facts, claims(BBC, *sayings)), PARTIES, chosen=chosen
    )


def all_of(seats: Mapping[str, int]) -> list[Saying]:
    """Return what each party holds after, and that this is everybody."""
    said: list[Saying] = [
        SeatsHeld(AFTER, party.replace("_", "-"), number) for party, number in seats.items()
    ]
    return [*said, ListIsWhole(AFTER)]


def held(*, whole: bool = True, **seats: int) -> list[Saying]:
    """Return what each party holds after, and whether that is everybody."""
    said = all_of(seats)
    return said if whole else said[:-1]


def told(line: CombinationLine) -> str:
    """Return a line as a reader hears it."""
    return f"{' + '.join(member.text for member in line.members)}: {line.seats}, {line.beyond}"


PORTSMOUTH = held(liberal_democrats=18, conservative=8, labour=7, other=9)


def test_portsmouth_2023_lists_the_smallest_first_and_makes_no_line_of_others() -> None:
    found = view(42, *PORTSMOUTH)
    assert found is not None
    assert [told(line) for line in found.lines] == [
        "Liberal Democrat + Conservative: 26 of 42, 4 more than needed",
        "Liberal Democrat + Labour: 25 of 42, 3 more than needed",
    ]
    assert found.sentence.startswith("A majority is 22 of 42 seats, and nobody has one alone.")
    assert found.asides == (
        (
            "9 seats are counted together as “Other”: they may be several parties’ and "
            "independents’, so no line is made with them."
        ),
    )


def test_independents_are_counted_one_by_one() -> None:
    found = view(
        55, *held(conservative=24, liberal_democrats=12, independent=10, green=6, labour=3)
    )
    assert found is not None
    assert [told(line) for line in found.lines][:4] == [
        "Conservative + Liberal Democrat: 36 of 55, 8 more than needed",
        "Conservative + Green: 30 of 55, 2 more than needed",
        "Conservative + Labour + 1 of the 10 independents: 28 of 55, exactly a majority",
        "Conservative + 4 of the 10 independents: 28 of 55, exactly a majority",
    ]
    assert told(found.lines[-1]).startswith("Liberal Democrat + Green + all 10 independents")
    assert "Independents are people and not a group" in found.asides[0]


@pytest.mark.parametrize(
    ("size", "sayings", "says"),
    [
        pytest.param(
            None,
            [NobodyHasControl(AFTER), SeatsHeld(AFTER, "labour", 12)],
            "cannot be said: no source gives the size of the council.",
            id="no size",
        ),
        pytest.param(
            47,
            [NobodyHasControl(AFTER)],
            "cannot be said: no source says how many seats each party holds.",
            id="no seats",
        ),
        pytest.param(
            47,
            [NobodyHasControl(AFTER), *held(whole=False, labour=12, green=3)],
            "All whose seats are known by name hold 15 together: 9 seats short.",
            id="too few are known",
        ),
    ],
)
def test_what_cannot_be_said_is_said(size: int | None, sayings: list[Saying], says: str) -> None:
    found = view(size, *sayings)
    assert found is not None
    assert says in found.sentence
    assert found.lines == ()


def test_vacant_seats_count_among_all_and_in_no_line() -> None:
    found = view(
        55,
        *held(conservative=26, labour=20, green=7),
        SeatsVacant(AFTER, 2),
        NobodyHasControl(AFTER),
    )
    assert found is not None
    assert told(found.lines[0]) == "Conservative + Labour: 46 of 55, 18 more than needed"
    assert "2 seats are vacant: part of all seats, and of no line." in found.asides


def test_seats_known_only_between_bounds_are_in_no_line() -> None:
    found = view(
        46,
        *held(whole=False, conservative=20, labour=16),
        SeatsWon("green", 6),
        NobodyHasControl(AFTER),
    )
    assert found is not None
    assert [told(line) for line in found.lines] == [
        "Conservative + Labour: 36 of 46, 12 more than needed"
    ]
    assert found.asides == (
        "The Greens: between 6 and 10 seats, so in no line.",
        (
            "It is not known for certain whose 10 seats are: "
            "there may be more combinations than these."
        ),
    )


def test_an_other_that_is_people_whom_another_source_names_is_left_out() -> None:
    found = view(
        55,
        *held(whole=False, conservative=23, liberal_democrats=11, independent=10, other=10),
        *held(whole=False, labour=5, green=3),
        NobodyHasControl(AFTER),
    )
    assert found is not None
    assert "other" not in [option.slug for option in found.options]
    assert any("are some that others name" in aside for aside in found.asides)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ((), ""),
        (
            ("liberal-democrats", "labour"),
            (
                "The Liberal Democrats and Labour have 25 of 42 seats together: "
                "3 more than the 22 that are a majority."
            ),
        ),
        (("labour",), "Labour have 7 of 42 seats: 15 short of the 22 that are a majority."),
        (
            ("labour", "labour", "conservative"),
            (
                "The Conservatives and Labour have 15 of 42 seats together: "
                "7 short of the 22 that are a majority."
            ),
        ),
        (
            ("labour", "other"),
            (
                "Labour and others have 16 of 42 seats together: 6 short of the 22 that are a "
                "majority. “Other” may be several parties and independents."
            ),
        ),
    ],
)
def test_what_is_ticked_is_added_up(chosen: tuple[str, ...], says: str) -> None:
    found = view(42, *PORTSMOUTH, chosen=chosen)
    assert found is not None
    assert found.total_text == says
    assert found.problem == ""
    assert {option.slug for option in found.options if option.is_chosen} == set(chosen)


@pytest.mark.parametrize(
    ("seats", "chosen", "ends"),
    [
        (
            {"conservative": 24, "labour": 20, "green": 4},
            ("labour", "green"),
            "exactly half, which is not a majority.",
        ),
        (
            {"conservative": 24, "labour": 21, "green": 3},
            ("conservative", "green"),
            "2 more than the 25 that are a majority.",
        ),
        (
            {"conservative": 24, "labour": 23, "green": 1},
            ("conservative", "green"),
            "the fewest that are a majority.",
        ),
    ],
)
def test_a_sum_at_the_edge(seats: dict[str, int], chosen: tuple[str, ...], ends: str) -> None:
    found = view(48, *all_of(seats), chosen=chosen)
    assert found is not None
    assert found.total_text.endswith(ends)


def test_whoever_holds_no_seats_there_cannot_be_added() -> None:
    found = view(42, *PORTSMOUTH, chosen=("green", "labour"))
    assert found is not None
    assert found.problem == (
        "“green” is nobody whose seats in Maidstone are known. The choices are "
        "“liberal-democrats”, “conservative”, “labour” and “other”."
    )
    assert found.total_text.startswith("Labour have 7 of 42 seats")


def test_a_long_list_is_shown_in_part_folded_in_part_and_the_rest_counted() -> None:
    seats = {f"local_{n}": 5 for n in range(8)}
    found = view(53, *all_of({**seats, "labour": 7, "conservative": 6}))
    assert found is not None
    assert len(found.lines) == SHOWN
    assert len(found.folded) == FOLDED
    assert found.rest.endswith("combinations more.")


@pytest.mark.parametrize(
    "sayings",
    [[HasControl(AFTER, "labour")], [SeatsHeld(AFTER, "labour", 12)], held(labour=30, green=25)],
)
def test_there_is_nothing_to_say_where_somebody_has_control_or_nobody_knows(
    sayings: list[Saying],
) -> None:
    assert view(55, *sayings) is None
