"""The board: every expected council with its state, by region, and what waits for whom how long."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from elections.domain.desk.standing import (
    STANDINGS,
    AtTheDesk,
    InPartFromReports,
    PublishedFromReports,
    Reports,
    Standing,
    standing_waits_for,
    state_at_the_desk,
)
from elections.domain.desk.states import Check, StateName, published_in, typists_of
from elections.domain.desk.waiting import WaitsFor, asked_of
from elections.domain.polling import TooEarly
from elections.domain.words.election_words import opens_words
from elections.pages.desk.refused import STANDING_WORDS
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
WAITS_CHOICES: Mapping[str, str] = {
    "long": f"Waiting for {int(LONG.total_seconds()) // 60} minutes or more",
    **{str(waits): capitalised(words) for waits, words in WAITS_FOR_WORDS.items() if words},
    "disputed": "Sources differ",
}
MEANWHILE_WORDS = {
    Reports.NONE: "",
    Reports.IN_PART: "readers see reports, in part",
    Reports.WHOLE: "readers see reports",
}
# So many of those that wait long are named above the regions.
MOST_LATE = 8


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One contest of the board. `held_by` has the entry before them now, or nobody."""

    contest: ContestFacts
    standing: Standing
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
    too_early: TooEarly | None = None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One council of the board."""

    contest: ContestFacts
    state: str
    state_text: str
    meanwhile: str
    waits: str
    waited: str
    is_late: bool
    held_by: str
    disputed: str
    is_mine: bool
    waits_for: WaitsFor
    waited_minutes: int

    @property
    def says(self) -> str:
        """Return what is said of it when it changes: "Medway: agreed"."""
        return f"{self.contest.council.name}: {self.state_text.lower()}"


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
    opens_text: str
    done_text: str
    states: tuple[BoardChoice, ...]
    waits: tuple[BoardChoice, ...]
    regions: tuple[BoardChoice, ...]
    shown: tuple[BoardRegion, ...]
    shown_text: str
    late: tuple[BoardRow, ...]
    q: str
    hidden: tuple[tuple[str, str], ...]
    is_narrowed: bool
    here: str
    meant: str
    others: tuple[ElectionFacts, ...]


CHECK_TEXTS = {
    Check.APPROVAL: "One entry and an approval by somebody else are asked for.",
    Check.SECOND_ENTRY: "Two entries by two people are asked for.",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the board is narrowed down to; what is empty leaves nothing out."""

    region: str = ""
    state: str = ""
    waits: str = ""
    q: str = ""

    def fits(self, row: BoardRow) -> bool:
        """Return whether a row is one of those that are asked for."""
        return (
            (not self.region or row.contest.council.region.slug == self.region)
            and (not self.state or (row.is_mine if self.state == MINE else row.state == self.state))
            and self._waits(row)
            and (not self.q or self.q.casefold() in row.contest.council.name.casefold())
        )

    def _waits(self, row: BoardRow) -> bool:
        match self.waits:
            case "":
                return True
            case "long":
                return row.is_late
            case "disputed":
                return bool(row.disputed)
            case _:
                return row.waits_for == self.waits

    @property
    def query(self) -> str:
        """Return the query string that asks for it."""
        named = (
            ("region", self.region),
            ("state", self.state),
            ("waits", self.waits),
            ("q", self.q),
        )
        return urlencode({name: value for name, value in named if value})


def board_page(material: BoardMaterial, *, asked: Mapping[str, str], address: str) -> BoardPage:
    """Return the board, narrowed down by `region`, `state` (or `mine`), `waits` and a name `q`.

    `waits` is whom a result waits for, or `long` or `disputed`. What is asked for and is none
    leaves nothing out. The page's `meant` is the slug of the one council that `q` names, or nothing.
    """
    rows = [_row(each, material) for each in material.contests]
    regions = {row.contest.council.region.slug: row.contest.council.region.name for row in rows}
    now = _Asked(
        region=_one_of(asked.get("region", ""), regions),
        state=_one_of(asked.get("state", ""), (*STANDINGS, MINE)),
        waits=_one_of(asked.get("waits", ""), WAITS_CHOICES),
        q=asked.get("q", "").strip()[:80],
    )

    def choices(facet: str, labels: Mapping[str, str]) -> tuple[BoardChoice, ...]:
        chosen = getattr(now, facet)
        found = []
        for value, label in labels.items():
            choice = replace(now, **{facet: value})
            number = sum(choice.fits(row) for row in rows)
            query = replace(now, **{facet: "" if value == chosen else value}).query
            if number or value in (chosen, MINE):
                href = f"{address}?{query}" if query else address
                found.append(BoardChoice(label, href, number, value == chosen))
        return tuple(found)

    shown = [row for row in rows if now.fits(row)]
    states = {MINE: "For me to do"} | {
        name: capitalised(STANDING_WORDS[name]) for name in STANDINGS
    }
    return BoardPage(
        election=material.election,
        title=f"Results desk: {material.election.name}",
        check_text=CHECK_TEXTS[material.check],
        opens_text=""
        if material.too_early is None
        else opens_words(material.too_early, material.election.polling_day),
        done_text=_done_text(material.contests),
        states=choices("state", states),
        waits=choices("waits", WAITS_CHOICES),
        regions=choices("region", dict(sorted(regions.items(), key=lambda each: each[1]))),
        shown=_by_region(shown),
        shown_text=count(len(shown), "council"),
        late=tuple(
            row
            for row in sorted(shown, key=lambda row: (-row.waited_minutes, row.says))
            if row.is_late
        )[:MOST_LATE],
        q=now.q,
        hidden=tuple(
            (name, value)
            for name, value in (("region", now.region), ("state", now.state), ("waits", now.waits))
            if value
        ),
        is_narrowed=bool(now.query),
        here=f"{address}?{now.query}" if now.query else address,
        meant=_meant(now.q, material.contests),
        others=material.others,
    )


def _meant(q: str, contests: Sequence[OnBoard]) -> str:
    """Return the slug of the one council that a few letters stand for: its name, its beginning, a part."""
    letters = q.casefold()
    if not letters:
        return ""
    names = {each.contest.council.slug: each.contest.council.name.casefold() for each in contests}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [slug for slug, name in names.items() if fits(name, letters)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _done_text(contests: Sequence[OnBoard]) -> str:
    """Return how many the desk has published, and how many are before readers without it."""
    standings = [each.standing for each in contests]
    done = sum(published_in(state_at_the_desk(each)) is not None for each in standings)
    told = [f"{done} of {count(len(standings), 'council')} published by the desk"]
    if whole := sum(isinstance(each, PublishedFromReports) for each in standings):
        told.append(f"{whole} from reports")
    if in_part := sum(isinstance(each, InPartFromReports) for each in standings):
        told.append(f"{in_part} in part from reports")
    return f"{', '.join(told)}."


def _one_of(value: str, known: Container[str]) -> str:
    return value if value in known else ""


def _by_region(rows: Sequence[BoardRow]) -> tuple[BoardRegion, ...]:
    regions: dict[str, list[BoardRow]] = {}
    for row in rows:
        regions.setdefault(row.contest.council.region.slug, []).append(row)
    return tuple(
        BoardRegion(
            group[0].contest.council.region,
            tuple(sorted(group, key=lambda row: (not row.is_late, row.contest.council.name))),
        )
        for group in sorted(
            regions.values(), key=lambda group: group[0].contest.council.region.name
        )
    )


def _row(each: OnBoard, material: BoardMaterial) -> BoardRow:
    standing = each.standing
    waits = standing_waits_for(standing, material.check)
    waited = None if each.waiting_since is None else material.now - each.waiting_since
    # Nobody counts how long a first entry takes, but readers are without a result that was taken back.
    is_counted = waits is not WaitsFor.FIRST_TYPIST or standing.name == StateName.RETRACTED
    is_waiting = is_counted and waits is not WaitsFor.NOBODY
    return BoardRow(
        waits_for=waits,
        waited_minutes=0 if waited is None else int(waited.total_seconds()) // 60,
        contest=each.contest,
        state=standing.name,
        state_text=capitalised(STANDING_WORDS[standing.name]),
        meanwhile=MEANWHILE_WORDS[standing.meanwhile] if isinstance(standing, AtTheDesk) else "",
        waits=WAITS_FOR_WORDS[waits],
        waited=_lasting(waited) if waited is not None and is_waiting else "",
        is_late=is_waiting and waited is not None and waited >= LONG,
        held_by=each.held_by,
        disputed=count(each.disputed, "figure") + " disputed" if each.disputed else "",
        is_mine=_is_mine(each, waits, material),
    )


def _is_mine(each: OnBoard, waits: WaitsFor, material: BoardMaterial) -> bool:
    """Return whether this person can take the next step now, and nobody else is at it."""
    rights, state = material.rights, state_at_the_desk(each.standing)
    is_own = material.by in typists_of(state)
    if material.too_early is not None or (each.held_by and each.held_by != material.by):
        return False
    match waits:
        case WaitsFor.FIRST_TYPIST:
            return rights.enter
        case WaitsFor.SECOND_TYPIST:
            return rights.enter and not is_own
        case WaitsFor.VERIFIER:
            return rights.check and not is_own
        case WaitsFor.TYPISTS_AGAIN:
            return bool(asked_of(state, material.by))
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
