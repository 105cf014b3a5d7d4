"""The councils that stand out: where most seats moved, the closest majorities, who fell one short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from elections.browsing.contests import ContestSummary
from elections.browsing.criteria import Criteria
from elections.domain.figures import known_value
from elections.domain.overview.standing_out import (
    JustShort,
    MajorityHeld,
    MarginMoved,
    SeatsMoved,
    just_short,
    majorities_held,
    margins_moved,
    seats_moved,
)
from elections.domain.words.naming import joined, seats_in_words
from elections.pages.facts import ContestFacts, Parties
from elections.pages.words import capitalised, count, signed

# As many as are read at a glance; so many more are behind a fold.
AT_ONCE, FOLDED = 5, 10
# Where fewer are shown anyway, the table says all of this.
FEWEST = 4

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Line:
    """One council that stands out, the figure that makes it so, and what the figure is of."""

    contest: ContestFacts
    figure: str
    text: str
    holder: str


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A list of councils, the most striking first. `more` are folded; `rest` leads to all."""

    key: str
    heading: str
    note: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...]
    rest: str = ""
    rest_text: str = ""


def standing_out(
    contests: Sequence[ContestSummary], parties: Parties, address: str, criteria: Criteria
) -> tuple[StandsOut, ...]:
    """Return the lists of what stands out, none of them empty. None where few are shown."""
    if len(contests) < FEWEST:
        return ()
    facts = {each.contest.ballot_id: each.contest for each in contests}
    counted = {
        each.contest.ballot_id: each.counted for each in contests if each.counted is not None
    }
    bundles = {slug for slug, party in parties.by_slug.items() if party.is_bundle}
    moved = seats_moved(counted, bundles=bundles)
    compared = sum(
        any(known_value(figure) is not None for figure in each.before.change.values())
        for each in counted.values()
        if each.before is not None
    )
    held = majorities_held(counted)
    margins = margins_moved(counted)
    short = just_short(counted, bundles=bundles)

    def gain(each: SeatsMoved[str]) -> Line:
        name = parties.name(each.party)
        return Line(facts[each.contest], _about(signed(each.change), each), name, each.party)

    def swing(each: MarginMoved[str]) -> Line:
        text = (
            f"{parties.name(each.party)}, from {_margin_words(each.before)} to "
            f"{_margin_words(each.after)}"
        )
        return Line(facts[each.contest], _about(f"{each.swing}", each), text, each.party)

    def majority(each: MajorityHeld[str]) -> Line:
        name = parties.name(each.party)
        return Line(facts[each.contest], _about(f"{each.majority}", each), name, each.party)

    def near(each: JustShort[str]) -> Line:
        text = _short_words(each, parties) + (", approximately" if each.is_approximate else "")
        return Line(facts[each.contest], f"{each.seats} of {each.total}", text, each.parties[0])

    over = f"Over {count(compared, 'council')} where changes of seats are known."
    lists = [
        _list("gains", "Most seats gained", over, [m for m in moved if m.change > 0], gain),
        _list("losses", "Most seats lost", over, [m for m in moved if m.change < 0], gain),
        _list(
            "swings",
            "Largest swings in a majority",
            "Of whoever had control or has it now. A majority is twice the seats less all seats. "
            f"Over {count(len(margins), 'council')} where both are known.",
            margins,
            swing,
        ),
        _list(
            "majorities",
            "Closest majorities",
            f"Of {count(len(held), 'council')} where somebody is known to have control, and by how "
            "much.",
            held,
            majority,
            rest=f"{address}{criteria.with_sort('majority').query}#contests-heading",
        ),
        _list(
            "short",
            "One seat short of a majority",
            "Exactly half of all seats is one short too.",
            short,
            near,
            folded=len(short),
        ),
    ]
    return tuple(each for each in lists if each.lines)


def _list(
    key: str,
    heading: str,
    note: str,
    items: Sequence[ItemT],
    line: Callable[[ItemT], Line],
    *,
    rest: str = "",
    folded: int = FOLDED,
) -> StandsOut:
    """Return the first of the items; more of them folded, unless `rest` leads to all."""
    more = () if rest else items[AT_ONCE : AT_ONCE + folded]
    return StandsOut(
        key,
        heading,
        note,
        tuple(line(each) for each in items[:AT_ONCE]),
        tuple(line(each) for each in more),
        rest if len(items) > AT_ONCE else "",
        f"All {len(items)}, the smallest first",
    )


def _about(text: str, each: SeatsMoved[str] | MarginMoved[str] | MajorityHeld[str]) -> str:
    return f"about {text}" if each.is_approximate else text


def _margin_words(margin: int) -> str:
    """Return a majority, or how many seats are short of one: "a majority of 11", "8 short of one"."""
    if margin > 0:
        return f"a majority of {margin}"
    return f"{-margin // 2 + 1} short of one"


def _short_words(each: JustShort[str], parties: Parties) -> str:
    who = joined([parties.by_slug[slug].group for slug in each.parties])
    if len(each.parties) > 1:
        short = "exactly half each" if each.is_half else f"each {seats_in_words(1)} short"
        return f"{capitalised(who)}: level, {short}"
    if each.is_half:
        return f"{capitalised(who)}, exactly half"
    return f"{capitalised(who)}, {seats_in_words(1)} short"
