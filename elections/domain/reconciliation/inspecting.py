"""From what reconciliation left over to findings: sums that fail, sources that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from councils.domain.control import Control
from councils.domain.spans import Span
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.claims import Claim
from elections.domain.contests import ContestFacts
from elections.domain.fields import NOT_NAMED, TOTAL, VACANT, Field, Measure, seats
from elections.domain.figures import Rule
from elections.domain.findings import Code, Finding
from elections.domain.reconciliation.propagation import Conflict, Solved
from elections.domain.reconciliation.statements import Ranked, Said, control_stated
from elections.domain.sources import Citation

V = TypeVar("V", int, Control)

# The finding for each rule that fails: within one source, and between several.
_FAILS: Mapping[Rule, tuple[Code, Code]] = {
    Rule.MOVE: (Code.CHANGE_FAILS, Code.SOURCES_CHANGE_FAILS),
    Rule.SUM: (Code.SUM_FAILS, Code.SOURCES_SUM_FAILS),
    Rule.SUM_OF_CHANGES: (Code.CHANGE_FAILS, Code.SOURCES_CHANGE_FAILS),
    Rule.NOTIONAL_SIZE: (Code.SIZE_FAILS, Code.SOURCES_SIZE_FAILS),
    Rule.WHOLE_LIST: (Code.SUM_FAILS, Code.SOURCES_SUM_FAILS),
    Rule.ALL_UP: (Code.SIZE_FAILS, Code.SOURCES_SIZE_FAILS),
    Rule.MAJORITY: (Code.CONTROL_FAILS, Code.SOURCES_CONTROL_FAILS),
    Rule.CONTROL: (Code.CONTROL_FAILS, Code.SOURCES_CONTROL_FAILS),
    Rule.NO_CONTROL: (Code.CONTROL_FAILS, Code.SOURCES_CONTROL_FAILS),
    Rule.LACKS_MAJORITY: (Code.CONTROL_FAILS, Code.SOURCES_CONTROL_FAILS),
    Rule.NEEDED: (Code.WORDS_FAIL, Code.SOURCES_WORDS_FAIL),
    Rule.SHORT_BY: (Code.WORDS_FAIL, Code.SOURCES_WORDS_FAIL),
    Rule.LARGEST: (Code.WORDS_FAIL, Code.SOURCES_WORDS_FAIL),
    Rule.LEAD: (Code.WORDS_FAIL, Code.SOURCES_WORDS_FAIL),
    Rule.NO_LOSSES: (Code.WORDS_FAIL, Code.SOURCES_WORDS_FAIL),
    Rule.WON: (Code.SEATS_WON_FAIL, Code.SOURCES_SEATS_WON_FAIL),
}


def find_findings(
    said: Said,
    facts: ContestFacts,
    exact: Solved,
    full: Solved,
    spans: Mapping[Field, Span],
) -> tuple[Finding, ...]:
    """Return every finding of a contest, the gravest first, each only once."""
    found = [_failed(conflict, said) for conflict in exact.conflicts]
    if full is not exact:
        found += [_failed(conflict, said, approximate=True) for conflict in full.conflicts]
    found += [_of_a_bundle(claim) for claim in said.meaningless]
    if facts.is_new:
        found += [
            Finding(
                Code.SOURCES_CONTROL_FAILS,
                (name,),
                citations=tuple(each.citation for each in statements.standing),
            )
            for name, statements in said.control.items()
            if name.moment is not AFTER
        ]
    found += _differing(said.numbers)
    found += _differing(said.control)
    found += _unaccounted(said, spans, full)
    size = spans.get(seats(AFTER, TOTAL))
    if size is not None and not size.is_single and said.parties:
        found.append(Finding(Code.SIZE_UNKNOWN, (seats(AFTER, TOTAL),)))
    return tuple(sorted(set(found), key=_order))


def _of_a_bundle(claim: Claim) -> Finding:
    """Return the finding for control that is said to be a bundle's."""
    names = tuple(name for name, _ in control_stated(claim.saying))
    return Finding(Code.CONTROL_FAILS, names, citations=(claim.citation,))


def _order(finding: Finding) -> tuple[str, tuple[Field, ...], str, int]:
    return finding.code.value, finding.fields, finding.rule or "", finding.number or 0


def _failed(conflict: Conflict, said: Said, *, approximate: bool = False) -> Finding:
    """Return the finding for rules that cannot hold together with what is stated."""
    culprit = conflict.constraints[0]
    fields: list[Field] = []
    citations: set[Citation] = set()
    for constraint in conflict.constraints:
        citations.update(constraint.because)
        for name in constraint.fields:
            ranked = said.numbers.get(name)
            if ranked is not None and ranked.shown is not None:
                fields.append(name)
                if not ranked.shown.is_standing:
                    citations.add(ranked.shown.citation)
    one_source = len({citation.source.slug for citation in citations}) <= 1
    inside, between = _FAILS[culprit.rule]
    return Finding(
        inside if one_source and not approximate else between,
        tuple(sorted(set(fields or culprit.fields))),
        culprit.rule,
        _seats_too_many(conflict, said),
        tuple(sorted(citations)),
    )


def _seats_too_many(conflict: Conflict, said: Said) -> int | None:
    """Return by how many the parties' stated seats exceed the council, where they do."""
    culprit = conflict.constraints[0]
    if culprit.rule is not Rule.SUM:
        return None
    whole, *parts = culprit.fields
    size = said.numbers.get(whole)
    if size is None or size.shown is None:
        return None
    stated = [said.numbers[part].standing for part in parts if part in said.numbers]
    excess = sum(each[0].value for each in stated if each) - size.shown.value
    return excess if excess > 0 else None


def _differing(fields: Mapping[Field, Ranked[V]]) -> list[Finding]:
    """Return a finding for each figure that is stated with several values."""
    found = []
    for name, ranked in fields.items():
        values = {statement.value for statement in ranked.standing}
        if len(values) < 2:
            continue
        by_source: dict[str, set[V]] = {}
        for statement in ranked.standing:
            by_source.setdefault(statement.citation.source.slug, set()).add(statement.value)
        alone = any(len(said) > 1 for said in by_source.values())
        found.append(
            Finding(
                Code.TWO_VALUES if alone else Code.SOURCES_DIFFER,
                (name,),
                citations=tuple(s.citation for s in ranked.standing),
            )
        )
    return found


def _unaccounted(said: Said, spans: Mapping[Field, Span], solved: Solved) -> Iterable[Finding]:
    """Return a finding where every party's seats are known and do not fill the council."""
    # Who is in a bundle is no part of the sum, or would be counted twice.
    sums = {each.fields[0]: set(each.fields) for each in solved.kept if each.rule is Rule.SUM}
    moments: tuple[Moment, ...] = (AFTER, *Baseline)
    for moment in moments:
        size = seats(moment, TOTAL)
        parties = [seats(moment, party) for party in said.parties]
        held = [name for name in parties if name in sums.get(size, ())]
        # One party's seats alone are no list that something could be missing from.
        if len(held) < 2 or not spans[size].is_single:
            continue
        if not all(spans[name].is_single for name in held):
            continue
        rest = (seats(moment, VACANT), seats(moment, NOT_NAMED))
        if all(spans[name].is_single for name in rest):
            continue
        left = spans[size].low - sum(spans[name].low for name in held)
        stated = tuple(name for name in held if name.measure is Measure.SEATS)
        yield Finding(Code.SEATS_UNACCOUNTED, (size, *stated), number=left)
