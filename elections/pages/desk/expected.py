"""What is expected: elections with their contests, and councils, as an admin looks after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elections.domain.contests import Scope
from elections.domain.desk.expecting import Stage, why_not_changed, why_not_taken_away
from elections.domain.desk.states import Check
from elections.domain.polling import SEASON, ElectionStatus
from elections.domain.words.election_words import STATUS_LABELS, STATUS_NOTICES
from elections.pages.words import LONDON, capitalised, count, day

CHECK_WORDS = {
    Check.SECOND_ENTRY: "two independent entries",
    Check.APPROVAL: "one entry and an approval",
}
SCOPE_WORDS = {
    Scope.WHOLE: "the whole council",
    Scope.HALVES: "half of it",
    Scope.THIRDS: "a third of it",
    Scope.UNKNOWN: "not known",
}
STAGE_WORDS = {
    Stage.EXPECTED: "expected",
    Stage.BEGUN: "begun at the desk",
    Stage.HANDED_IN: "entry handed in",
    Stage.CLAIMED: "reported, not published",
    Stage.PUBLISHED: "published",
}
UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class ElectionMaterial:
    """One election as stored, with how many contests it has and of how many something is published."""

    slug: str
    name: str
    check: Check
    expected: int
    published: int
    status: ElectionStatus = ElectionStatus.OPEN
    made_by: str = ""
    made_at: datetime | None = None
    opened_by: str = ""
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExpectedMaterial:
    """One contest as stored: what is known of it, and how far it has come."""

    council: str
    slug: str
    scope: Scope
    seats_up: int | None
    size: int | None
    stage: Stage


@dataclass(frozen=True, slots=True)
class ElectionLine:
    """An election in the list of them."""

    slug: str
    polling_day: str
    name: str
    check_text: str
    contests_text: str
    status_text: str
    notice: str


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A contest in the list of an election's, in words."""

    council: str
    slug: str
    scope_text: str
    seats_text: str
    stage_text: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """One election with its contests."""

    slug: str
    name: str
    told: str
    contests: tuple[ExpectedLine, ...]
    status: ElectionStatus
    notice: str
    status_told: str
    newest_told: str

    @property
    def is_open(self) -> bool:
        """Return whether readers see it."""
        return self.status is ElectionStatus.OPEN

    @property
    def is_a_draft(self) -> bool:
        """Return whether it is being set up."""
        return self.status is ElectionStatus.DRAFT


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """One contest: what is known of it, and why it can't be changed or taken away, if so."""

    council: str
    slug: str
    election: ElectionLine
    stage_text: str
    size_text: str
    why_not_changed: str
    why_not_taken_away: str


@dataclass(frozen=True, slots=True)
class SizeLine:
    """How many seats a council has had from a day on, and who says so."""

    seats: int
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class AliasLine:
    """Another name, address or code of a council. `kind` is as stored."""

    kind: str
    text: str
    kind_text: str


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A change of a council that waits to be published, by whom it was proposed, and why."""

    key: int
    told: str
    proposed: str
    reason: str


@dataclass(frozen=True, slots=True)
class CouncilMaterial:
    """One council as stored."""

    slug: str
    name: str
    official_name: str
    gss_code: str
    region: str
    sizes: tuple[tuple[int, date, str], ...]
    aliases: tuple[tuple[str, str], ...]
    proposals: tuple[ProposedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """One council: what it is called, its sizes and its other names."""

    slug: str
    name: str
    told: str
    sizes: tuple[SizeLine, ...]
    aliases: tuple[AliasLine, ...]
    proposals: tuple[ProposedLine, ...]


ALIAS_WORDS = {
    "slug": "address",
    "name": "name",
    "gss": "earlier GSS code",
    "code": "three-letter code",
}


def election_line(election: ElectionMaterial) -> ElectionLine:
    """Return an election in words."""
    return ElectionLine(
        slug=election.slug,
        polling_day=day(date.fromisoformat(election.slug)),
        name=election.name,
        check_text=CHECK_WORDS[election.check],
        contests_text=f"{count(election.expected, 'contest')}, {election.published} published",
        status_text=capitalised(STATUS_LABELS[election.status]),
        notice=STATUS_NOTICES[election.status],
    )


def election_page(election: ElectionMaterial, contests: Sequence[ExpectedMaterial]) -> ElectionPage:
    """Return one election with its contests in words."""
    line = election_line(election)
    return ElectionPage(
        slug=election.slug,
        name=election.name,
        told=f"{line.contests_text}. The desk asks for {line.check_text}.",
        contests=tuple(
            ExpectedLine(
                council=each.council,
                slug=each.slug,
                scope_text=SCOPE_WORDS[each.scope],
                seats_text=_of_all(each),
                stage_text=STAGE_WORDS[each.stage],
            )
            for each in contests
        ),
        status=election.status,
        notice=line.notice,
        status_told=_status_told(election),
        newest_told=_newest_told(date.fromisoformat(election.slug)),
    )


def _status_told(election: ElectionMaterial) -> str:
    """Return who made an election and who opened it, as far as that is stored."""
    told = []
    if election.made_at is not None:
        told.append(f"Made by {election.made_by} on {_moment(election.made_at)}.")
    if election.opened_at is not None:
        told.append(f"Opened by {election.opened_by} on {_moment(election.opened_at)}.")
    return " ".join(told)


def _newest_told(polling_day: date) -> str:
    """Return from when readers find an election on the front page once it is open."""
    since = polling_day - SEASON
    return (
        "Once it is open, readers find it on its own page and in every list at once. It is on the front"
        f" page from {day(since)} on, six weeks before polling day, unless a later one is there by then."
    )


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def expected_page(election: ElectionMaterial, contest: ExpectedMaterial) -> ExpectedPage:
    """Return one contest in words."""
    return ExpectedPage(
        council=contest.council,
        slug=contest.slug,
        election=election_line(election),
        stage_text=STAGE_WORDS[contest.stage],
        size_text="The council’s size is not known."
        if contest.size is None
        else f"The council has {count(contest.size, 'seat')}.",
        why_not_changed=why_not_changed(contest.stage),
        why_not_taken_away=why_not_taken_away(contest.stage),
    )


def council_page(council: CouncilMaterial) -> CouncilPage:
    """Return one council in words, its newest size first."""
    return CouncilPage(
        slug=council.slug,
        name=council.name,
        told=f"{council.official_name}, {council.gss_code or 'without a GSS code'}.",
        sizes=tuple(
            SizeLine(seats, day(since), source)
            for seats, since, source in sorted(
                council.sizes, key=lambda size: size[1], reverse=True
            )
        ),
        aliases=tuple(
            AliasLine(kind, text, ALIAS_WORDS.get(kind, kind)) for kind, text in council.aliases
        ),
        proposals=council.proposals,
    )


def _of_all(contest: ExpectedMaterial) -> str:
    size = "a number not known" if contest.size is None else str(contest.size)
    if contest.seats_up is not None:
        return f"{contest.seats_up} of {size}"
    return f"all of {size}" if contest.scope is Scope.WHOLE else f"{UNKNOWN}, of {size}"
