"""Every principal council is here once: of today, of tomorrow, and those abolished since 2015."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from councils.models import Composition, Council, CouncilAlias, ExecutiveMayor, Hexagon, Succession
from elections.models import Contest

TODAY = date(2026, 11, 24)


def councils_of(day: date) -> list[Council]:
    """Return the councils that are there on a day, as far as their first days are known."""
    return [
        council
        for council in Council.objects.with_region().in_order_of_name()
        if (council.starts_on is None or council.starts_on <= day)
        and (council.ends_on is None or day < council.ends_on)
    ]


def test_there_are_382_councils_by_nation_and_type() -> None:
    now = councils_of(TODAY)
    assert Counter(council.region.nation for council in now) == {
        "england": 317,
        "scotland": 32,
        "wales": 22,
        "northern-ireland": 11,
    }
    assert Counter(council.council_type for council in now) == {
        "county": 21,
        "district": 164,
        "unitary": 62,
        "metropolitan": 36,
        "london-borough": 32,
        "sui-generis": 2,
        "scottish": 32,
        "welsh": 22,
        "northern-irish": 11,
    }


def test_71_were_abolished_since_2015_two_went_on_and_surreys_two_are_to_come() -> None:
    gone = Council.objects.filter(ends_on__lte=TODAY)
    # The register ends North Yorkshire's and Somerset's counties too, which went on as unitaries.
    assert gone.count() == 73 - 2
    assert {council.ends_on for council in gone} == {
        date(2015, 4, 1),
        date(2019, 4, 1),
        date(2020, 4, 1),
        date(2021, 4, 1),
        date(2023, 4, 1),
    }
    assert set(Council.objects.filter(starts_on__gt=TODAY).values_list("slug", "gss_code")) == {
        ("east-surrey", "E06000067"),
        ("west-surrey", "E06000068"),
    }
    assert Council.objects.count() == 382 + 71 + 2


def test_surrey_goes_on_until_its_two_councils_take_over_who_were_elected_before() -> None:
    takes_over = date(2027, 4, 1)
    assert len(councils_of(takes_over)) == 382 - 12 + 2
    for slug, number in (("east-surrey", 6), ("west-surrey", 7)):
        origins = Succession.objects.filter(successor__slug=slug)
        assert {each.on for each in origins} == {takes_over}
        assert origins.count() == number
        contest = Contest.objects.get(council__slug=slug)
        assert contest.ballot_id == f"local.{slug}.2026-05-07"


@pytest.mark.parametrize(
    ("slug", "code", "former"),
    [
        ("barnsley", "E08000038", "E08000016"),
        ("sheffield", "E08000039", "E08000019"),
        ("north-yorkshire", "E06000065", "E10000023"),
        ("somerset", "E06000066", "E10000027"),
        ("glasgow", "S12000049", "S12000046"),
        ("fife", "S12000047", "S12000015"),
        ("gateshead", "E08000037", "E08000020"),
        ("northumberland", "E06000057", "E06000048"),
    ],
)
def test_a_council_is_known_by_its_code_and_by_those_it_had(
    slug: str, code: str, former: str
) -> None:
    assert Council.objects.get(gss_code=code).slug == slug
    assert CouncilAlias.objects.get(kind="gss", text=former).council.slug == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hull", "kingston-upon-hull"),
        ("Folkestone & Hythe", "folkestone-and-hythe"),
        ("BCP", "bournemouth-christchurch-and-poole"),
        ("Anglesey", "isle-of-anglesey"),
    ],
)
def test_a_council_is_known_by_what_people_call_it(name: str, slug: str) -> None:
    known = CouncilAlias.objects.filter(kind="name", text=name).values_list("council__slug")
    assert set(known) | {(each.slug,) for each in Council.objects.filter(name=name)} == {(slug,)}


def test_slugs_spell_out_and_and_the_other_form_redirects() -> None:
    slugs = set(Council.objects.values_list("slug", flat=True))
    assert not [slug for slug in slugs if "&" in slug or slug != slug.lower()]
    assert CouncilAlias.objects.slugs()["folkestone-hythe"] == "folkestone-and-hythe"
    assert not slugs & CouncilAlias.objects.slugs().keys()


@pytest.mark.parametrize(
    ("predecessor", "successors"),
    [
        ("carlisle", {"cumberland"}),
        ("cumbria", {"cumberland", "westmorland-and-furness"}),
        ("northamptonshire", {"north-northamptonshire", "west-northamptonshire"}),
        ("poole", {"bournemouth-christchurch-and-poole"}),
        ("buckinghamshire-county-council", {"buckinghamshire"}),
        ("strabane", {"derry-city-and-strabane"}),
        ("surrey", {"east-surrey", "west-surrey"}),
    ],
)
def test_it_is_known_who_took_over(predecessor: str, successors: set[str]) -> None:
    found = Succession.objects.filter(predecessor__slug=predecessor)
    assert {each.successor.slug for each in found.select_related("successor")} == successors


def test_every_council_of_today_stands_on_its_map() -> None:
    places = set(Hexagon.objects.values_list("layout", "council__slug"))
    for council in councils_of(TODAY):
        layout = "counties" if council.council_type == "county" else "districts"
        assert (layout, council.slug) in places, council


def test_a_county_has_compositions_up_to_its_end_and_who_followed_from_its_first_poll() -> None:
    years = {
        slug: sorted(Composition.objects.of_council(slug).values_list("year", flat=True))
        for slug in ("buckinghamshire-county-council", "buckinghamshire", "dorset")
    }
    assert years["buckinghamshire-county-council"][-1] == 2019
    assert years["buckinghamshire"][0] == 2021
    assert years["dorset"][0] == 2019


def test_executive_mayors_are_those_that_the_labels_tell_of() -> None:
    of_2026 = ExecutiveMayor.objects.in_year(2026).with_council()
    assert {each.council.slug: each.party for each in of_2026} == {
        "bedford": "conservative",
        "croydon": "conservative",
        "doncaster": "labour",
        "hackney": "green",
        "leicester": "labour",
        "lewisham": "green",
        "mansfield": "labour",
        "middlesbrough": "labour",
        "newham": "labour",
        "north-tyneside": "labour",
        "salford": "labour",
        "tower-hamlets": "aspire",
        "watford": "liberal-democrats",
    }
