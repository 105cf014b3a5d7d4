"""Changes of what is published: previewed, proposed by one person, published by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from councils.models import Council, Region
from elections.codec import encode
from elections.domain.desk.proposals import (
    Change,
    CouncilChange,
    DecisionChange,
    ProposalKind,
    ProposalState,
    RetractionChange,
    SizeChange,
    SourceChange,
    change_from_json,
    change_json,
    refuse_own,
)
from elections.domain.words.finding_words import field_words
from elections.domain.words.wording import control_words
from elections.models import Action, Claim, Contest, Proposal
from elections.pages import words
from elections.pages.desk.proposals import Effects, ResultEffect, SizeEffect
from elections.pages.versions import changed_figures
from elections.querysets import ContestQuerySet
from elections.selectors.awaited_sizes import AwaitedSizes, awaited_sizes, changed_sizes
from elections.selectors.naming import party_names
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts
from elections.selectors.previewing import token_of
from elections.selectors.results import PublishedResult, published_results
from elections.services.desk.choosing import (
    SeenDispute,
    choose,
    take_choice_back,
    value_of,
)
from elections.services.desk.publishing import retract
from elections.services.desk.stepping import Actor, NoSuchContestError, Seen, audit
from elections.services.expected.changing import AltersPublishedError, ChangeRefusedError
from elections.services.expected.councils import publish_council, publish_size
from elections.services.expected.sources import publish_source

NO_REASON: Final = "Give a reason. It stands with the version that is published."
NOTHING_ALTERED: Final = "This alters nothing that is published: save it instead."
# No name that anybody signs in with: what it does is undone.
_PREVIEW: Final = Actor("(preview)")


class NoSuchProposalError(LookupError):
    """There is no proposal of this key."""


class AlreadyProposedError(Exception):
    """A change of the same thing waits already. Nothing was stored; `proposal` is that one."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("A change of this is proposed already.")
        self.proposal = proposal


class DecidedError(Exception):
    """Somebody published the proposal or turned it down. Nothing was stored."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("This proposal is decided.")
        self.proposal = proposal


class StalePreviewError(Exception):
    """What would be published is not what was previewed. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class _Readers:
    """What readers see of some contests."""

    results: dict[int, PublishedResult]
    region: str
    sizes: dict[int, AwaitedSizes]


@transaction.atomic
def preview_change(*, change: Change, at: datetime, reason: str = "") -> Effects:
    """Return what publishing a change would alter, and store nothing. Some fifty queries.

    Raises what the change raises: ChangeRefusedError, StaleError, WayError and the like.
    """
    with transaction.atomic():
        _, effects = _applied(
            change, by=_PREVIEW, at=at, reason=reason or "A preview.", proposed_by=""
        )
        transaction.set_rollback(True)
    return effects


@transaction.atomic
def propose(
    *, change: Change, by: Actor, at: datetime, reason: str, seen: str | None = None
) -> Proposal:
    """Store a change of what is published for somebody else to publish.

    `seen` is the token of the preview that was shown; None where no preview comes before. Raises
    AltersPublishedError without a reason, StalePreviewError where the preview was of anything else,
    ChangeRefusedError where nothing that is published would change, AlreadyProposedError, and what
    the change raises.
    """
    contest = _contest_of(change)
    there = Proposal.objects.for_target(change.kind.value, change.target).open().first()
    if there is not None:
        raise AlreadyProposedError(there)
    told = _in_words(change, at=at)
    effects = preview_change(change=change, at=at, reason=reason)
    if not effects.has_changes:
        raise ChangeRefusedError(NOTHING_ALTERED)
    if not reason:
        raise AltersPublishedError(
            [contest.ballot_id for contest in effects.contests], told=NO_REASON
        )
    if seen is not None and seen != effects.token:
        raise StalePreviewError
    proposal = Proposal(
        kind=change.kind.value,
        target=change.target,
        told=told[:300],
        change=change_json(change),
        contest=contest,
        reason=reason,
        proposed_by=by.name,
        proposed_at=at,
    )
    proposal.full_clean()
    proposal.save()
    audit(
        action=Action.PROPOSED,
        by=by,
        at=at,
        subject=change.target,
        contest=contest,
        reason=reason,
        after={"proposal": proposal.pk, "kind": proposal.kind, **proposal.change},
    )
    return proposal


def preview_proposal(*, proposal: Proposal, at: datetime) -> Effects:
    """Return what publishing a proposal would alter now, and store nothing. Raises as `preview_change`."""
    return preview_change(change=_stored_change(proposal), at=at, reason=proposal.reason)


@transaction.atomic
def publish_proposal(*, key: int, seen: str, reason: str, by: Actor, at: datetime) -> Proposal:
    """Do what was proposed and publish it, if it alters what was `seen` in the preview.

    One transaction. Raises NoSuchProposalError, DecidedError, OwnProposalError,
    ChangeRefusedError without a reason, StalePreviewError, and what the change raises.
    """
    proposal = _locked(key)
    refuse_own(by.name, proposal.proposed_by)
    if not reason:
        raise ChangeRefusedError(NO_REASON)
    change = _stored_change(proposal)
    contests, effects = _applied(
        change, by=by, at=at, reason=reason, proposed_by=proposal.proposed_by
    )
    if effects.token != seen:
        raise StalePreviewError
    if not isinstance(change, DecisionChange | RetractionChange):
        _audit_results(contests, effects, by=by, at=at, reason=reason, proposal=proposal)
    _decide(proposal, ProposalState.PUBLISHED, by=by, at=at)
    return proposal


@transaction.atomic
def turn_down(*, key: int, reason: str, by: Actor, at: datetime) -> Proposal:
    """Turn a proposal down, one's own too, with a reason. Nothing is published.

    Raises NoSuchProposalError, DecidedError, ChangeRefusedError without a reason.
    """
    proposal = _locked(key)
    if not reason:
        raise ChangeRefusedError("Give a reason. It is kept in the audit log.")
    audit(
        action=Action.TURNED_DOWN,
        by=by,
        at=at,
        subject=proposal.target,
        contest=proposal.contest,
        reason=reason,
        before={"proposal": proposal.pk, "kind": proposal.kind, **proposal.change},
    )
    _decide(proposal, ProposalState.TURNED_DOWN, by=by, at=at)
    return proposal


def _locked(key: int) -> Proposal:
    """Return an open proposal, locked. Raises NoSuchProposalError, DecidedError."""
    # Contests first, as everybody locks them: a rehearsal is deleted with its proposals.
    found = Proposal.objects.by_pk(key).first()
    if found is not None:
        list(_contests(_stored_change(found)).held_until_saved())
    proposal = Proposal.objects.by_pk(key).lock_for_update().first()
    if proposal is None:
        raise NoSuchProposalError(key)
    if proposal.state != ProposalState.OPEN:
        raise DecidedError(proposal)
    return proposal


def _decide(proposal: Proposal, state: ProposalState, *, by: Actor, at: datetime) -> None:
    proposal.state = state.value
    proposal.decided_by, proposal.decided_at = by.name, at
    proposal.full_clean()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])


def _stored_change(proposal: Proposal) -> Change:
    return change_from_json(ProposalKind(proposal.kind), proposal.change)


def _contest_of(change: Change) -> Contest | None:
    """Return the one contest that a change is about, locked; None where it is of a council or source.

    Contests are locked before proposals are stored, in the order in which everybody locks them.
    Raises NoSuchContestError.
    """
    list(_contests(change).held_until_saved())
    if not isinstance(change, DecisionChange | RetractionChange):
        return None
    contest = Contest.objects.of_id(change.ballot_id).with_names().first()
    if contest is None:
        raise NoSuchContestError(change.ballot_id)
    return contest


def _contests(change: Change) -> ContestQuerySet:
    """Return the contests whose results a change may alter."""
    match change:
        case CouncilChange(slug=slug) | SizeChange(slug=slug):
            return Contest.objects.of_council(slug)
        case SourceChange(slug=slug):
            return Contest.objects.those_of(Claim.objects.of_source(slug))
        case DecisionChange(ballot_id=ballot_id) | RetractionChange(ballot_id=ballot_id):
            return Contest.objects.of_id(ballot_id)


def _applied(
    change: Change, *, by: Actor, at: datetime, reason: str, proposed_by: str
) -> tuple[ContestQuerySet, Effects]:
    """Do what a change says, in a transaction that the caller holds; return what it altered."""
    contests = Contest.objects.of_keys(
        [contest.pk for contest in _contests(change).held_until_saved()]
    )
    if not isinstance(change, DecisionChange | RetractionChange):
        # All are locked, in one order; of what is rehearsed, nothing that readers see changes.
        contests = contests.opened()
    before = _readers(change, contests, at=at)
    _apply(change, by=by, at=at, reason=reason, proposed_by=proposed_by)
    after = _readers(change, contests, at=at)
    return contests, _effects(change, contests, before, after)


def _apply(change: Change, *, by: Actor, at: datetime, reason: str, proposed_by: str) -> None:
    match change:
        case CouncilChange():
            publish_council(change=change, by=by, at=at, reason=reason, proposed_by=proposed_by)
        case SizeChange():
            publish_size(change=change, by=by, at=at, reason=reason, proposed_by=proposed_by)
        case SourceChange():
            publish_source(change=change, by=by, at=at, reason=reason, proposed_by=proposed_by)
        case DecisionChange(place=None):
            take_choice_back(
                seen=_dispute(change), by=by, at=at, reason=reason, proposed_by=proposed_by
            )
        case DecisionChange(place=int(place)):
            choose(
                seen=_dispute(change),
                place=place,
                by=by,
                at=at,
                reason=reason,
                proposed_by=proposed_by,
            )
        case RetractionChange(ballot_id=ballot_id, token=token):
            retract(
                seen=Seen(ballot_id, token), by=by, at=at, reason=reason, proposed_by=proposed_by
            )


def _dispute(change: DecisionChange) -> SeenDispute:
    return SeenDispute(change.ballot_id, change.version, change.figure)


def _readers(change: Change, contests: ContestQuerySet, *, at: datetime) -> _Readers:
    region = ""
    if isinstance(change, CouncilChange):
        region = _council(change.slug).region.name
    sizes = {}
    if isinstance(change, SizeChange):
        sizes = awaited_sizes(contests, today=localdate(at))
    return _Readers(published_results(contests), region, sizes)


def _effects(
    change: Change, contests: ContestQuerySet, before: _Readers, after: _Readers
) -> Effects:
    is_moved = before.region != after.region
    results = []
    seen = {}
    for row in contests.with_names().newest_first():
        was, now = before.results.get(row.pk), after.results.get(row.pk)
        if was is None or now is None or (was.version == now.version and not is_moved):
            continue
        results.append(ResultEffect(contest_facts(row), was.reconciliation, now.reconciliation))
        seen[row.ballot_id] = (was.version, encode(now.reconciliation))
    sizes = tuple(
        SizeEffect(contest_facts(now.contest), was.seats, now.seats)
        for was, now in changed_sizes(before.sizes, after.sizes)
    )
    return Effects(
        results=tuple(results),
        sizes=sizes,
        region=(before.region, after.region) if is_moved else None,
        parties=all_parties(),
        is_choice=isinstance(change, DecisionChange) and change.place is not None,
        # The change is part of it: two that alter the same are not the same.
        token=token_of(
            seen,
            also=f"{change_json(change)} {before.region} {after.region}{_token_of_sizes(sizes)}",
        ),
    )


def _token_of_sizes(sizes: Sequence[SizeEffect]) -> str:
    """Return what stands for the sizes in the token of a preview: nothing where none changes."""
    told = sorted(
        (each.contest.ballot_id, sorted(each.before.items()), sorted(each.after.items()))
        for each in sizes
    )
    return repr(told) if told else ""


def _audit_results(
    contests: ContestQuerySet,
    effects: Effects,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    proposal: Proposal,
) -> None:
    """Put on record what was published of each contest, its figures before and after with it."""
    rows = {row.ballot_id: row for row in contests.with_names()}
    names = party_names()
    for each in effects.results:
        row = rows[each.contest.ballot_id]
        figures = changed_figures(each.before, each.after, names)
        entries: tuple[dict[str, object], dict[str, object]] = (
            {figure.label: figure.before for figure in figures},
            {figure.label: figure.after for figure in figures},
        )
        if effects.region is not None:
            for entry, region in zip(entries, effects.region, strict=True):
                entry["region"] = region
        audit(
            action=Action.PUBLISHED,
            by=by,
            at=at,
            subject=str(row),
            contest=row,
            reason=reason,
            before={"figures": entries[0]},
            after={
                "figures": entries[1],
                "proposal": proposal.pk,
                "proposed_by": proposal.proposed_by,
            },
        )


def _council(slug: str) -> Council:
    row = Council.objects.of_slug(slug).with_region().first()
    if row is None:
        raise ChangeRefusedError(f"There is no council \u2018{slug[:60]}\u2019.")
    return row


def _in_words(change: Change, *, at: datetime) -> str:
    """Return what would be done, in words. Raises as the change does."""
    match change:
        case CouncilChange(slug=slug, region=region):
            lies_in = Region.objects.of_slug(region).first()
            where = region if lies_in is None else lies_in.name
            return f"{_council(slug).name}: in {where}"
        case SizeChange(slug=slug, seats=seats, in_force_from=day):
            return f"{_council(slug).name}: {seats} seats from {words.day(day)}"
        case SourceChange(name=name, published_on=day):
            return f"The source {name}: published on {words.day(day)}"
        case DecisionChange():
            return _decision_in_words(change, at=at)
        case RetractionChange(ballot_id=ballot_id):
            return f"{_named(ballot_id)}: take the result back"


def _named(ballot_id: str) -> str:
    """Return a contest as people call it: "Medway, 4 May 2023". Raises NoSuchContestError."""
    contest = Contest.objects.of_id(ballot_id).with_names().first()
    if contest is None:
        raise NoSuchContestError(ballot_id)
    return f"{contest.council.name}, {words.day(contest.election.polling_day)}"


def _decision_in_words(change: DecisionChange, *, at: datetime) -> str:
    names, contest = party_names(), _named(change.ballot_id)
    name, value = value_of(_dispute(change), change.place, at=at)
    if value is None:
        return f"{contest}: leave {field_words(name, names)} disputed"
    text = str(value) if isinstance(value, int) else control_words(value, names)
    return f"{contest}: show {text} for {field_words(name, names)}"
