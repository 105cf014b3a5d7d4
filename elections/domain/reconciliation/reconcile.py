"""Reconciliation: from what sources claim to figures that each show their working.

Pure, exact and total: contradictory claims never raise and never loop, and the result is the
same whatever order the claims come in. The rules are in `rules.py`, the arithmetic in
`propagation.py`, which statement is shown in `statements.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from councils.domain.composition import MOST_SEATS
from councils.domain.control import NoCouncilBefore
from councils.domain.spans import Span
from elections.domain.baselines import AFTER, Baseline
from elections.domain.changes_of_control import change_of_control
from elections.domain.claims import AllSeatsUp, Claim, NewCouncil, baselines_in
from elections.domain.contests import ContestFacts, Scope
from elections.domain.fields import (
    NOT_NAMED,
    SEATS_UP,
    TOTAL,
    VACANT,
    Field,
    Measure,
    change,
    majority,
    seats,
)
from elections.domain.figures import (
    SeatsFigure,
    Statement,
    Unknown,
    UnknownReason,
    Working,
    known_value,
)
from elections.domain.findings import Finding
from elections.domain.reconciliation.control_figures import ControlRoom
from elections.domain.reconciliation.explaining import explain_all
from elections.domain.reconciliation.inspecting import find_findings
from elections.domain.reconciliation.opening import default_baseline, state_of
from elections.domain.reconciliation.outcomes import outcomes_of
from elections.domain.reconciliation.propagation import Constraint, Narrowed, Solved, solve
from elections.domain.reconciliation.rules import rules_for
from elections.domain.reconciliation.seat_figures import seats_figure
from elections.domain.reconciliation.statements import Said, read_claims
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.sources import Citation, Precision


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything worked out of one contest's claims: what was said, and what follows.

    `exact` rests on exact statements alone; `full` adds the approximate ones where no exact
    figure is known. `cited` are the fields whose stated value came out, with who states it.
    """

    facts: ContestFacts
    said: Said
    baselines: tuple[Baseline, ...]
    exact: Solved
    full: Solved
    cited: Mapping[Field, tuple[Citation, ...]]
    workings: Mapping[Field, tuple[Working, ...]]

    @property
    def spans(self) -> Mapping[Field, Span]:
        """Return what is left of each field."""
        return self.full.narrowed.spans


def reconcile(facts: ContestFacts, claims: Iterable[Claim]) -> Reconciliation:
    """Work out every figure of a contest from its claims and standing facts.

    Never raises for contradictory claims: they come out as disputes and findings. The result
    does not depend on the order of `claims`, and one more claim that fits never makes a known
    figure unknown.
    """
    claims = tuple(claims)
    knowledge = work_out(facts, claims)
    findings = find_findings(
        knowledge.said, facts, knowledge.exact, knowledge.full, knowledge.spans
    )
    return _result(knowledge, claims, findings)


def work_out(facts: ContestFacts, claims: Sequence[Claim]) -> Knowledge:
    """Work out what is left of every field, without yet putting it into figures."""
    said = read_claims(claims, standing_statements(facts), facts.bundles)
    baselines = baselines_spoken_of(claims)
    constraints = rules_for(said, facts, baselines, claims)
    shown = {
        name: statements.shown
        for name, statements in said.numbers.items()
        if statements.shown is not None
    }
    start = Narrowed(_everything_open(constraints, shown))
    for name, statement in shown.items():
        if statement.precision is Precision.EXACT:
            start.spans[name] = Span.of(statement.value)
    exact = solve(start, [each for each in constraints if not each.is_approximate])
    full = exact
    guesses = {
        name: statement.value
        for name, statement in shown.items()
        if statement.precision is Precision.APPROXIMATE and not exact.narrowed.spans[name].is_single
    }
    if guesses or any(each.is_approximate for each in constraints):
        # What exact statements settle stands; the rest is worked out again beside the guesses.
        settled = {n: span for n, span in exact.narrowed.spans.items() if span.is_single}
        roomier = Narrowed(
            {**start.spans, **settled, **{n: Span.of(value) for n, value in guesses.items()}}
        )
        full = solve(roomier, constraints)
    spans = full.narrowed.spans
    cited = {
        name: tuple(
            each.citation for each in said.numbers[name].standing if each.value == statement.value
        )
        for name, statement in shown.items()
        if spans[name] == Span.of(statement.value)
    }
    return Knowledge(
        facts=facts,
        said=said,
        baselines=baselines,
        exact=exact,
        full=full,
        cited=cited,
        workings=explain_all(full.narrowed, full.kept, cited),
    )


def standing_statements(facts: ContestFacts) -> list[Statement[int]]:
    """Return the standing facts of a council as statements of its figures."""
    standing = []
    if facts.size_after is not None:
        standing.append((seats(AFTER, TOTAL), facts.size_after))
    if facts.seats_up is not None:
        standing.append((SEATS_UP, facts.seats_up))
    standing += [
        (seats(baseline, TOTAL), size)
        for baseline, size in facts.size_before.items()
        if baseline is not Baseline.NOTIONAL
    ]
    return [
        Statement(name, number.seats, number.citation, is_standing=True)
        for name, number in standing
    ]


def baselines_spoken_of(claims: Iterable[Claim]) -> tuple[Baseline, ...]:
    """Return the baselines that any claim speaks of, or the eve of poll where none does."""
    spoken = {moment for claim in claims for moment in baselines_in(claim.saying)}
    return tuple(b for b in Baseline if b in spoken) or (Baseline.EVE_OF_POLL,)


def _everything_open(
    constraints: Iterable[Constraint], stated: Iterable[Field]
) -> dict[Field, Span]:
    """Return each field with all the values it could have if nothing were known."""
    names = {name for each in constraints for name in each.fields} | set(stated)
    signed = {Measure.CHANGE, Measure.MAJORITY, Measure.LEAD}
    return {
        name: Span(-MOST_SEATS if name.measure in signed else 0, MOST_SEATS)
        for name in sorted(names)
    }


def _result(
    knowledge: Knowledge, claims: Sequence[Claim], findings: tuple[Finding, ...]
) -> Reconciliation:
    said, facts = knowledge.said, knowledge.facts

    def figure(name: Field) -> SeatsFigure:
        return seats_figure(
            name,
            said.numbers.get(name),
            exact=knowledge.exact.narrowed.spans,
            full=knowledge.spans,
            workings=knowledge.workings.get(name, ()),
        )

    controls = ControlRoom(
        said=said,
        facts=facts,
        exact=knowledge.exact,
        full=knowledge.full,
        cited=knowledge.cited,
        new_said=tuple(claim for claim in claims if isinstance(claim.saying, NewCouncil)),
    )
    control_after = controls.figure(AFTER)
    after = controls.shown(AFTER, control_after)
    results = {}
    for baseline in knowledge.baselines:
        control_before = controls.figure(baseline)
        before = controls.shown(baseline, control_before)
        was_there = not isinstance(before, NoCouncilBefore)
        parties = said.parties if was_there else ()
        results[baseline] = BaselineResult(
            baseline=baseline,
            seats_total=figure(seats(baseline, TOTAL)) if was_there else _NO_COUNCIL,
            before={party: figure(seats(baseline, party)) for party in parties},
            vacant_before=figure(seats(baseline, VACANT)) if was_there else _NO_COUNCIL,
            not_named_before=figure(seats(baseline, NOT_NAMED)) if was_there else _NO_COUNCIL,
            change={party: figure(change(baseline, party)) for party in parties},
            vacant_change=figure(change(baseline, VACANT)) if was_there else _NO_COUNCIL,
            majority_before={party: figure(majority(baseline, party)) for party in parties},
            control_before=control_before,
            change_of_control=change_of_control(
                before, after, winner_had_none=controls.winner_had_none(baseline, after)
            ),
        )
    after_figures = {party: figure(seats(AFTER, party)) for party in said.parties}
    seats_total = figure(seats(AFTER, TOTAL))
    seats_up = figure(SEATS_UP) if SEATS_UP in knowledge.spans else Unknown()
    return Reconciliation(
        seats_total=seats_total,
        seats_up=seats_up,
        seats_won={
            name.holder: figure(name) for name in said.numbers if name.measure is Measure.WON
        },
        after=after_figures,
        vacant_after=figure(seats(AFTER, VACANT)),
        not_named_after=figure(seats(AFTER, NOT_NAMED)),
        majority_after={party: figure(majority(AFTER, party)) for party in said.parties},
        control_after=control_after,
        baselines=results,
        default_baseline=default_baseline(
            results,
            all_up=facts.scope is Scope.WHOLE
            or any(isinstance(claim.saying, AllSeatsUp) for claim in claims)
            or _same(seats_up, seats_total),
        ),
        state=state_of(control_after, after_figures, claims),
        findings=findings,
        outcomes=outcomes_of(claims, said, knowledge.exact, knowledge.full),
    )


def _same(seats_up: SeatsFigure, seats_total: SeatsFigure) -> bool:
    up = known_value(seats_up)
    return up is not None and up == known_value(seats_total)


_NO_COUNCIL = Unknown(UnknownReason.NO_COUNCIL_BEFORE)
