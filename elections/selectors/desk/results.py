"""Results on their way, as the desk's pages look them up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from councils.models import FactSource
from elections.codec.way import way_of
from elections.domain.desk.blind import is_kept_back
from elections.domain.desk.holding import Hold
from elections.domain.desk.proposals import ProposalKind
from elections.domain.desk.states import Check, Expected, State
from elections.domain.results import State as Known
from elections.models import (
    Action,
    AuditEntry,
    Contest,
    DeskResult,
    Election,
    Proposal,
    Publication,
)
from elections.models.desk import WITH_OPEN_REASONS
from elections.pages.desk.result import Deed, ResultMaterial, Rights
from elections.selectors.desk.beside import beside_of
from elections.selectors.pages.looking_up import no_contest, polling_day_of
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts


def desk_contest(election: str, council: str) -> Contest:
    """Return the contest of an address, with its names. One query.

    Raises ElsewhereError where `council` is another form of a slug, NotHereError where there is no
    such contest.
    """
    contests = Contest.objects.of_election(polling_day_of(election)).of_council(council)
    found = contests.with_names().first()
    if found is None:
        raise no_contest(election, council, among=Election.objects.all())
    return found


def hold_on(contest: Contest, *, at: datetime) -> Hold | None:
    """Return who has the entry of a contest before them, and until when; None for nobody. One query."""
    return _live_hold(DeskResult.objects.of_contest(contest.ballot_id).first(), at)


def taken_over_at(contest: Contest, hold: Hold) -> datetime | None:
    """Return when whoever has an entry took it over from another; None where nobody had it. One query."""
    log = AuditEntry.objects.about_contest(contest.ballot_id).by(hold.by)
    newest = log.of_actions({Action.TAKEN_OVER.value}).newest_first().first()
    return None if newest is None else newest.at


def _live_hold(result: DeskResult | None, at: datetime) -> Hold | None:
    hold = None if result is None else result.hold
    return hold if hold is not None and hold.is_live(at) else None


def result_material(contest: Contest, *, by: str, rights: Rights, now: datetime) -> ResultMaterial:
    """Return what the page of a result at the desk is made from. About 16 queries.

    The contest has to be loaded with its names.
    """
    result = DeskResult.objects.of_contest(contest.ballot_id).first()
    state: State = Expected() if result is None else way_of(result.way)
    known = Publication.objects.current().of_contests(Contest.objects.of_key(contest.pk))
    hold = _live_hold(result, now)
    check = Check(contest.election.check_asked)
    return ResultMaterial(
        contest=contest_facts(contest),
        beside=beside_of(contest),
        parties=all_parties(),
        state=state,
        check=check,
        token=0 if result is None else result.token,
        waiting_since=None if result is None else result.waiting_since,
        held_by="" if hold is None else hold.by,
        held_until=None if hold is None else hold.until,
        deeds=tuple(_deeds(contest, state, check, by)),
        by=by,
        rights=rights,
        now=now,
        is_retraction_proposed=Proposal.objects.for_target(
            ProposalKind.RETRACTION.value, contest.ballot_id
        )
        .open()
        .exists(),
        too_early=contest.election.why_too_early(now=now),
        known=Known(known.states_by_contest().get(contest.pk, Known.AWAITED)),
        fact_sources=tuple((row.slug, row.name) for row in FactSource.objects.in_order_of_name())
        if rights.publish
        else (),
    )


def _deeds(contest: Contest, state: State, check: Check, by: str) -> Iterator[Deed]:
    """Yield what was done to a contest, the newest first, with the reasons that somebody may read. One query."""
    log = tuple(AuditEntry.objects.about_contest(contest.ballot_id).newest_first())
    published = max((entry.pk for entry in log if entry.is_publication_of_a_sheet), default=0)
    for entry in log:
        may_tell = entry.may_hold_what_was_typed and entry.action not in WITH_OPEN_REASONS
        hides = may_tell and is_kept_back(state, check, name=by, is_out=entry.pk <= published)
        yield Deed(entry.by, entry.action, entry.at, "" if hides else entry.reason)
