"""A whole reconciliation as rows, and the very same reconciliation back from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elections.codec.figures import (
    control_figure_of,
    control_row,
    holder_name,
    seats_figure_of,
    tally_row,
)
from elections.codec.pieces import (
    Json,
    Reader,
    citations_json,
    control_json,
    control_of,
    field_json,
    field_of,
)
from elections.codec.rows import ChangeRow, FindingRow, ResultRows, TallyRow, UseRow
from elections.codec.vocabulary import moment_of
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
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
from elections.domain.figures import Rule, SeatsFigure
from elections.domain.findings import Code, Finding
from elections.domain.results import BaselineResult, ClaimOutcome, Reconciliation, State
from elections.domain.sources import Source

_NO_PARTIES = frozenset({TOTAL, VACANT, NOT_NAMED})


def encode(reconciliation: Reconciliation) -> ResultRows:
    """Return a reconciliation as rows."""
    return ResultRows.in_order(
        state=reconciliation.state.value,
        default_baseline=reconciliation.default_baseline.value,
        control_after=control_row(reconciliation.control_after),
        tallies=[tally_row(field, figure) for field, figure in _figures(reconciliation)],
        changes=[_change_row(result) for result in reconciliation.baselines.values()],
        findings=[_finding_row(finding) for finding in reconciliation.findings],
        uses=[
            UseRow(source, reference, outcome.value)
            for (source, reference), outcome in reconciliation.outcomes.items()
        ],
    )


def decode(rows: ResultRows, sources: Mapping[str, Source]) -> Reconciliation:
    """Return the reconciliation that rows hold, given all sources they cite by slug.

    Raises UnknownSourceError if one is missing.
    """
    reader = Reader(sources)
    figures = _Figures.of(rows.tallies, reader)
    return Reconciliation(
        seats_total=figures.one(seats(AFTER, TOTAL)),
        seats_up=figures.one(SEATS_UP),
        seats_won=figures.by_party(Measure.WON, AFTER),
        after=figures.by_party(Measure.SEATS, AFTER),
        vacant_after=figures.one(seats(AFTER, VACANT)),
        not_named_after=figures.one(seats(AFTER, NOT_NAMED)),
        majority_after=figures.by_party(Measure.MAJORITY, AFTER),
        control_after=control_figure_of(rows.control_after, reader),
        baselines={
            Baseline(row.baseline): _baseline_result(row, figures, reader) for row in rows.changes
        },
        default_baseline=Baseline(rows.default_baseline),
        state=State(rows.state),
        findings=tuple(
            Finding(
                code=Code(row.code),
                fields=tuple(field_of(field) for field in row.fields),
                rule=Rule(row.rule) if row.rule else None,
                number=row.number,
                citations=reader.citations(row.citations),
            )
            for row in rows.findings
        ),
        outcomes={(row.source, row.reference): ClaimOutcome(row.outcome) for row in rows.uses},
    )


def _figures(result: Reconciliation) -> Iterator[tuple[Field, SeatsFigure]]:
    """Yield every figure of seats with its field."""
    yield seats(AFTER, TOTAL), result.seats_total
    yield SEATS_UP, result.seats_up
    yield seats(AFTER, VACANT), result.vacant_after
    yield seats(AFTER, NOT_NAMED), result.not_named_after
    for party, figure in result.seats_won.items():
        yield Field(Measure.WON, AFTER, party), figure
    for party, figure in result.after.items():
        yield seats(AFTER, party), figure
    for party, figure in result.majority_after.items():
        yield majority(AFTER, party), figure
    for baseline, before in result.baselines.items():
        yield seats(baseline, TOTAL), before.seats_total
        yield seats(baseline, VACANT), before.vacant_before
        yield seats(baseline, NOT_NAMED), before.not_named_before
        yield change(baseline, VACANT), before.vacant_change
        for party, figure in before.before.items():
            yield seats(baseline, party), figure
        for party, figure in before.change.items():
            yield change(baseline, party), figure
        for party, figure in before.majority_before.items():
            yield majority(baseline, party), figure


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of seats of one result, by field."""

    by_field: Mapping[Field, SeatsFigure]

    @classmethod
    def of(cls, rows: tuple[TallyRow, ...], reader: Reader) -> _Figures:
        return cls(
            {
                Field(Measure(row.measure), moment_of(row.moment), holder_name(row)): (
                    seats_figure_of(row, reader)
                )
                for row in rows
            }
        )

    def one(self, field: Field) -> SeatsFigure:
        return self.by_field[field]

    def by_party(self, measure: Measure, moment: Moment) -> dict[str, SeatsFigure]:
        return {
            field.holder: figure
            for field, figure in self.by_field.items()
            if field.measure is measure
            and field.moment is moment
            and field.holder not in _NO_PARTIES
        }


def _change_row(result: BaselineResult) -> ChangeRow:
    change_of_control = result.change_of_control
    return ChangeRow(
        baseline=result.baseline.value,
        kind=change_of_control.kind.value,
        control_before=control_row(result.control_before),
        detail={
            "before": control_json(change_of_control.before),
            "after": control_json(change_of_control.after),
        },
    )


def _finding_row(finding: Finding) -> FindingRow:
    return FindingRow(
        code=finding.code.value,
        fields=[field_json(field) for field in finding.fields],
        rule="" if finding.rule is None else finding.rule.value,
        number=finding.number,
        citations=citations_json(finding.citations),
    )


def _baseline_result(row: ChangeRow, figures: _Figures, reader: Reader) -> BaselineResult:
    baseline = Baseline(row.baseline)
    return BaselineResult(
        baseline=baseline,
        seats_total=figures.one(seats(baseline, TOTAL)),
        before=figures.by_party(Measure.SEATS, baseline),
        vacant_before=figures.one(seats(baseline, VACANT)),
        not_named_before=figures.one(seats(baseline, NOT_NAMED)),
        change=figures.by_party(Measure.CHANGE, baseline),
        vacant_change=figures.one(change(baseline, VACANT)),
        majority_before=figures.by_party(Measure.MAJORITY, baseline),
        control_before=control_figure_of(row.control_before, reader),
        change_of_control=ChangeOfControl(
            kind=ChangeKind(row.kind),
            before=control_of(row.detail["before"]),
            after=control_of(row.detail["after"]),
        ),
    )


def cited_sources(rows: ResultRows) -> set[str]:
    """Return the slugs of all sources that a result cites."""
    slugs = {use.source for use in rows.uses}
    slugs.update(citation[0] for finding in rows.findings for citation in finding.citations)
    details = [rows.control_after.detail, *(row.detail for row in rows.tallies)]
    details.extend(row.control_before.detail for row in rows.changes)
    for detail in details:
        slugs.update(_cited_in(detail))
    return slugs


def _cited_in(stored: Json) -> Iterator[str]:
    """Yield the source of each citation within JSON, however deep."""
    if isinstance(stored, list):
        for each in stored:
            yield from _cited_in(each)
    elif isinstance(stored, dict):
        for key, value in stored.items():
            if key == "citation":
                yield value[0]
            elif key in {"citations", "because"} and isinstance(value, list):
                yield from (citation[0] for citation in value)
            else:
                yield from _cited_in(value)
