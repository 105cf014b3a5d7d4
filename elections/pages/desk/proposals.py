"""What a change of what is published would alter, and the proposals that wait for a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.desk.proposals import ProposalKind, ProposalState
from elections.domain.polling import ElectionStatus
from elections.domain.results import Reconciliation
from elections.domain.words.headlines import headline
from elections.pages.desk.refused import REASON_WITHHELD
from elections.pages.facts import ContestFacts, ElectionFacts, Parties
from elections.pages.versions import ChangedFigure, changed_figures
from elections.pages.words import STATE_WORDS, count, day, time_and_day

KIND_WORDS = {
    ProposalKind.COUNCIL: "A council\u2019s region",
    ProposalKind.COUNCIL_SIZE: "A council\u2019s size",
    ProposalKind.SOURCE: "A source\u2019s day",
    ProposalKind.DECISION: "A figure on which sources differ",
    ProposalKind.RETRACTION: "A result that is taken back",
}
STATE_OF_PROPOSAL = {
    ProposalState.OPEN: "waits to be published",
    ProposalState.PUBLISHED: "published",
    ProposalState.TURNED_DOWN: "turned down",
}


@dataclass(frozen=True, slots=True)
class ResultEffect:
    """One result as readers see it, and as they would."""

    contest: ContestFacts
    before: Reconciliation
    after: Reconciliation


@dataclass(frozen=True, slots=True)
class SizeEffect:
    """The sizes that readers see of a contest that is awaited, as they are and as they would be."""

    contest: ContestFacts
    before: Mapping[Moment, int]
    after: Mapping[Moment, int]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change would alter of what is published. `token` stands for all of it.

    `sizes` are of contests of which no result is published. `region` are the names of the region in
    which results count now and of the one in which they would. `is_choice` says that an editor
    chooses one of the values of a disputed figure.
    """

    results: tuple[ResultEffect, ...]
    sizes: tuple[SizeEffect, ...]
    region: tuple[str, str] | None
    parties: Parties
    token: str
    is_choice: bool = False

    @property
    def contests(self) -> tuple[ContestFacts, ...]:
        """Return the contests of which readers would see something else."""
        return (
            *(each.contest for each in self.results),
            *(each.contest for each in self.sizes),
        )

    @property
    def has_changes(self) -> bool:
        """Return whether anything that is published would change."""
        return bool(self.results or self.sizes)


@dataclass(frozen=True, slots=True)
class ResultEffectView:
    """What would change of one result, in words. A headline that stays has no other one.

    `has_page` says whether readers have a page of it.
    """

    council: str
    polling_day: str
    election: str
    slug: str
    has_page: bool
    headline: str
    headline_after: str
    status: str
    status_after: str
    figures: tuple[ChangedFigure, ...]

    @property
    def changes(self) -> bool:
        """Return whether a figure, the headline or the status would be another."""
        return bool(self.figures or self.headline_after or self.status_after)


@dataclass(frozen=True, slots=True)
class SizeEffectView:
    """What would change of the size that a contest says, in words."""

    council: str
    polling_day: str
    election: str
    slug: str
    figures: tuple[ChangedFigure, ...]


@dataclass(frozen=True, slots=True)
class EffectsView:
    """What would change of what is published, result by result."""

    told: str
    results: tuple[ResultEffectView, ...]
    sizes: tuple[SizeEffectView, ...]
    token: str


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A proposal as stored. `reason` is empty where it is withheld.

    `election` is that of the one contest that it is about; None where it is of a council or source.
    """

    key: int
    election: ElectionFacts | None
    kind: ProposalKind
    told: str
    reason: str
    is_reason_withheld: bool
    proposed_by: str
    proposed_at: datetime
    state: ProposalState
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in words. `reason_to_give` is what whoever publishes it begins with.

    `notice` is what is said at the head of every page of its election, where readers see none of it.
    """

    key: int
    notice: str
    is_rehearsed: bool
    kind_text: str
    told: str
    reason: str
    reason_to_give: str
    proposed: str
    state_text: str
    decided: str
    is_open: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class EnteredClaims:
    """A contest of which claims wait to be published, and who entered them."""

    contest: ContestFacts
    key: int
    number: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalsMaterial:
    """What the list is made from."""

    open: tuple[ProposalFacts, ...]
    decided: tuple[ProposalFacts, ...]
    entered: tuple[EnteredClaims, ...]
    by: str


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A contest of which claims wait to be published, in words."""

    name: str
    is_rehearsed: bool
    key: int
    told: str


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """What waits for a second person, and what was decided last."""

    open: tuple[ProposalLine, ...]
    decided: tuple[ProposalLine, ...]
    entered: tuple[EnteredLine, ...]


def proposals_page(material: ProposalsMaterial) -> ProposalsPage:
    """Return the list of what waits for a second person."""
    return ProposalsPage(
        open=proposal_lines(material.open, by=material.by),
        decided=proposal_lines(material.decided, by=material.by),
        entered=tuple(
            EnteredLine(
                name=f"{each.contest.council.name}, {day(each.contest.election.polling_day)}",
                is_rehearsed=_is_rehearsed(each.contest.election),
                key=each.key,
                told=f"{count(each.number, 'claim')}, entered by {', '.join(each.by)}",
            )
            for each in material.entered
        ),
    )


def proposal_lines(proposals: Sequence[ProposalFacts], *, by: str) -> tuple[ProposalLine, ...]:
    """Return proposals in words, as one person sees them."""
    return tuple(proposal_line(each, by=by) for each in proposals)


def proposal_line(proposal: ProposalFacts, *, by: str) -> ProposalLine:
    """Return a proposal in words, as one person sees it."""
    decided = ""
    if proposal.decided_at is not None:
        decided = f"{proposal.decided_by}, {time_and_day(proposal.decided_at)}"
    return ProposalLine(
        key=proposal.key,
        notice="" if proposal.election is None else proposal.election.notice,
        is_rehearsed=_is_rehearsed(proposal.election),
        kind_text=KIND_WORDS[proposal.kind],
        told=proposal.told,
        reason=REASON_WITHHELD if proposal.is_reason_withheld else proposal.reason,
        reason_to_give=proposal.reason,
        proposed=f"{proposal.proposed_by}, {time_and_day(proposal.proposed_at)}",
        state_text=_state_words(proposal),
        decided=decided,
        is_open=proposal.state is ProposalState.OPEN,
        is_own=proposal.proposed_by == by,
    )


def _is_rehearsed(election: ElectionFacts | None) -> bool:
    return election is not None and election.status is ElectionStatus.REHEARSAL


def _state_words(proposal: ProposalFacts) -> str:
    """Return what became of a proposal: turned down by whoever proposed it, it is withdrawn."""
    is_own = proposal.decided_by == proposal.proposed_by
    if proposal.state is ProposalState.TURNED_DOWN and is_own:
        return "withdrawn"
    return STATE_OF_PROPOSAL[proposal.state]


def effects_view(effects: Effects) -> EffectsView:
    """Return what would change, in words."""
    number = count(len(effects.results), "published result")
    told = f"{number} would change." if effects.results else "No published result would change."
    if effects.region is not None:
        before, after = effects.region
        told = f"{number} would count in {after}, and no longer in {before}."
    if effects.sizes:
        awaited = count(len(effects.sizes), "awaited contest")
        told = f"{told} The council\u2019s size would change on the page of {awaited}."
    results = tuple(_result(each, effects.parties) for each in effects.results)
    if effects.is_choice and results and not any(each.changes for each in results):
        told = "No figure changes. Readers are told that an editor chose it, and why."
    return EffectsView(
        told=told,
        results=results,
        sizes=tuple(_size(each) for each in effects.sizes),
        token=effects.token,
    )


def _result(effect: ResultEffect, parties: Parties) -> ResultEffectView:
    before, after = (
        _headline(effect.contest, each, parties) for each in (effect.before, effect.after)
    )
    status, status_after = STATE_WORDS[effect.before.state], STATE_WORDS[effect.after.state]
    return ResultEffectView(
        council=effect.contest.council.name,
        polling_day=day(effect.contest.election.polling_day),
        election=effect.contest.election.slug,
        slug=effect.contest.council.slug,
        has_page=effect.contest.election.is_open,
        headline=before,
        headline_after="" if before == after else after,
        status=status,
        status_after="" if status == status_after else status_after,
        figures=changed_figures(effect.before, effect.after, parties.names),
    )


SIZE_WORDS: Mapping[Moment, str] = {
    AFTER: "Seats after the poll",
    Baseline.EVE_OF_POLL: "Seats on the eve of the poll",
    Baseline.LAST_FOUGHT: "Seats when last fought",
}


def _size(effect: SizeEffect) -> SizeEffectView:
    return SizeEffectView(
        council=effect.contest.council.name,
        polling_day=day(effect.contest.election.polling_day),
        election=effect.contest.election.slug,
        slug=effect.contest.council.slug,
        figures=tuple(
            ChangedFigure(
                label, _seats(effect.before.get(moment)), _seats(effect.after.get(moment))
            )
            for moment, label in SIZE_WORDS.items()
            if effect.before.get(moment) != effect.after.get(moment)
        ),
    )


def _seats(number: int | None) -> str:
    return "not known" if number is None else str(number)


def _headline(contest: ContestFacts, result: Reconciliation, parties: Parties) -> str:
    change = result.baselines[result.default_baseline].change_of_control
    return headline(contest.council.name, result, change, parties.names)
