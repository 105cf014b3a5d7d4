"""Figures and control as documents: with their working, or without it for a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from councils.domain import control as outcomes
from elections.api.schemas import figures as schemas
from elections.api.schemas.names import ControlKind
from elections.domain.figures import (
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    Statement,
    Unknown,
    Working,
)
from elections.domain.words.naming import Names
from elections.domain.words.wording import explain, explain_control


def figure_in_list(figure: SeatsFigure) -> schemas.FigureInList:
    """Return a figure of seats without its working."""
    match figure:
        case Reported(value=value, statements=statements, precision=precision):
            return schemas.ReportedInList(
                status="reported",
                value=value,
                precision=precision.value,
                sources=_slugs(statements),
            )
        case Derived(value=value, workings=workings, precision=precision):
            return schemas.DerivedInList(
                status="derived",
                value=value,
                precision=precision.value,
                rules=_rules(workings),
            )
        case Bounded(span=span, workings=workings, precision=precision):
            return schemas.BoundedInList(
                status="bounded",
                min=span.low,
                max=span.high,
                precision=precision.value,
                rules=_rules(workings),
            )
        case Disputed(value=value, alternatives=alternatives, because=because):
            return schemas.DisputedInList(
                status="disputed",
                value=value,
                values=[
                    schemas.StatedValue(value=each.value, sources=_slugs(each.statements))
                    for each in alternatives
                ],
                because=because.value,
                precision=figure.precision.value,
            )
        case Unknown():
            return schemas.UnknownInList(status="unknown", precision="exact")


def figure_document(figure: SeatsFigure, names: Names) -> schemas.Figure:
    """Return a figure of seats with its working in words."""
    working = list(explain(figure, names))
    match figure_in_list(figure):
        case schemas.ReportedInList() as known:
            return schemas.ReportedFigure(**dict(known), working=working)
        case schemas.DerivedInList() as known:
            return schemas.DerivedFigure(**dict(known), working=working)
        case schemas.BoundedInList() as known:
            return schemas.BoundedFigure(**dict(known), working=working)
        case schemas.DisputedInList() as known:
            return schemas.DisputedFigure(**dict(known), working=working)
        case schemas.UnknownInList() as unknown:
            return schemas.UnknownFigure(**dict(unknown), working=working)


def control_in_list(figure: ControlFigure) -> schemas.ControlInList:
    """Return who has control, without the working."""
    if isinstance(figure, Unknown):
        return schemas.ControlInList(
            kind="undetermined", party=None, status="unknown", precision="exact"
        )
    kind, party = _who(figure.value)
    return schemas.ControlInList(
        kind=kind,
        party=party,
        status=_status(figure),
        precision=figure.precision.value,
        values=_answers(figure),
    )


def control_document(
    figure: ControlFigure, outcome: outcomes.Control, names: Names
) -> schemas.Control:
    """Return who has control, with the working in words; `outcome` has why it is not known."""
    return schemas.Control(
        **dict(control_in_list(figure)), working=list(explain_control(figure, names, outcome))
    )


def outcome_document(value: outcomes.Control) -> schemas.Outcome:
    """Return who has control, without how that is known."""
    kind, party = _who(value)
    return schemas.Outcome(kind=kind, party=party)


def _status(
    figure: Reported[outcomes.Control] | Derived[outcomes.Control] | Disputed[outcomes.Control],
) -> Literal["reported", "derived", "disputed"]:
    match figure:
        case Reported():
            return "reported"
        case Derived():
            return "derived"
        case Disputed():
            return "disputed"


def _answers(
    figure: Reported[outcomes.Control] | Derived[outcomes.Control] | Disputed[outcomes.Control],
) -> list[schemas.StatedControl] | None:
    """Return every answer to who has control where they differ, the one shown first."""
    if not isinstance(figure, Disputed):
        return None
    answers = []
    for each in figure.alternatives:
        kind, party = _who(each.value)
        answers.append(
            schemas.StatedControl(kind=kind, party=party, sources=_slugs(each.statements))
        )
    return answers


def _who(value: outcomes.Control) -> tuple[ControlKind, str | None]:
    match value:
        case outcomes.Majority(party=party):
            return "majority", party
        case outcomes.NoOverallControl():
            return "noc", None
        case outcomes.Undetermined():
            return "undetermined", None
        case outcomes.NoCouncilBefore():
            return "none", None
        case outcomes.NotApplicable():
            return "not_applicable", None


def _slugs(
    statements: Sequence[Statement[int]] | Sequence[Statement[outcomes.Control]],
) -> list[str]:
    return list(dict.fromkeys(statement.citation.source.slug for statement in statements))


def _rules(workings: Iterable[Working]) -> list[str]:
    return list(dict.fromkeys(working.rule.value for working in workings))
