"""The board: every expected council with its state, by region, and what waits for whom how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from elections.domain.desk.states import STATES, Check, State, typists_of
from elections.domain.desk.waiting import WaitsFor, asked_of, waits_for
from elections.pages.desk.refused import STATE_WORDS
from elections.pages.desk.result import Rights
from elections.pages.facts import ContestFacts, ElectionFacts, RegionFacts
from elections.pages.words import capitalised, count

# What waits longer than this is named first.
LONG = timedelta(minutes=30)
MINE = "mine"

WAITS_FOR_WORDS = {
    WaitsFor.FIRST_TYPIST: "first entry",
    WaitsFor.SECOND_TYPIST: "second entry",
    WaitsFor.VERIFIER: "approval",
    WaitsFor.TYPISTS_AGAIN: "lines to be typed again",
    WaitsFor.EDITOR: "an editor, to settle",
    WaitsFor.PUBLISHER: "an editor, to publish",
    WaitsFor.NOBODY: "",
}


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One contest of the board. `held_by` has the entry before them now, or nobody."""

    contest: ContestFacts
    state: State
    waiting_since: datetime | None
    held_by: str
    disputed: int


@dataclass(frozen=True, slots=True)
class BoardMaterial:
    """What the board is made from."""

    election: ElectionFacts
    check: Check
    contests: tuple[OnBoard, ...]
    others: tuple[ElectionFacts, ...]
    by: str
    rights: Rights
    now: datetime


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One council of the board."""

    contest: ContestFacts
    state: str
    state_text: str
    waits: str
    waited: str
    is_late: bool
    held_by: str
    disputed: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class BoardRegion:
    """The councils of one region."""

    region: RegionFacts
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """A choice of the board's filters, and how many councils it leaves."""

    label: str
    href: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board of one election."""

    election: ElectionFacts
    title: str
    check_text: str
    done_text: str
    states: tuple[BoardChoice, ...]
    regions: tuple[BoardChoice, ...]
    shown: tuple[BoardRegion, ...]
    shown_text: str
    here: str
    others: tuple[ElectionFacts, ...]


CHECK_TEXTS = {
    Check.APPROVAL: "One entry and an approval by somebody else are asked for.",
    Check.SECOND_ENTRY: "Two entries by two people are asked for.",
}


def board_page(material: BoardMaterial, *, asked: Mapping[str, str], address: str) -> BoardPage:
    """Return the board, narrowed down by `region`, `state` (or `mine`) and a name `q`.

    What is asked for and is none leaves nothing out.
    """
    region, state, q = (asked.get(name, "") for name in ("region", "state", "q"))
    rows = [(_row(each, material), each) for each in material.contests]
    regions = {each.contest.council.region.slug: each.contest.council.region for _, each in rows}
    if region not in regions:
        region = ""
    if state not in (*STATES, MINE):
        state = ""

    def fits(row: BoardRow, *, region: str, state: str) -> bool:
        return (
            (not region or row.contest.council.region.slug == region)
            and (not state or (row.is_mine if state == MINE else row.state == state))
            and (not q or q.casefold() in row.contest.council.name.casefold())
        )

    def link(**changed: str) -> str:
        given = {"region": region, "state": state, "q": q} | changed
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{address}?{query}" if query else address

    shown = [row for row, _ in rows if fits(row, region=region, state=state)]
    states = Counter(row.state for row, _ in rows if fits(row, region=region, state=""))
    mine = sum(row.is_mine for row, _ in rows if fits(row, region=region, state=""))
    by_region = Counter(
        row.contest.council.region.slug for row, _ in rows if fits(row, region="", state=state)
    )
    done = sum(row.state in ("published", "corrected") for row, _ in rows)
    return BoardPage(
        election=material.election,
        title=f"Results desk: {material.election.name}",
        check_text=CHECK_TEXTS[material.check],
        done_text=f"{done} of {count(len(rows), 'council')} published.",
        states=(
            BoardChoice(
                "For me to do", link(state="" if state == MINE else MINE), mine, state == MINE
            ),
            *(
                BoardChoice(
                    capitalised(STATE_WORDS[name]),
                    link(state="" if state == name else name),
                    states[name],
                    state == name,
                )
                for name in STATES
                if states[name] or state == name
            ),
        ),
        regions=tuple(
            BoardChoice(
                each.name,
                link(region="" if region == slug else slug),
                by_region[slug],
                region == slug,
            )
            for slug, each in regions.items()
        ),
        shown=_by_region(shown),
        shown_text=count(len(shown), "council"),
        here=link(),
        others=material.others,
    )


def _by_region(rows: Sequence[BoardRow]) -> tuple[BoardRegion, ...]:
    regions: dict[str, list[BoardRow]] = {}
    for row in rows:
        regions.setdefault(row.contest.council.region.slug, []).append(row)
    return tuple(
        BoardRegion(
            group[0].contest.council.region,
            tuple(sorted(group, key=lambda row: (not row.is_late, row.contest.council.name))),
        )
        for group in regions.values()
    )


def _row(each: OnBoard, material: BoardMaterial) -> BoardRow:
    waits = waits_for(each.state, material.check)
    waited = None if each.waiting_since is None else material.now - each.waiting_since
    is_waiting = waits not in (WaitsFor.NOBODY, WaitsFor.FIRST_TYPIST)
    return BoardRow(
        contest=each.contest,
        state=each.state.name,
        state_text=capitalised(STATE_WORDS[each.state.name]),
        waits=WAITS_FOR_WORDS[waits],
        waited=_lasting(waited) if waited is not None and is_waiting else "",
        is_late=is_waiting and waited is not None and waited >= LONG,
        held_by=each.held_by,
        disputed=count(each.disputed, "figure") + " disputed" if each.disputed else "",
        is_mine=_is_mine(each, waits, material),
    )


def _is_mine(each: OnBoard, waits: WaitsFor, material: BoardMaterial) -> bool:
    """Return whether this person can take the next step, and nobody else is at it."""
    rights, is_own = material.rights, material.by in typists_of(each.state)
    if each.held_by and each.held_by != material.by:
        return False
    match waits:
        case WaitsFor.FIRST_TYPIST:
            return rights.enter
        case WaitsFor.SECOND_TYPIST:
            return rights.enter and not is_own
        case WaitsFor.VERIFIER:
            return rights.check and not is_own
        case WaitsFor.TYPISTS_AGAIN:
            return bool(asked_of(each.state, material.by))
        case WaitsFor.EDITOR:
            return rights.publish and not is_own
        case WaitsFor.PUBLISHER:
            return rights.publish
        case WaitsFor.NOBODY:
            return False


def _lasting(waited: timedelta) -> str:
    minutes = max(0, int(waited.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes // (24 * 60)} days"
