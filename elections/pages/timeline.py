"""A council's seats and control year by year: one dataset for the drawing, its table and the CSV.

The drawing is the server's own: a bar a year, the parties' seats stacked on it from the bottom and
the top, so that whoever reaches past the line of half has a majority, and bands of control below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from councils.domain.composition import Composition
from councils.domain.control import Control, Majority
from councils.domain.council_types import CouncilType, why_no_party_control
from councils.domain.yearly import Band, Year, bands, control_by_year, missing_years, new_sizes
from elections.browsing.contests import ContestSummary, control_labels, control_value
from elections.domain.baselines import Baseline
from elections.domain.figures import known_value
from elections.domain.words.naming import joined
from elections.pages.charts import LABELS, VACANT
from elections.pages.facts import Parties
from elections.pages.register import YearRecord
from elections.pages.words import count, day

# The drawing's own units, which are pixels: it is never scaled, so that its letters can be read.
WIDE, WIDEST_YEAR = 1060, 40
TOP, HIGH = 34, 230
DOTS = TOP + HIGH + 8
BANDS, BAND_HIGH = DOTS + 10, 14
BAND_TEXT, YEAR_TEXT = BANDS + BAND_HIGH + 13, BANDS + BAND_HIGH + 32
TALL = YEAR_TEXT + 6
LETTER = 7
# Room on both sides, so that the letters of the first and the last year are not cut off.
SIDE = 8
YEAR_LABEL = 39

# What a band is called where its name is too long for it, in the field's own letters.
SHORT = MappingProxyType(
    {
        "conservative": "Con",
        "green": "Grn",
        "independent": "Ind",
        "labour": "Lab",
        "liberal-democrats": "LD",
        "noc": "NOC",
        "plaid-cymru": "PC",
        "reform-uk": "Ref",
        "snp": "SNP",
        "undetermined": "?",
    }
)
# What control is called where no party has it.
CONTROL_NAMES = control_labels(Parties.of(()))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One year in the table. `cells` are seats by column, `election` the polling day of a contest."""

    year: int
    control: str
    holder: str
    cells: tuple[int | None, ...]
    seats: int
    election: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One holder's seats in every year, as the outline of its parts of the bars."""

    holder: str
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """One year's column: the text that shows over it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnBand:
    """Years in a row under the same control. `letters` is its label where there is room."""

    holder: str
    x: int
    width: int
    letters: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Letters at a place along the years, and how high they stand."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bars, the line of half, the bands and the letters, in units that are pixels."""

    width: int
    stacks: tuple[Stack, ...]
    years: tuple[DrawnYear, ...]
    half: str
    bands: tuple[DrawnBand, ...]
    sizes: tuple[Label, ...]
    borders: tuple[int, ...]
    dots: tuple[int, ...]
    labels: tuple[Label, ...]

    # Where the rows stand, the same in every drawing.
    height: int = TALL
    top: int = TOP
    foot: int = TOP + HIGH
    dot_y: int = DOTS
    band_y: int = BANDS
    band_height: int = BAND_HIGH
    letters_y: int = BAND_TEXT


@dataclass(frozen=True, slots=True)
class Timeline:
    """A council year by year. `drawing` is None where there are fewer than two years."""

    first: int
    last: int
    columns: tuple[tuple[str, str], ...]
    rows: tuple[TableRow, ...]
    drawing: Drawing | None
    description: str
    spans: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    controls: Mapping[int, Control]

    @property
    def years_text(self) -> str:
        """Return the years in words: "1973 to 2026"."""
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"


def controls_of(
    years: Sequence[YearRecord], council_type: CouncilType, parties: Parties
) -> dict[int, Control]:
    """Return who had control in each year, from its seats: a bundle is never given a majority."""
    return control_by_year(
        _as_domain(years),
        bundles={slug for slug in parties.by_slug if parties.is_bundle(slug)},
        instead=why_no_party_control(council_type),
    )


def timeline(
    years: Sequence[YearRecord],
    council_type: CouncilType,
    contests: Sequence[ContestSummary],
    parties: Parties,
) -> Timeline | None:
    """Return a council's years, the oldest first in the drawing and the newest first in the table.

    None where no year is known. `contests` are those of the council, for their days.
    """
    if not years:
        return None
    controls = controls_of(years, council_type, parties)
    polls = _polls(contests)
    order = _columns(years, parties)
    applies = why_no_party_control(council_type) is None
    found = bands(controls) if applies else ()
    spans = tuple(
        (control_value(band.control), control_name(band.control, parties), _span(band))
        for band in found
    )
    return Timeline(
        first=years[0].year,
        last=years[-1].year,
        columns=tuple((slug, _name(slug, parties)) for slug in order),
        rows=tuple(
            TableRow(
                each.year,
                control_name(controls[each.year], parties),
                control_value(controls[each.year]),
                tuple(_seats(each).get(slug) for slug in order),
                each.seats,
                polls[each.year][-1].contest.election.slug if each.year in polls else "",
            )
            for each in reversed(years)
        ),
        drawing=_drawing(years, controls, found, polls, parties) if len(years) > 1 else None,
        description=" ".join(f"{span}: {name}." for _, name, span in spans)
        or "No control by party.",
        spans=spans,
        notes=tuple(_notes(years, polls, parties)),
        controls=controls,
    )


def _as_domain(years: Sequence[YearRecord]) -> list[Year]:
    return [Year(each.year, Composition(each.parties, each.vacant)) for each in years]


def _seats(year: YearRecord) -> dict[str, int]:
    vacant = {VACANT: year.vacant} if year.vacant else {}
    return {**year.parties, **vacant}


def _name(holder: str, parties: Parties) -> str:
    return LABELS.get(holder) or parties.names.party(holder).name


def control_name(control: Control, parties: Parties) -> str:
    """Return who had control in two or three words, as a filter names it."""
    match control:
        case Majority(party=party):
            return parties.name(party)
        case _:
            return CONTROL_NAMES[control_value(control)]


def _span(band: Band) -> str:
    return f"{band.first}" if band.first == band.last else f"{band.first} to {band.last}"


def _polls(contests: Sequence[ContestSummary]) -> dict[int, list[ContestSummary]]:
    """Return the contests by the year of their poll, the oldest first."""
    polls: dict[int, list[ContestSummary]] = {}
    for each in sorted(contests, key=lambda each: each.contest.election.polling_day):
        polls.setdefault(each.contest.election.polling_day.year, []).append(each)
    return polls


def _columns(years: Sequence[YearRecord], parties: Parties) -> list[str]:
    """Return who ever held a seat, by the seats of all years together; bundles and vacant last."""
    held: Counter[str] = Counter()
    for each in years:
        held.update(_seats(each))
    return sorted(
        held,
        key=lambda slug: (
            slug == VACANT,
            slug != VACANT and parties.is_bundle(slug),
            -held[slug],
            slug,
        ),
    )


def _stacked(years: Sequence[YearRecord], parties: Parties) -> list[str]:
    """Return the holders from the bottom of a bar to its top.

    Who had most seats in most years stands at the bottom and the next at the top: each of the two
    then has a majority where it reaches past the middle from its end.
    """
    order = _columns(years, parties)
    named = [slug for slug in order if slug != VACANT and not parties.is_bundle(slug)]
    first = Counter(
        max(named, key=lambda slug: _seats(each).get(slug, 0)) for each in years if named
    )
    rivals = sorted(named, key=lambda slug: (-first[slug], order.index(slug)))[:2]
    between = [slug for slug in order if slug not in rivals]
    return [*rivals[:1], *between, *rivals[1:]]


def _drawing(
    years: Sequence[YearRecord],
    controls: Mapping[int, Control],
    found: Sequence[Band],
    polls: Mapping[int, Sequence[ContestSummary]],
    parties: Parties,
) -> Drawing:
    first, last = years[0].year, years[-1].year
    step = min(WIDEST_YEAR, WIDE // (last - first + 1))
    gap = 3 if step > 15 else 2
    most = max(each.seats for each in years)
    wide = step - gap

    def x(year: int) -> int:
        return (year - first) * step + SIDE

    def y(seats: int) -> int:
        return TOP + HIGH - (seats * HIGH + most // 2) // most

    paths: dict[str, list[str]] = {}
    order = _stacked(years, parties)
    for each in years:
        start, seats = 0, _seats(each)
        for holder in order:
            if seats.get(holder):
                end = start + seats[holder]
                paths.setdefault(holder, []).append(
                    f"M{x(each.year)} {y(end)}h{wide}V{y(start)}h-{wide}z"
                )
                start = end
    sized = {years[0].year, *(each.year for each in new_sizes(_as_domain(years)))}
    reviewed = sized - {first} | {
        year for year, held in polls.items() if first < year <= last and any(map(_redrawn, held))
    }
    applies = bool(found)
    return Drawing(
        width=(last - first + 1) * step + 2 * SIDE,
        stacks=tuple(
            Stack(holder, _name(holder, parties), "".join(paths[holder]))
            for holder in _columns(years, parties)
        ),
        years=tuple(
            DrawnYear(
                f"M{x(each.year)} {TOP}h{wide}V{BANDS + BAND_HIGH}h-{wide}z",
                _year_text(each, controls[each.year], polls.get(each.year, ()), parties),
            )
            for each in years
        ),
        half="".join(_half_line(years, x, y, step)) if applies else "",
        bands=tuple(
            _band(band, x(band.first), x(band.last) + wide - x(band.first), parties)
            for band in found
        ),
        sizes=tuple(
            _side_by_side(
                (x(each.year), f"{each.seats} seats" if each.year == first else f"{each.seats}")
                for each in years
                if each.year in sized
            )
        ),
        borders=tuple(x(year) - gap // 2 - 1 for year in sorted(reviewed)),
        dots=tuple(x(year) + wide // 2 for year in sorted(polls) if first <= year <= last),
        labels=tuple(
            Label(x(year) + wide // 2, YEAR_TEXT, f"{year}")
            for year in range(first, last + 1)
            if (last - year) % _labelled(step) == 0
        ),
    )


def _side_by_side(texts: Iterable[tuple[int, str]]) -> Iterator[Label]:
    """Yield letters over the bars, in two rows where they would touch; none where both are full."""
    free = {TOP - 6: 0, TOP - 20: 0}
    for x, text in texts:
        row = next((row for row, until in free.items() if until <= x), None)
        if row is not None:
            free[row] = x + LETTER * (len(text) + 1)
            yield Label(x, row, text)


def _labelled(step: int) -> int:
    """Return every how many years one is written under the bars."""
    return next((every for every in (1, 2, 5) if every * step > YEAR_LABEL - 1), 10)


def _redrawn(summary: ContestSummary) -> bool:
    """Return whether the poll is known to have been on new boundaries."""
    return (
        summary.result is not None and Baseline.NOTIONAL in summary.result.reconciliation.baselines
    )


def _half_line(
    years: Sequence[YearRecord], x: Callable[[int], int], y: Callable[[int], int], step: int
) -> Iterator[str]:
    """Yield the line of half of all seats, as long as the size stays and no year is missing."""
    start = years[0]
    for before, after in zip(years, [*years[1:], None], strict=True):
        goes_on = (
            after is not None and after.year == before.year + 1 and after.seats == before.seats
        )
        if not goes_on:
            middle = (y(0) + y(start.seats)) // 2
            yield f"M{x(start.year) - 1} {middle}H{x(before.year) + step - 1}"
            start = after or before


def _band(band: Band, x: int, width: int, parties: Parties) -> DrawnBand:
    holder, name = control_value(band.control), control_name(band.control, parties)
    letters = next(
        (text for text in (name, SHORT.get(holder, "")) if len(text) * LETTER <= width + 2), ""
    )
    return DrawnBand(holder, x, width, letters, f"{_span(band)}: {name}")


def _year_text(
    year: YearRecord, control: Control, polls: Iterable[ContestSummary], parties: Parties
) -> str:
    seats = _seats(year)
    held = joined(
        [
            f"{_name(slug, parties)} {number}"
            for slug, number in sorted(seats.items(), key=lambda each: -each[1])
        ]
    )
    voted = "".join(f" Election of {day(each.contest.election.polling_day)}." for each in polls)
    return (
        f"{year.year}: {control_name(control, parties)}. {held}, of {count(year.seats, 'seat')}."
        f"{voted}"
    )


def _notes(
    years: Sequence[YearRecord], polls: Mapping[int, Sequence[ContestSummary]], parties: Parties
) -> Iterable[str]:
    """Yield what a reader has to know of these years: what is missing, and where results differ."""
    missing = missing_years(_as_domain(years))
    if missing:
        yield f"The table has nothing for {joined([str(year) for year in missing])}."
    differing = [
        text
        for each in years
        for contest in polls.get(each.year, ())[-1:]
        if (text := _difference(each, contest, parties))
    ]
    if differing:
        yield f"It differs from the results published here: {'; '.join(differing)}."


def _difference(year: YearRecord, contest: ContestSummary, parties: Parties) -> str:
    """Return where a year's table and the result of its poll have other numbers, party by party."""
    if contest.result is None:
        return ""
    pairs = [
        (slug, year.parties.get(slug, 0), known_value(figure))
        for slug, figure in contest.result.reconciliation.after.items()
        if slug in year.parties and not parties.is_bundle(slug)
    ]
    told = [
        f"{parties.name(slug)} {table}, by the result {result}"
        for slug, table, result in sorted(pairs, key=lambda each: parties.position(each[0]))
        if result is not None and result != table
    ]
    return f"in {year.year} {joined(told)}" if told else ""
