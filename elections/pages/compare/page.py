"""The page of comparisons: what may be compared, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Problem
from elections.pages.charts import Bar
from elections.pages.compare.question import AT, CouncilChoice, Question, address_of
from elections.pages.compare.region_years import RegionYearsView, region_years_view
from elections.pages.compare.sides import (
    Moment,
    Side,
    YearOfCouncil,
    moment_of,
    on_one_scale,
    side_of_contest,
    side_of_year,
)
from elections.pages.compare.table import (
    CompareRow,
    PlainRow,
    control_in_words,
    party_rows,
    plain_rows,
    sizes_in_words,
)
from elections.pages.facts import Parties, RegionFacts

# A council is elected every four years: so far back a yearly table is looked into by itself.
TERM = 4


@dataclass(frozen=True, slots=True)
class CompareMaterial:
    """All that a comparison is made from, for the councils or the region in question.

    `contests` are the newest first. `hrefs` are the pages of councils, by slug.
    """

    question: Question
    councils: tuple[CouncilChoice, ...]
    regions: tuple[RegionFacts, ...]
    contests: tuple[ContestSummary, ...]
    years: tuple[YearOfCouncil, ...]
    parties: Parties
    address: str


@dataclass(frozen=True, slots=True)
class MomentOption:
    """A moment that may be chosen, on either side."""

    value: str
    label: str
    is_first: bool
    is_second: bool


@dataclass(frozen=True, slots=True)
class SideHead:
    """The head of one side: council, moment, who had control, and its seats as a bar."""

    council: str
    slug: str
    heading: str
    href: str
    holder: str
    control: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Two sides compared. `difference` heads the last column."""

    sides: tuple[SideHead, ...]
    answer: str
    sizes: str
    plain: tuple[PlainRow, ...]
    rows: tuple[CompareRow, ...]
    difference: str
    has_years: bool
    has_results: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Forms to ask with, and the answer to what was asked. `here` is its own address."""

    title: str
    lede: str
    problems: tuple[str, ...]
    councils: tuple[str, ...]
    regions: tuple[RegionFacts, ...]
    first: str
    second: str
    one: CouncilChoice | None
    moments: tuple[MomentOption, ...]
    region: str
    two: TwoSides | None
    years: RegionYearsView | None
    here: str

    @property
    def is_right(self) -> bool:
        """Return whether everything that was asked for makes sense."""
        return not self.problems


def compare_page(material: CompareMaterial) -> ComparePage:
    """Return the page of a comparison, or of what may be compared where nothing is asked for."""
    question = material.question
    problems = [*question.problems]
    sides: tuple[Side, ...] = ()
    moments: tuple[Moment, ...] = ()
    match question.councils:
        case (council,):
            moments = _moments(material, council)
            sides = _two_moments(material, council, moments, problems)
        case (_, _):
            sides = _two_councils(material, problems)
        case _:
            pass
    region = next((each for each in material.regions if each.slug == question.region), None)
    names = [each.name for each in question.councils]
    values = [side.moment.value for side in sides]
    return ComparePage(
        title=_title(question, sides, region),
        lede="Two elections of one council, two councils, or one region through time.",
        problems=tuple(problem.message for problem in problems),
        councils=tuple(each.name for each in material.councils),
        regions=material.regions,
        first=names[0] if names else "",
        second=names[1] if len(names) > 1 else "",
        one=question.councils[0] if len(question.councils) == 1 else None,
        moments=tuple(
            MomentOption(
                each.value,
                each.label,
                each.value == next(iter(values), None),
                each.value == next(iter(values[1:]), None),
            )
            for each in moments
        ),
        region=question.region,
        two=_two_sides(sides, material.parties) if len(sides) == 2 else None,
        years=None
        if region is None
        else region_years_view(region, material.years, material.contests, material.parties),
        here=address_of(
            material.address,
            councils=[each.slug for each in question.councils],
            at=question.at,
            region=question.region,
        ),
    )


def _title(question: Question, sides: Sequence[Side], region: RegionFacts | None) -> str:
    if region is not None:
        return f"Control in {region.in_a_sentence}, year by year"
    match question.councils:
        case (council,) if sides:
            earlier, later = (_within(side.moment.label) for side in sides)
            return f"{council.name}: {earlier} and {later}"
        case (first, second):
            return f"{first.name} and {second.name}"
        case (council,):
            return f"Compare {council.name}"
        case _:
            return "Compare"


def _within(label: str) -> str:
    """Return a moment as it reads within a title: "election of 4 May 2023", "1999"."""
    return label[:1].lower() + label[1:]


def _moments(material: CompareMaterial, council: CouncilChoice) -> tuple[Moment, ...]:
    """Return the moments of a council there are: elections and years, the newest first."""
    elections = [
        moment_of(each)
        for each in material.contests
        if each.contest.council.slug == council.slug and each.result is not None
    ]
    years = sorted(
        (each.year for each in material.years if each.council == council.slug), reverse=True
    )
    return (*elections, *(Moment(str(year), str(year)) for year in years))


def _two_moments(
    material: CompareMaterial,
    council: CouncilChoice,
    moments: Sequence[Moment],
    problems: list[Problem],
) -> tuple[Side, ...]:
    values = [each.value for each in moments]
    wrong = [each for each in material.question.at if each not in values]
    problems += [_no_such_moment(each, council, moments) for each in wrong[:2]]
    asked = [each for each in material.question.at if each in values]
    if len(asked) > 2:
        problems.append(Problem(AT, asked[2], "Two moments can be compared, not more."))
    chosen = _filled_up(asked[:2], values)
    if len(chosen) < 2:
        if not moments:
            problems.append(Problem(AT, "", f"Nothing of {council.name} is here yet to compare."))
        return ()
    return _sides_of(material, [(council, value) for value in sorted(chosen)])


def _filled_up(asked: Sequence[str], values: Sequence[str]) -> list[str]:
    """Return two moments: those asked for, else the newest election and what was before it.

    `values` are the newest first, elections before years. Before an election comes the one before
    it, or else the year a term earlier, or the nearest before that.
    """
    elections = [each for each in values if "-" in each]
    years = [each for each in values if "-" not in each]
    chosen = list(asked) or elections[:1] or years[:1]
    if len(chosen) == 1:
        (one,) = chosen
        earlier = [each for each in elections if each < one] or [
            each for each in years if int(each) <= int(one[:4]) - TERM
        ]
        later = [each for each in reversed([*elections, *years]) if each > one]
        chosen += earlier[:1] or later[:1]
    return chosen


def _no_such_moment(value: str, council: CouncilChoice, moments: Sequence[Moment]) -> Problem:
    shown = value if len(value) <= 40 else f"{value[:39]}\u2026"
    if not moments:
        there = "Nothing of it is here yet."
    else:
        elections = [each.value for each in moments if "-" in each.value]
        years = sorted(each.value for each in moments if "-" not in each.value)
        parts = [f"elections {', '.join(elections)}"] if elections else []
        parts += [f"years from {years[0]} to {years[-1]}"] if years else []
        there = f"There are: {'; '.join(parts)}."
    return Problem(
        AT, shown, f"{council.name} has no election and no year \u201c{shown}\u201d here. {there}"
    )


def _two_councils(material: CompareMaterial, problems: list[Problem]) -> tuple[Side, ...]:
    """Return two councils at their newest results, or both at the one moment asked for."""
    pairs = []
    for council in material.question.councils:
        moments = _moments(material, council)
        values = [each.value for each in moments]
        asked = material.question.at[:1]
        if asked and asked[0] not in values:
            problems.append(_no_such_moment(asked[0], council, moments))
        value = next((each for each in (*asked, *values) if each in values), None)
        if value is not None:
            pairs.append((council, value))
        else:
            message = f"No result and no year of {council.name} is here yet."
            problems.append(Problem(AT, "", message))
    return _sides_of(material, pairs) if len(pairs) == 2 else ()


def _sides_of(
    material: CompareMaterial, pairs: Sequence[tuple[CouncilChoice, str]]
) -> tuple[Side, ...]:
    contests = {
        (each.contest.council.slug, each.contest.election.slug): each for each in material.contests
    }
    years = {(each.council, str(each.year)): each for each in material.years}
    sides = []
    for council, value in pairs:
        if (contest := contests.get((council.slug, value))) is not None:
            href = f"/elections/{value}/{council.slug}/"
            side = side_of_contest(council, contest, material.parties, href=href)
        else:
            year = years[council.slug, value]
            href = council.findable.href
            side = side_of_year(council, year, material.parties, href=href)
        if side is not None:
            sides.append(side)
    return tuple(sides)


def _two_sides(sides: tuple[Side, ...], parties: Parties) -> TwoSides:
    bars = on_one_scale([side.bar for side in sides])
    same = sides[0].council == sides[1].council
    return TwoSides(
        tuple(
            SideHead(
                side.council.name,
                side.council.slug,
                side.heading,
                side.href,
                side.holder,
                side.control_text,
                bar,
            )
            for side, bar in zip(sides, bars, strict=True)
        ),
        control_in_words(sides, parties),
        sizes_in_words(sides),
        plain_rows(sides),
        party_rows(sides, parties, has_shares=bool(sizes_in_words(sides))),
        "Difference" if same else f"{sides[1].council.name} has",
        any(not side.is_result for side in sides),
        any(side.is_result for side in sides),
    )
