"""Every council's page is made of the whole country's data, and says of each year what its seats say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from django.test import Client

from councils.domain.administrations import InItsOwnWords, read_label
from councils.domain.control import majority_threshold
from councils.domain.council_types import CouncilType
from councils.models import Composition, Council, Hexagon, PartySeats
from elections.pages.combinations import combinations_view
from elections.pages.council import council_page
from elections.pages.timeline import Timeline, timeline
from elections.selectors.browsing import newest_contests
from elections.selectors.pages.parties import all_parties
from elections.selectors.register.councils import council_material, council_years
from elections.selectors.register.near import councils_near

ON = date(2026, 11, 24)
BUNDLE = "other"
# Where control by party is not how councils work.
BY_DESIGN = {"northern-irish", "sui-generis"}


def plainly(seats: dict[str, int], total: int) -> str:
    """Return who has control of so many seats, as anybody would work it out on paper."""
    with_more_than_half = [party for party, number in seats.items() if number * 2 > total]
    if not with_more_than_half:
        return "noc"
    return "undetermined" if with_more_than_half == [BUNDLE] else with_more_than_half[0]


def test_every_label_is_read_but_those_that_name_somebody_of_one_place_alone() -> None:
    labels = set(Composition.objects.values_list("label", flat=True)) - {""}
    assert len(labels) > 50
    kept = {label for label in labels if isinstance(read_label(label), InItsOwnWords)}
    assert kept == {"Aspire Mayor", "CIIP/PIP"}


def test_the_years_of_every_council_say_what_its_seats_say() -> None:
    seats: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    totals: dict[tuple[str, int], int] = {}
    for council, year, total, party, number in PartySeats.objects.values_list(
        "composition__council__slug",
        "composition__year",
        "composition__seats",
        "party",
        "seats",
    ):
        seats[council, year][party] = number
        totals[council, year] = total
    parties, told = all_parties(), 0
    for slug, council_type in Council.objects.values_list("slug", "council_type"):
        years, _ = council_years(slug)
        found = timeline(years, CouncilType(council_type), (), parties)
        if found is not None:
            told += len(found.rows)
            _years_are_right(slug, found, seats, totals, applies=council_type not in BY_DESIGN)
    assert told == len(totals)


def test_one_council_in_ten_has_a_page() -> None:
    slugs = list(Council.objects.in_order_of_name().values_list("slug", flat=True))
    assert len(slugs) > 450
    for slug in slugs[::10]:
        page = council_page(council_material(slug), on=ON)
        assert page.lede
        assert page.now or page.timeline or page.after


def _years_are_right(
    slug: str,
    years: Timeline,
    seats: dict[tuple[str, int], dict[str, int]],
    totals: dict[tuple[str, int], int],
    *,
    applies: bool,
) -> None:
    in_bands = {}
    for holder, _, span in years.spans:
        first, _, last = span.partition(" to ")
        in_bands.update(dict.fromkeys(range(int(first), int(last or first) + 1), holder))
    for row in years.rows:
        key = (slug, row.year)
        assert sum(cell or 0 for cell in row.cells) == row.seats == totals[key], key
        expected = plainly(seats[key], totals[key]) if applies else "not_applicable"
        assert row.holder == expected, key
        assert in_bands.get(row.year, "not_applicable") == expected, key


@pytest.mark.parametrize(
    ("council", "says"),
    [
        ("medway", "1997: No overall control. Labour 39, Liberal Democrats 21 and Conservative 20"),
        ("birmingham", "Labour lose Birmingham to no overall control"),
        ("carlisle", "It was abolished on 1 April 2023. Cumberland took over."),
        ("north-yorkshire", "each year, 1973 to 2026"),
        ("west-surrey", "Its first members are elected; it takes over on 1 April 2027."),
        ("guildford", "It goes on until 1 April 2027, when West Surrey takes over."),
        ("belfast", "share their posts among the parties in proportion"),
        ("city-of-london", "for which no control is shown"),
        ("bedford", "A directly elected mayor (Conservative) runs its executive"),
    ],
)
def test_the_page_says(client: Client, council: str, says: str) -> None:
    response = client.get(f"/councils/{council}/")
    assert response.status_code == 200
    assert says in response.content.decode()


def test_combinations_of_every_council_without_control_are_majorities_that_need_each_member() -> (
    None
):
    parties = all_parties()
    listed = 0
    for summary in newest_contests():
        assert summary.result is not None
        view = combinations_view(summary.contest, summary.result.reconciliation, parties)
        if view is None or not view.lines:
            continue
        total = int(view.lines[0].seats.partition(" of ")[2])
        held = {option.slug: int(option.seats.split()[0]) for option in view.options}
        for line in (*view.lines, *view.folded):
            listed += 1
            together = int(line.seats.partition(" of ")[0])
            named = [held[m.holder] for m in line.members if m.holder != "independent"]
            assert together >= majority_threshold(total), summary.contest.ballot_id
            assert all(together - number < majority_threshold(total) for number in named)
            assert BUNDLE not in [member.holder for member in line.members]
    assert listed > 300


def test_every_council_on_a_map_has_neighbours_who_have_it_for_theirs() -> None:
    on_the_map = list(Hexagon.objects.values_list("council__slug", flat=True))
    beside = {
        slug: {each.slug for each in councils_near(slug) if each.is_beside}
        for slug in on_the_map[::8]
    }
    assert sum(map(len, beside.values())) > 100
    for slug, around in list(beside.items())[:6]:
        for other in around:
            assert slug in {each.slug for each in councils_near(other) if each.is_beside}
