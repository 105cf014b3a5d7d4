"""The parts of a figure's working as JSON, and back: statements, steps, alternatives, control."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NocReason,
    NoOverallControl,
    NotApplicable,
    NotApplicableReason,
    Undetermined,
    UndeterminedReason,
)
from councils.domain.spans import Span
from elections.codec.vocabulary import ControlKind, control_kind, moment_of
from elections.domain.fields import Field, Measure
from elections.domain.figures import Alternative, Bound, Input, Rule, Statement, Working
from elections.domain.sources import Citation, Precision, Source

V = TypeVar("V")
Json = Any


class UnknownSourceError(LookupError):
    """A stored result cites a source that was not given."""


def field_json(field: Field) -> Json:
    """Return a field as JSON."""
    return [field.measure.value, field.moment.value, field.holder, field.over]


def field_of(stored: Json) -> Field:
    """Return the field that JSON stands for."""
    measure, moment, holder, over = stored
    return Field(Measure(measure), moment_of(moment), holder, over)


def citation_json(citation: Citation) -> Json:
    """Return a citation as JSON: its source by slug."""
    return [citation.source.slug, citation.reference, citation.paragraph]


def citations_json(citations: Iterable[Citation]) -> Json:
    """Return citations as JSON."""
    return [citation_json(citation) for citation in citations]


def control_json(control: Control) -> Json:
    """Return a control, and its reason, as JSON."""
    stored = {"kind": control_kind(control).value}
    match control:
        case Majority(party=party):
            stored["party"] = party
        case NoOverallControl(reason=reason):
            stored["reason"] = reason.value
        case Undetermined(reason=reason):
            stored["reason"] = reason.value
        case NotApplicable(reason=reason):
            stored["reason"] = reason.value
        case NoCouncilBefore():
            pass
    return stored


def control_of(stored: Json) -> Control:
    """Return the control that JSON stands for."""
    match ControlKind(stored["kind"]):
        case ControlKind.MAJORITY:
            return Majority(stored["party"])
        case ControlKind.NOC:
            return NoOverallControl(NocReason(stored["reason"]))
        case ControlKind.UNDETERMINED:
            return Undetermined(UndeterminedReason(stored["reason"]))
        case ControlKind.NOT_APPLICABLE:
            return NotApplicable(NotApplicableReason(stored["reason"]))
        case ControlKind.NONE:
            return NoCouncilBefore()


def statement_json(statement: Statement[V], value_json: Callable[[V], Json]) -> Json:
    """Return a statement as JSON."""
    return {
        "field": field_json(statement.field),
        "value": value_json(statement.value),
        "citation": citation_json(statement.citation),
        "precision": statement.precision.value,
        "is_standing": statement.is_standing,
    }


def working_json(working: Working) -> Json:
    """Return one step of a working as JSON."""
    return {
        "field": field_json(working.field),
        "rule": working.rule.value,
        "result": list(working.result),
        "inputs": [
            {
                "field": field_json(each.field),
                "span": list(each.span),
                "citations": citations_json(each.citations),
            }
            for each in working.inputs
        ],
        "because": citations_json(working.because),
        "bound": None if working.bound is None else working.bound.value,
    }


def alternative_json(alternative: Alternative[V], value_json: Callable[[V], Json]) -> Json:
    """Return one value of a disputed figure as JSON."""
    return {
        "value": value_json(alternative.value),
        "statements": [statement_json(each, value_json) for each in alternative.statements],
        "workings": [working_json(each) for each in alternative.workings],
    }


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what cites sources, which it knows by slug."""

    sources: Mapping[str, Source]

    def citation(self, stored: Json) -> Citation:
        """Return the citation that JSON stands for. Raises UnknownSourceError."""
        slug, reference, paragraph = stored
        try:
            return Citation(self.sources[slug], reference, paragraph)
        except KeyError:
            raise UnknownSourceError(f"No source '{slug}' was given.") from None

    def citations(self, stored: Json) -> tuple[Citation, ...]:
        """Return the citations that JSON stands for. Raises UnknownSourceError."""
        return tuple(self.citation(each) for each in stored)

    def statement(self, stored: Json, value_of: Callable[[Json], V]) -> Statement[V]:
        """Return the statement that JSON stands for. Raises UnknownSourceError."""
        return Statement(
            field=field_of(stored["field"]),
            value=value_of(stored["value"]),
            citation=self.citation(stored["citation"]),
            precision=Precision(stored["precision"]),
            is_standing=stored["is_standing"],
        )

    def statements(self, stored: Json, value_of: Callable[[Json], V]) -> tuple[Statement[V], ...]:
        """Return the statements that JSON stands for. Raises UnknownSourceError."""
        return tuple(self.statement(each, value_of) for each in stored)

    def working(self, stored: Json) -> Working:
        """Return the step that JSON stands for. Raises UnknownSourceError."""
        return Working(
            field=field_of(stored["field"]),
            rule=Rule(stored["rule"]),
            result=Span(*stored["result"]),
            inputs=tuple(
                Input(
                    field=field_of(each["field"]),
                    span=Span(*each["span"]),
                    citations=self.citations(each["citations"]),
                )
                for each in stored["inputs"]
            ),
            because=self.citations(stored["because"]),
            bound=None if stored["bound"] is None else Bound(stored["bound"]),
        )

    def workings(self, stored: Json) -> tuple[Working, ...]:
        """Return the steps that JSON stands for. Raises UnknownSourceError."""
        return tuple(self.working(each) for each in stored)

    def alternative(self, stored: Json, value_of: Callable[[Json], V]) -> Alternative[V]:
        """Return the value of a disputed figure. Raises UnknownSourceError."""
        return Alternative(
            value=value_of(stored["value"]),
            statements=self.statements(stored["statements"], value_of),
            workings=self.workings(stored["workings"]),
        )
