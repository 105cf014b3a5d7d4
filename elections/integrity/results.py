"""What must hold of published results: they are what the claims come to, and agree in themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elections.codec import ControlRow, ResultRows
from elections.codec.vocabulary import ControlKind, Holder
from elections.domain.baselines import AFTER
from elections.domain.fields import Measure
from elections.integrity.breaches import Breach, Code
from elections.integrity.facts import ContestFact, Facts


def result_breaches(facts: Facts) -> Iterator[Breach]:
    """Yield results that are missing or out of date, and those whose own figures do not agree."""
    claimed = {claim.ballot_id for claim in facts.claims}
    for contest in facts.contests.values():
        if contest.trouble:
            yield Breach(Code.CANNOT_BE_READ, contest.ballot_id, contest.trouble)
        elif contest.published is None:
            if contest.ballot_id in claimed:
                told = "Something is claimed of it, and nothing is published."
                yield Breach(Code.NOT_PUBLISHED, contest.ballot_id, told)
        else:
            yield from _of(contest, contest.published, facts)


def _of(contest: ContestFact, rows: ResultRows, facts: Facts) -> Iterator[Breach]:
    entry = contest.ballot_id
    if contest.expected is not None and contest.expected != rows:
        told = "Publishing it again would change it."
        yield Breach(Code.NOT_WHAT_CLAIMS_COME_TO, entry, told)
    controls: dict[str, ControlRow] = {AFTER.value: rows.control_after}
    controls.update({row.baseline: row.control_before for row in rows.changes})
    moments = {row.moment for row in rows.tallies if row.measure == Measure.SEATS}
    for moment in sorted(moments - controls.keys()):
        told = f"There are seats of {moment}, and no change of control since."
        yield Breach(Code.CHANGE_MISSING, entry, told)
    for moment, control in controls.items():
        yield from _seats_and_control(f"{entry} {moment}", rows, moment, control, facts)


def _seats_and_control(
    entry: str, rows: ResultRows, moment: str, control: ControlRow, facts: Facts
) -> Iterator[Breach]:
    seats, total = _seats_at(rows, moment)
    if total is None:
        return
    # Who is named by one source may be in the bundle of another.
    bundled = max((seats[party] for party in facts.bundles & seats.keys()), default=0)
    named = sum(number for party, number in seats.items() if party not in facts.bundles)
    if max(named, bundled) > total:
        told = f"{max(named, bundled)} seats are held of {total}."
        yield Breach(Code.TALLIES_EXCEED_SIZE, entry, told)
    if control.kind == ControlKind.NOT_APPLICABLE:
        return
    over_half = sorted(
        party
        for party, number in seats.items()
        if 2 * number > total and party not in facts.bundles
    )
    holder = control.party if control.kind == ControlKind.MAJORITY else None
    if holder is not None and 2 * seats.get(holder, total) <= total:
        told = f"{holder} has control with {seats[holder]} seats of {total}."
        yield Breach(Code.CONTROL_AGAINST_SEATS, entry, told)
    if over_half and over_half != [holder]:
        told = f"{', '.join(over_half)} has more than half of {total}, and control is"
        yield Breach(Code.MAJORITY_WITHOUT_CONTROL, entry, f"{told} {control.kind}.")


def _seats_at(rows: ResultRows, moment: str) -> tuple[Mapping[str, int], int | None]:
    """Return the seats shown of each party at a moment, and of how many they are."""
    seats: dict[str, int] = {}
    total = None
    for row in rows.tallies:
        if row.measure != Measure.SEATS or row.moment != moment or row.value is None:
            continue
        if row.holder == Holder.PARTY:
            seats[row.party or ""] = row.value
        elif row.holder == Holder.TOTAL:
            total = row.value
    return seats, total
