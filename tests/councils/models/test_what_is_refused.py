"""Standing facts that cannot be are refused, in words and by the database."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from councils.models import (
    Composition,
    Council,
    CouncilAlias,
    CouncilSize,
    ExecutiveMayor,
    FactSource,
    Hexagon,
    PartySeats,
    Region,
    Succession,
)
from tests import factories
from tests.refusals import Broken, assert_refused, constraints_of

pytestmark = pytest.mark.django_db

MODELS: list[type[models.Model]] = [
    Region,
    Council,
    CouncilAlias,
    Succession,
    FactSource,
    CouncilSize,
    Composition,
    PartySeats,
    Hexagon,
    ExecutiveMayor,
]


def second_council_of_one_code() -> Council:
    factories.council()
    return factories.new_council(slug="midway")


def second_composition() -> Composition:
    factories.composition()
    return factories.new_composition(seats=55)


def second_seats_of_one_party() -> PartySeats:
    row = factories.composition(labour=31)
    return factories.new_party_seats(composition=row, seats=33)


def second_place_of_medway() -> Hexagon:
    factories.made(factories.new_hexagon())
    return factories.new_hexagon(east=13)


def maidstone_on_top_of_medway() -> Hexagon:
    factories.made(factories.new_hexagon())
    return factories.new_hexagon(council=factories.council(slug="maidstone"))


def second_mayor_of_one_year() -> ExecutiveMayor:
    factories.made(factories.new_executive_mayor())
    return factories.new_executive_mayor(party="conservative")


def second_alias() -> CouncilAlias:
    factories.made(factories.new_council_alias())
    return factories.new_council_alias(council=factories.council(slug="maidstone"))


def second_succession() -> Succession:
    factories.made(factories.new_succession())
    return factories.new_succession(on=date(2024, 4, 1))


def second_size_of_one_day() -> CouncilSize:
    factories.council_size(seats=55)
    return factories.new_council_size(seats=59)


def medway_after_medway() -> Succession:
    medway = factories.council()
    return factories.new_succession(predecessor=medway, successor=medway)


BROKEN: Broken = {
    "region_has_slug": lambda: factories.new_region(slug=""),
    "region_has_name": lambda: factories.new_region(name=""),
    "region_has_gss_code": lambda: factories.new_region(gss_code=""),
    "region_nation_is_known": lambda: factories.new_region(nation="cornwall"),
    "region_position_in_bounds": lambda: factories.new_region(position=-1),
    "council_has_slug": lambda: factories.new_council(slug=""),
    "council_has_name": lambda: factories.new_council(name=""),
    "council_has_official_name": lambda: factories.new_council(official_name=""),
    "council_gss_code_is_its_own": second_council_of_one_code,
    "council_type_is_known": lambda: factories.new_council(council_type="parish"),
    "council_ends_after_it_starts": lambda: factories.new_council(
        starts_on=date(1998, 4, 1), ends_on=date(1997, 4, 1)
    ),
    "council_alias_kind_is_known": lambda: factories.new_council_alias(kind="nickname"),
    "council_alias_has_text": lambda: factories.new_council_alias(text=""),
    "council_alias_names_one_council": second_alias,
    "succession_is_told_once": second_succession,
    "succession_is_between_two_councils": medway_after_medway,
    "fact_source_has_slug": lambda: factories.new_fact_source(slug=""),
    "fact_source_has_name": lambda: factories.new_fact_source(name=""),
    "fact_source_has_publisher": lambda: factories.new_fact_source(publisher=""),
    "council_size_in_bounds": lambda: factories.new_council_size(seats=-59),
    "council_size_once_a_day": second_size_of_one_day,
    "composition_once_a_year": second_composition,
    "composition_year_in_bounds": lambda: factories.new_composition(year=1972),
    "composition_seats_in_bounds": lambda: factories.new_composition(seats=0),
    "party_seats_once_a_composition": second_seats_of_one_party,
    "party_seats_names_the_party": lambda: factories.new_party_seats(party=""),
    "party_seats_in_bounds": lambda: factories.new_party_seats(seats=0),
    "hexagon_once_a_council": second_place_of_medway,
    "hexagon_holds_one_council": maidstone_on_top_of_medway,
    "hexagon_layout_is_known": lambda: factories.new_hexagon(layout="parishes"),
    "hexagon_east_in_bounds": lambda: factories.new_hexagon(east=51),
    "hexagon_north_in_bounds": lambda: factories.new_hexagon(north=-51),
    "executive_mayor_once_a_year": second_mayor_of_one_year,
    "executive_mayor_year_in_bounds": lambda: factories.new_executive_mayor(year=1972),
    "executive_mayor_has_party": lambda: factories.new_executive_mayor(party=""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_models_and_the_database_refuse_it(name: str) -> None:
    assert_refused(BROKEN[name](), name)


def test_every_constraint_is_among_those_tried() -> None:
    assert constraints_of(MODELS).keys() == BROKEN.keys()


@pytest.mark.parametrize("seats", [0, -1, 251, 5500])
def test_no_council_has_so_many_seats(seats: int) -> None:
    assert_refused(factories.new_council_size(seats=seats), "council_size_in_bounds")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (factories.new_region, lambda: factories.new_region(gss_code="E12000008")),
        (factories.new_council, lambda: factories.new_council(gss_code="E06000036")),
        (factories.new_fact_source, lambda: factories.new_fact_source(name="Another")),
    ],
)
def test_a_slug_is_given_once(first, second) -> None:  # type: ignore[no-untyped-def]
    factories.made(first())
    row = second()
    with pytest.raises(ValidationError, match="already exists"):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_councils_without_a_gss_code_do_not_stand_in_each_other_s_way() -> None:
    for slug in ("derry-city", "strabane"):
        factories.made(factories.new_council(slug=slug, gss_code=""))
    assert Council.objects.filter(gss_code="").count() == 2


def test_what_keeps_to_the_rules_is_stored() -> None:
    for row in (
        factories.new_council_alias(),
        factories.new_succession(),
        factories.new_council_size(seats=250),
        factories.new_executive_mayor(),
    ):
        factories.made(row)
    assert Council.objects.count() == 3
    assert Region.objects.get_by_natural_key("south-east") == factories.region()
    assert CouncilAlias.objects.get_by_natural_key("slug", "medway-towns").council.slug == "medway"
    assert CouncilSize.objects.get_by_natural_key("medway", "2023-05-04").seats == 250
    assert Succession.objects.get_by_natural_key("carlisle", "cumberland").on == date(2023, 4, 1)


def test_another_form_of_a_slug_leads_to_the_council() -> None:
    factories.made(factories.new_council_alias())
    assert Council.objects.known_as("medway-towns").get() == factories.council()
    assert not Council.objects.known_as("medway").exists()


def test_councils_are_found_by_region_and_type() -> None:
    medway, maidstone = factories.council(), factories.council(slug="maidstone")
    assert list(Council.objects.of_type("unitary")) == [medway]
    assert list(Council.objects.in_region("south-east").in_order_of_name()) == [maidstone, medway]
    assert not Council.objects.in_region("wales").exists()


def test_mayors_are_found_by_council_and_year_the_newest_first() -> None:
    for year, party in ((2025, "labour"), (2026, "green")):
        factories.made(factories.new_executive_mayor(year=year, party=party))
    other = factories.new_executive_mayor(council=factories.council(slug="maidstone"), party="ukip")
    factories.made(other)
    of_medway = ExecutiveMayor.objects.of_council("medway").with_source()
    assert [each.party for each in of_medway] == ["green", "labour"]
    in_2025 = ExecutiveMayor.objects.in_year(2025).with_council()
    assert {each.council.region.slug for each in in_2025} == {"south-east"}
    assert {each.party for each in in_2025} == {"labour", "ukip"}
    assert ExecutiveMayor.objects.parties() == {"green", "labour", "ukip"}
