"""What a table states beside what its source has claimed already: new, the same, or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from elections.claim_shapes import ClaimKind
from elections.models import Claim, Contest, Source, StatedAs
from elections.querysets import ContestQuerySet
from elections.services.country.reading import Problem
from elections.services.country.storing import BATCH
from elections.services.importing.stating import Stated
from elections.services.recording import LONGEST_REFERENCE, free_name


class ClaimState(StrEnum):
    """What is to become of one claim of a table."""

    NEW = "new"
    # The source claims otherwise so far, and this replaces it.
    CHANGED = "changed"
    SAME = "same"


class _Subject(NamedTuple):
    """What two claims have in common that state the same thing, alike or not."""

    contest: int | None
    kind: str
    moment: str
    party: int | None


@dataclass(frozen=True, slots=True)
class _Standing:
    """A claim that its source makes so far."""

    pk: int
    reference: str
    value: int | None
    precision: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One claim of the table, with what it would replace; or why it can't be stored."""

    stated: Stated
    contest: int
    state: ClaimState
    replaces: int | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """Primary keys, by what tables and the domain call things."""

    contests: Mapping[tuple[date, str], int]
    parties: Mapping[str, int]


def planned(
    stated: Sequence[Stated],
    *,
    table: str,
    source: Source | None,
    keys: Keys,
    corrects: bool,
) -> list[Planned]:
    """Return what is to become of each claim. One query, none for a source that is new."""
    standing = {} if source is None else _standing(source, _contests_of(stated, keys))
    made = []
    for each in stated:
        contest = keys.contests[each.polling_day, each.council]
        party = None if each.party is None else keys.parties[each.party]
        before = standing.get(_Subject(contest, each.kind.value, each.moment, party), [])
        made.append(_plan(each, contest, before, table=table, corrects=corrects))
    return made


def _contests_of(stated: Sequence[Stated], keys: Keys) -> ContestQuerySet:
    wanted = {keys.contests[each.polling_day, each.council] for each in stated}
    return Contest.objects.of_keys(wanted)


def _standing(source: Source, contests: ContestQuerySet) -> dict[_Subject, list[_Standing]]:
    found: dict[_Subject, list[_Standing]] = defaultdict(list)
    claims = Claim.objects.of_source(source.slug).about_contests(contests).standing()
    for contest, kind, moment, party, pk, reference, value, precision in claims.values_list(
        "contest_id", "kind", "moment", "party_id", "pk", "reference", "value", "precision"
    ):
        subject = _Subject(contest, kind, moment, party)
        found[subject].append(_Standing(pk, reference, value, precision))
    return found


def _plan(
    stated: Stated, contest: int, before: Sequence[_Standing], *, table: str, corrects: bool
) -> Planned:
    def refused(reason: str) -> Planned:
        problem = Problem(table, stated.line, stated.column, reason)
        return Planned(stated, contest, ClaimState.CHANGED, problem=problem)

    if not before:
        return Planned(stated, contest, ClaimState.NEW)
    now = (stated.value, stated.precision.value)
    if any((each.value, each.precision) == now for each in before):
        return Planned(stated, contest, ClaimState.SAME)
    if len(before) > 1:
        told = " and ".join(f"'{each.reference}'" for each in before)
        return refused(f"The source's claims {told} differ already: correct them at the desk.")
    if not corrects:
        return refused(
            f"The source says {_in_words(before[0])} so far, and a claim is never changed: say"
            " --correct if this corrects it."
        )
    return Planned(stated, contest, ClaimState.CHANGED, replaces=before[0].pk)


def _in_words(standing: _Standing) -> str:
    told = "that the list is whole" if standing.value is None else str(standing.value)
    return f"{told} ({standing.precision})"


def store(
    plan: Sequence[Planned], *, source: Source, keys: Keys, at: datetime, by: str
) -> list[Claim]:
    """Store the claims that are new or replace another. Two queries, and one more each 2,000."""
    taken = Claim.objects.of_source(source.slug).references()
    claims = []
    for each in plan:
        if each.state is ClaimState.SAME:
            continue
        stated = each.stated
        reference = free_name(_reference(stated), taken, LONGEST_REFERENCE)
        taken.add(reference)
        claims.append(
            Claim(
                source=source,
                reference=reference,
                contest_id=each.contest,
                kind=stated.kind.value,
                moment=stated.moment,
                party_id=None if stated.party is None else keys.parties[stated.party],
                value=stated.value,
                precision=stated.precision.value,
                stated_as=StatedAs.DIGITS.value,
                baseline_basis=stated.baseline_basis,
                baseline_note=stated.baseline_note,
                replaces_id=each.replaces,
                recorded_at=at,
                recorded_by=by,
            )
        )
    return Claim.objects.bulk_create(claims, batch_size=BATCH)


# As the claims of the fact files are called, so that the same table is known again.
_NAMES = {
    ClaimKind.LIST_IS_WHOLE: "whole",
    ClaimKind.SEATS_VACANT: "vacant",
    ClaimKind.COUNCIL_SIZE: "size",
}


def _reference(stated: Stated) -> str:
    what = stated.party or _NAMES[stated.kind]
    return f"{stated.council}-{stated.polling_day}-{stated.moment}-{what}"
