"""Why each figure that nobody states is what it is: the rule, and what went into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from councils.domain.spans import Span
from elections.domain.fields import Field
from elections.domain.figures import Bound, Input, Rule, Working
from elections.domain.reconciliation.propagation import Constraint, Narrowed, Step
from elections.domain.sources import Citation

Cited = Mapping[Field, tuple[Citation, ...]]


def explain_all(
    state: Narrowed, kept: Sequence[Constraint], stated: Cited
) -> dict[Field, tuple[Working, ...]]:
    """Return the working of every field that is narrowed and not stated.

    `stated` are the fields whose stated value is the one that came out, with who states it. A
    field settled by one equation whose other fields are known is explained by it, those nearest
    to what is stated first; then one of which the known fields of a sum leave nothing. What is
    left is explained by the step that set each bound.
    """
    workings: dict[Field, tuple[Working, ...]] = {}
    known = set(stated)
    equations = [each for each in kept if each.is_equation]
    while True:
        found = _settled(equations, known, state.spans, stated) or _left_with_nothing(
            equations, known, state.spans, stated
        )
        if not found:
            break
        for name, working in found.items():
            workings[name] = (working,)
            known.add(name)
    for name, span in state.spans.items():
        if name not in known:
            by_bounds = _by_bounds(
                name, span, state.low_steps.get(name), state.high_steps.get(name), stated
            )
            if by_bounds:
                workings[name] = by_bounds
    return workings


def _settled(
    equations: Sequence[Constraint],
    known: Set[Field],
    spans: Mapping[Field, Span],
    stated: Cited,
) -> dict[Field, Working]:
    """Return the fields that an equation settles because all its others are known."""
    found: dict[Field, Working] = {}
    for equation in equations:
        unknown = [name for name in equation.fields if name not in known]
        if len(unknown) == 1 and unknown[0] not in found and spans[unknown[0]].is_single:
            found[unknown[0]] = _by_equation(unknown[0], equation, spans, stated)
    return found


def _left_with_nothing(
    equations: Sequence[Constraint],
    known: Set[Field],
    spans: Mapping[Field, Span],
    stated: Cited,
) -> dict[Field, Working]:
    """Return the fields that hold nothing because the known ones fill a council."""
    found: dict[Field, Working] = {}
    for equation in equations:
        if equation.rule is not Rule.SUM:
            continue
        whole, *parts = equation.fields
        told = [name for name in parts if name in known]
        filled = whole in known and spans[whole].low == sum(spans[name].low for name in told)
        for name in parts:
            if filled and name not in known and name not in found:
                inputs = (whole, *told)
                found[name] = Working(
                    name,
                    equation.rule,
                    spans[name],
                    tuple(Input(each, spans[each], stated.get(each, ())) for each in inputs),
                )
    return found


def _by_equation(
    name: Field, equation: Constraint, spans: Mapping[Field, Span], stated: Cited
) -> Working:
    inputs = tuple(
        Input(other, spans[other], stated.get(other, ()))
        for other in equation.fields
        if other != name
    )
    return Working(name, equation.rule, spans[name], inputs, equation.because)


def _by_bounds(
    name: Field, span: Span, low: Step | None, high: Step | None, stated: Cited
) -> tuple[Working, ...]:
    """Return the step that set each end, or the one step that settled a single value."""
    one = low is not None and high is not None and low.constraint is high.constraint
    if span.is_single and one and high is not None and all(s.is_single for _, s in high.seen):
        return (_by_step(name, span, high, stated, None),)
    ends = ((Bound.LOW, low), (Bound.HIGH, high))
    return tuple(_by_step(name, span, step, stated, end) for end, step in ends if step is not None)


def _by_step(name: Field, span: Span, step: Step, stated: Cited, bound: Bound | None) -> Working:
    inputs = tuple(Input(other, seen, stated.get(other, ())) for other, seen in step.seen)
    return Working(name, step.constraint.rule, span, inputs, step.constraint.because, bound)
