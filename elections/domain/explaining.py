"""Why each figure that nobody states is what it is: the rule, and what went into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from councils.domain.spans import Span
from elections.domain.fields import Field
from elections.domain.figures import Bound, Input, Working
from elections.domain.propagation import Constraint, Narrowed, Step
from elections.domain.sources import Citation

Cited = Mapping[Field, tuple[Citation, ...]]


def explain_all(
    state: Narrowed, kept: Sequence[Constraint], stated: Cited
) -> dict[Field, tuple[Working, ...]]:
    """Return the working of every field that is narrowed and not stated.

    A field settled by one equation whose other fields are known is explained by it, those
    nearest to what is stated first. What is left is explained by the step that set each bound.
    """
    workings: dict[Field, tuple[Working, ...]] = {}
    known = {name for name in stated if state.spans[name].is_single}
    equations = [each for each in kept if each.is_equation]
    while True:
        found: dict[Field, Working] = {}
        for equation in equations:
            open_fields = [name for name in equation.fields if name not in known]
            if len(open_fields) == 1 and open_fields[0] not in found:
                name = open_fields[0]
                if state.spans[name].is_single:
                    found[name] = _by_equation(name, equation, state.spans, stated)
        if not found:
            break
        for name, working in found.items():
            workings[name] = (working,)
            known.add(name)
    for name, span in state.spans.items():
        if name not in known and name not in stated:
            by_bounds = _by_bounds(
                name, span, state.low_steps.get(name), state.high_steps.get(name), stated
            )
            if by_bounds:
                workings[name] = by_bounds
    return workings


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
    if span.is_single and (low is None or high is None or low.constraint is high.constraint):
        only = high or low
        return () if only is None else (_by_step(name, span, only, stated, None),)
    ends = ((Bound.LOW, low), (Bound.HIGH, high))
    return tuple(_by_step(name, span, step, stated, end) for end, step in ends if step is not None)


def _by_step(name: Field, span: Span, step: Step, stated: Cited, bound: Bound | None) -> Working:
    inputs = tuple(Input(other, seen, stated.get(other, ())) for other, seen in step.seen)
    return Working(name, step.constraint.rule, span, inputs, step.constraint.because, bound)
