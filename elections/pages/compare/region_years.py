"""One region through time: how many of its councils each party had control of, year by year.

The drawing and its table are made from the same counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from councils.domain.control import Control, Majority, NoOverallControl, NotApplicable
from elections.browsing.contests import NOC, ContestSummary
from elections.domain.words.naming import joined
from elections.pages.compare.sides import YearOfCouncil, bundles_of
from elections.pages.facts import ElectionFacts, Parties, RegionFacts
from elections.pages.words import capitalised, count, day

# What stands in the drawing beside the parties, and how it is called there.
NOT_KNOWN = "not-known"
LABELS = {NOC: "No overall control", NOT_KNOWN: "Not known"}
# One year of the drawing, and one council, in units of the drawing.
YEAR_WIDTH, HEIGHT = 14, 220
LABEL_EVERY = 10


@dataclass(frozen=True, slots=True)
class Count:
    """How many councils somebody had control of; `holder` is the colour."""

    holder: str
    label: str
    councils: int


@dataclass(frozen=True, slots=True)
class RegionYear:
    """One year's councils by who had control, in the order of the columns."""

    year: int
    counts: tuple[Count, ...]
    councils: int


@dataclass(frozen=True, slots=True)
class RegionElection:
    """One election's councils by who had control after it, and the link to them."""

    election: ElectionFacts
    name: str
    counts: tuple[Count, ...]
    councils: int
    query: str


@dataclass(frozen=True, slots=True)
class Rect:
    """One block of the drawing."""

    holder: str
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that is written under the drawing."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class YearsDrawing:
    """The blocks of all years, and how large the drawing is."""

    width: int
    height: int
    rects: tuple[Rect, ...]
    ticks: tuple[Tick, ...]
    bar_width: int = YEAR_WIDTH - 2


@dataclass(frozen=True, slots=True)
class RegionYearsView:
    """A region through time. `headers` name the columns, `description` says the drawing in words."""

    region: RegionFacts
    headers: tuple[Count, ...]
    years: tuple[RegionYear, ...]
    elections: tuple[RegionElection, ...]
    drawing: YearsDrawing | None
    description: str
    summary: str
    left_out: str


def region_years_view(
    region: RegionFacts,
    years: Sequence[YearOfCouncil],
    contests: Sequence[ContestSummary],
    parties: Parties,
) -> RegionYearsView:
    """Return a region's councils by who had control, year by year and election by election."""
    bundles = bundles_of(parties)
    by_year: dict[int, Counter[str]] = {}
    without = set()
    for each in years:
        control = each.control(bundles)
        if isinstance(control, NotApplicable):
            without.add(each.council)
            continue
        by_year.setdefault(each.year, Counter())[_holder(control)] += 1
    by_election: dict[ElectionFacts, Counter[str]] = {}
    for contest in contests:
        after = contest.change.after
        if contest.result is not None and not isinstance(after, NotApplicable):
            by_election.setdefault(contest.contest.election, Counter())[_holder(after)] += 1
    tallies = [*by_year.values(), *by_election.values()]
    order = _order(tallies, parties)
    told = tuple(
        RegionYear(year, _counts(tally, order, parties), tally.total())
        for year, tally in sorted(by_year.items())
    )
    return RegionYearsView(
        region,
        tuple(Count(holder, _label(holder, parties), 0) for holder in order),
        tuple(reversed(told)),
        tuple(
            RegionElection(
                election,
                day(election.polling_day),
                _counts(tally, order, parties),
                tally.total(),
                f"?region={region.slug}",
            )
            for election, tally in sorted(
                by_election.items(), key=lambda each: each[0].polling_day, reverse=True
            )
        ),
        _drawing(told),
        _description(told),
        _summary(region, told, parties),
        _left_out(without),
    )


def _holder(control: Control) -> str:
    match control:
        case Majority(party=party):
            return party
        case NoOverallControl():
            return NOC
        case _:
            return NOT_KNOWN


def _order(tallies: Sequence[Mapping[str, int]], parties: Parties) -> tuple[str, ...]:
    """Return who ever had control, parties in their own order, then nobody, then not known."""
    there = {holder for tally in tallies for holder in tally}
    return (
        *sorted(there - set(LABELS), key=lambda slug: (parties.position(slug), slug)),
        *(each for each in LABELS if each in there),
    )


def _label(holder: str, parties: Parties) -> str:
    return LABELS.get(holder) or parties.name(holder)


def _counts(tally: Mapping[str, int], order: Sequence[str], parties: Parties) -> tuple[Count, ...]:
    return tuple(Count(each, _label(each, parties), tally.get(each, 0)) for each in order)


def _drawing(years: Sequence[RegionYear]) -> YearsDrawing | None:
    """Return the drawing: a column a year, as high as there are councils. Whole units throughout."""
    if not years:
        return None
    first, last = years[0].year, years[-1].year
    most = max(each.councils for each in years)
    rects = []
    for each in years:
        x, below = (each.year - first) * YEAR_WIDTH, 0
        for part in each.counts:
            if part.councils:
                foot = below * HEIGHT // most
                below += part.councils
                top = below * HEIGHT // most
                rects.append(Rect(part.holder, x, HEIGHT - top, top - foot))
    ticks = [
        Tick((year - first) * YEAR_WIDTH, str(year))
        for year in range(first, last + 1)
        if year % LABEL_EVERY == 0
    ]
    width = (last - first + 1) * YEAR_WIDTH
    return YearsDrawing(width, HEIGHT, tuple(rects), tuple(ticks))


def _in_words(year: RegionYear) -> str:
    parts = [f"{each.label} {each.councils}" for each in year.counts if each.councils]
    return f"{year.year}: {joined(parts)}, of {count(year.councils, 'council')}."


def _description(years: Sequence[RegionYear]) -> str:
    """Return the drawing in words: its ends, and a year in ten between them."""
    told = [each for each in years if each in (years[0], years[-1]) or each.year % LABEL_EVERY == 0]
    return " ".join(map(_in_words, told))


def _summary(region: RegionFacts, years: Sequence[RegionYear], parties: Parties) -> str:
    if not years:
        return f"No council of {region.in_a_sentence} is here with its seats by year."
    newest = years[-1]
    parts = sorted(
        (each for each in newest.counts if each.councils), key=lambda each: -each.councils
    )
    told = [_had(each, parties) for each in parts]
    return capitalised(
        f"in {newest.year}, of {count(newest.councils, 'council')} in {region.in_a_sentence}, "
        f"{joined(told)}."
    )


def _had(part: Count, parties: Parties) -> str:
    if part.holder == NOC:
        return f"{part.councils} {'was' if part.councils == 1 else 'were'} under no overall control"
    if part.holder == NOT_KNOWN:
        return f"of {part.councils} it is not known"
    return f"{parties.by_slug[part.holder].group} had {part.councils}"


def _left_out(without: set[str]) -> str:
    if not without:
        return ""
    number = count(len(without), "council")
    return f"Left out: {number} where no party has control by design."
