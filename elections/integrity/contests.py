"""What must hold of contests and of what is claimed about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

from elections.claim_shapes import OF_ONE_PARTY, ClaimKind
from elections.domain.baselines import AFTER, Baseline
from elections.domain.contests import Scope
from elections.integrity.breaches import Breach, Code
from elections.integrity.facts import ClaimFact, ContestFact, Facts
from elections.models.contests import ballot_id_of

# A new council is elected at the longest so long before it takes over.
ELECTED_AHEAD = timedelta(days=366)


def contest_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield contests whose size, days, seats up or id do not fit their council."""
    first: dict[str, ContestFact] = {}
    for contest in sorted(facts.contests.values(), key=lambda each: each.polling_day):
        entry, day = contest.ballot_id, contest.polling_day
        council = facts.councils[contest.council]
        earlier = first.setdefault(contest.council, contest)
        if contest.is_new and earlier is not contest:
            told = f"It is the council's first, and there is {earlier.ballot_id}."
            yield Breach(Code.NEW_BUT_OLD, entry, told)
        if entry != ballot_id_of(council_slug=contest.council, polling_day=day):
            yield Breach(Code.ID_DOES_NOT_FIT, entry, f"It is of {contest.council} on {day}.")
        if contest.last_fought_on is not None and contest.last_fought_on >= day:
            told = f"Its seats were last fought on {contest.last_fought_on}."
            yield Breach(Code.LAST_FOUGHT_LATER, entry, told)
        has_begun = council.starts_on is None or council.starts_on <= day + ELECTED_AHEAD
        if not has_begun or (council.ends_on is not None and council.ends_on <= day):
            told = f"The council is there from {council.starts_on} until {council.ends_on}."
            yield Breach(Code.NO_COUNCIL_THAT_DAY, entry, told)
        yield from _size_breaches(facts, contest)


def _size_breaches(facts: Facts, contest: ContestFact) -> Iterator[Breach]:
    size = facts.size_on(contest.council, contest.polling_day)
    if size is None:
        yield Breach(Code.SIZE_MISSING, contest.ballot_id, "The council's size is not known.")
        return
    up = contest.seats_up
    if up is not None and (up > size or (contest.scope == Scope.WHOLE and up != size)):
        told = f"{up} seats are up ({contest.scope}) of {size}."
        yield Breach(Code.SEATS_UP_DO_NOT_FIT, contest.ballot_id, told)


def claim_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield claims of more seats than there are, of bundles in control, and sources without any."""
    held: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    whole: set[tuple[str, str, str]] = set()
    for claim in facts.claims:
        entry = f"{claim.source} {claim.reference}"
        if claim.replaces_in and claim.replaces_in != claim.ballot_id:
            told = f"It is about {claim.ballot_id}, and replaces one about {claim.replaces_in}."
            yield Breach(Code.REPLACES_ANOTHER_CONTESTS, entry, told)
        if claim.kind in OF_ONE_PARTY and claim.party in facts.bundles:
            told = f"'{claim.party}' stands for several parties."
            yield Breach(Code.BUNDLE_HAS_CONTROL, entry, told)
        key = claim.source, claim.ballot_id, claim.moment
        if claim.kind == ClaimKind.SEATS_HELD and claim.value is not None:
            held[key][claim.party] = claim.value
            size = _size_at(facts, claim)
            if size is not None and claim.value > size:
                told = f"{claim.value} seats are held of {size}."
                yield Breach(Code.CLAIM_EXCEEDS_SIZE, entry, told)
        if claim.kind == ClaimKind.LIST_IS_WHOLE:
            whole.add(key)
    for key, seats in held.items():
        source, ballot_id, moment = key
        contest = facts.contests[ballot_id]
        size = _size(facts, contest, moment)
        entry, total = f"{source} {ballot_id} {moment}", seats.total()
        if size is not None and max(seats.values()) <= size < total:
            yield Breach(Code.CLAIMS_EXCEED_SIZE, entry, f"{total} seats are held of {size}.")
        elif size is not None and key in whole and total < size and not _has_vacancy(facts, key):
            told = f"The list is whole, and has {total} seats of {size}."
            yield Breach(Code.WHOLE_LIST_FALLS_SHORT, entry, told)
    for source in facts.sources - facts.talking_sources:
        yield Breach(Code.SOURCE_CLAIMS_NOTHING, source, "No claim is from it.")


def _has_vacancy(facts: Facts, key: tuple[str, str, str]) -> bool:
    """Return whether the source says that seats were vacant then."""
    return any(
        claim.kind == ClaimKind.SEATS_VACANT
        for claim in facts.claims
        if (claim.source, claim.ballot_id, claim.moment) == key
    )


def _size_at(facts: Facts, claim: ClaimFact) -> int | None:
    return _size(facts, facts.contests[claim.ballot_id], claim.moment)


def _size(facts: Facts, contest: ContestFact, moment: str) -> int | None:
    """Return the council's size at a moment of a contest, or None where it is not known."""
    match moment:
        case AFTER.value | Baseline.NOTIONAL.value:
            return facts.size_on(contest.council, contest.polling_day)
        case Baseline.EVE_OF_POLL.value:
            return facts.size_before(contest.council, contest.polling_day)
        case Baseline.LAST_FOUGHT.value if contest.last_fought_on is not None:
            return facts.size_on(contest.council, contest.last_fought_on)
        case _:
            return None
