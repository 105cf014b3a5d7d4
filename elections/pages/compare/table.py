"""Two sides of a comparison as one table, and the sentence that says what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from councils.domain.control import (
    Control,
    Majority,
    NoOverallControl,
    NotApplicable,
    Undetermined,
)
from elections.domain.figures import SeatsFigure, Unknown, known_value
from elections.domain.sources import Precision
from elections.domain.words.wording import NOT_KNOWN, status_words, value_words
from elections.pages.compare.sides import Side, parties_of
from elections.pages.facts import Parties
from elections.pages.words import capitalised, count, day, signed


@dataclass(frozen=True, slots=True)
class CompareCell:
    """One figure of one side: what it is, how it is known, and where that is told.

    `before` is the figure before the poll, where the side is a result; `share` the part of all
    seats, for councils of different sizes.
    """

    text: str
    status: str
    status_text: str
    href: str
    before: str
    share: str


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One party on both sides, and by how much the second side has more."""

    holder: str
    label: str
    cells: tuple[CompareCell, ...]
    difference: str


@dataclass(frozen=True, slots=True)
class PlainRow:
    """Something in words on both sides."""

    label: str
    cells: tuple[str, ...]


def plain_rows(sides: Sequence[Side]) -> tuple[PlainRow, ...]:
    """Return what is no number of a party: control before and after, the change, the majority."""
    rows = [
        ("Control before", [side.control_before_text for side in sides]),
        ("Control", [side.control_text for side in sides]),
        ("Change of control", [side.change for side in sides]),
        ("Counted from", [side.counted_from for side in sides]),
        ("Majority", [side.majority for side in sides]),
    ]
    return tuple(
        PlainRow(label, tuple(cell or "Not in the yearly table" for cell in cells))
        for label, cells in rows
        if any(cells)
    )


def party_rows(
    sides: Sequence[Side], parties: Parties, *, has_shares: bool
) -> tuple[CompareRow, ...]:
    """Return a row for each party that either side names, and one of all seats."""
    rows = [
        CompareRow(
            slug,
            parties.name(slug),
            tuple(_cell(side, slug, has_shares=has_shares) for side in sides),
            _difference([_figure(side, slug) for side in sides]),
        )
        for slug in parties_of(sides, parties)
        if any(_says_something(side, slug) for side in sides)
    ]
    totals = [side.total for side in sides]
    rows.append(
        CompareRow(
            "",
            "All seats",
            tuple(_total_cell(side) for side in sides),
            _difference(totals),
        )
    )
    return tuple(rows)


def sizes_in_words(sides: Sequence[Side]) -> str:
    """Return in words that the sizes differ, or nothing where they do not or are not known."""
    sizes = [known_value(side.total) for side in sides]
    first, second = sizes
    if first is None or second is None or first == second:
        return ""
    if sides[0].council == sides[1].council:
        return (
            f"The council went from {first} to {count(second, 'seat')} in between: as many seats "
            "are another part of it."
        )
    names = [side.council.name for side in sides]
    return (
        f"{names[0]} has {count(first, 'seat')} and {names[1]} {second}: compare parts of all "
        "seats, and not seats."
    )


def control_in_words(sides: Sequence[Side], parties: Parties) -> str:
    """Return who had control on either side, in a sentence."""
    first, second = sides
    if first.council == second.council:
        name = first.council.name
        if first.control == second.control == Undetermined():
            return f"{_who(first.control, parties)} {name} {_when(first)} or {_when(second)}."
        if isinstance(second.control, NotApplicable):
            return f"{_who(second.control, parties)} {name}."
        if first.control == second.control:
            return f"{_who(first.control, parties)} {name} both {_when(first)} and {_when(second)}."
        earlier, later = _who(first.control, parties), _who(second.control, parties)
        return f"{earlier} {name} {_when(first)}, and {_small(later, second.control)} it {_when(second)}."
    return " ".join(
        f"{_who(side.control, parties)} {side.council.name}."
        if isinstance(side.control, NotApplicable)
        else f"{_who(side.control, parties)} {side.council.name} {_when(side)}."
        for side in sides
    )


def _small(words: str, control: Control) -> str:
    """Return words as they read within a sentence: names of parties keep their capital."""
    if isinstance(control, Majority) and not words.startswith("The "):
        return words
    return words[:1].lower() + words[1:]


def _who(control: Control, parties: Parties) -> str:
    match control:
        case Majority(party=party):
            return f"{capitalised(parties.by_slug[party].group)} had control of"
        case NoOverallControl():
            return "Nobody had overall control of"
        case NotApplicable():
            return "By design no party has control of"
        case _:
            return "It is not known who had control of"


def _when(side: Side) -> str:
    if side.is_result:
        return f"after the election of {day(date.fromisoformat(side.moment.value))}"
    return f"in {side.moment.value}"


def _says_something(side: Side, slug: str) -> bool:
    """Return whether anything is known of a party on a side: a row of "not known" says nothing."""
    return any(
        value_words(figures.get(slug, Unknown())) != NOT_KNOWN
        for figures in (side.figures, side.before)
    )


def _figure(side: Side, slug: str) -> SeatsFigure:
    return side.figures.get(slug, Unknown())


def _cell(side: Side, slug: str, *, has_shares: bool) -> CompareCell:
    figure = _figure(side, slug)
    if not side.is_result and isinstance(figure, Unknown):
        # The table names who holds seats; whoever it does not name may be among its "other".
        return CompareCell("\u2013", "unknown", "none, or not named", "", "", "")
    before = side.before.get(slug, Unknown())
    return CompareCell(
        value_words(figure),
        type(figure).__name__.lower(),
        status_words(figure) if side.is_result else "from a yearly table",
        f"{side.href}#figure-after-{slug}" if side.is_result else side.href,
        value_words(before) if side.is_result else "",
        _share(figure, side.total) if has_shares else "",
    )


def _total_cell(side: Side) -> CompareCell:
    return CompareCell(
        value_words(side.total),
        type(side.total).__name__.lower(),
        status_words(side.total) if side.is_result else "from a yearly table",
        f"{side.href}#figure-total-after" if side.is_result else side.href,
        value_words(side.total_before) if side.is_result else "",
        "",
    )


def _share(figure: SeatsFigure, total: SeatsFigure) -> str:
    seats, size = known_value(figure), known_value(total)
    return "" if seats is None or not size else f"{round(100 * seats / size)}%"


def _difference(figures: Sequence[SeatsFigure]) -> str:
    """Return by how much the second is more, or nothing where either is not known."""
    first, second = (known_value(figure) for figure in figures)
    if first is None or second is None:
        return ""
    about = any(
        not isinstance(figure, Unknown) and figure.precision is Precision.APPROXIMATE
        for figure in figures
    )
    return (
        f"about {signed(second - first)}" if about and second != first else signed(second - first)
    )
