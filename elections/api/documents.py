"""From a result to its JSON document. No queries: everything is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from councils.domain import control as outcomes
from elections.api import schemas
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
    known_value,
)
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.sources import Source
from elections.domain.words.finding_words import sentence
from elections.domain.words.headlines import headline
from elections.domain.words.naming import Names
from elections.domain.words.wording import explain, explain_control
from elections.selectors.contests import ContestDocument
from elections.selectors.results import PublishedResult


def contest_document(found: ContestDocument) -> schemas.Contest:
    """Return the JSON document of a contest."""
    result, names, contest = found.result, found.names, found.contest
    shown = result.baselines[result.default_baseline].change_of_control
    return schemas.Contest(
        id=contest.ballot_id,
        election=contest.polling_day,
        url=contest.url,
        headline=headline(contest.council_name, result, shown, names),
        council=schemas.Council(
            slug=contest.council_slug,
            name=contest.council_name,
            gss=contest.gss_code,
            type=contest.council_type,
            region=contest.region,
        ),
        seats=schemas.Seats(total=known_value(result.seats_total), up=known_value(result.seats_up)),
        control_after=_control(result.control_after, names),
        after=_figures(result.after, names),
        vacant_after=_figure(result.vacant_after, names),
        won=_figures(result.seats_won, names),
        baselines={
            baseline.value: _baseline(each, names) for baseline, each in result.baselines.items()
        },
        default_baseline=result.default_baseline.value,
        state=result.state.value,
        findings=_findings(result, names),
        sources=[_source(source) for source in found.sources],
        published=_published(found.published),
    )


def _published(result: PublishedResult | None) -> schemas.Published | None:
    if result is None:
        return None
    return schemas.Published(version=result.version, at=result.published_at, reason=result.reason)


def _baseline(result: BaselineResult, names: Names) -> schemas.BaselineResult:
    return schemas.BaselineResult(
        seats_total=known_value(result.seats_total),
        control_before=_control(result.control_before, names),
        change_of_control=result.change_of_control.kind.value,
        before=_figures(result.before, names),
        change=_figures(result.change, names),
        vacant_before=_figure(result.vacant_before, names),
        vacant_change=_figure(result.vacant_change, names),
    )


def _figures(figures: Mapping[str, SeatsFigure], names: Names) -> dict[str, schemas.Figure]:
    return {party: _figure(figure, names) for party, figure in figures.items()}


def _figure(figure: SeatsFigure, names: Names) -> schemas.Figure:
    working = list(explain(figure, names))
    match figure:
        case Reported(value=value, statements=statements, precision=precision):
            return schemas.ReportedFigure(
                status="reported",
                value=value,
                precision=precision.value,
                sources=_slugs(statements),
                working=working,
            )
        case Derived(value=value, workings=workings, precision=precision):
            return schemas.DerivedFigure(
                status="derived",
                value=value,
                precision=precision.value,
                rules=_rules(workings),
                working=working,
            )
        case Bounded(span=span, workings=workings, precision=precision):
            return schemas.BoundedFigure(
                status="bounded",
                min=span.low,
                max=span.high,
                precision=precision.value,
                rules=_rules(workings),
                working=working,
            )
        case Disputed(value=value, alternatives=alternatives, because=because):
            return schemas.DisputedFigure(
                status="disputed",
                value=value,
                values=[
                    schemas.StatedValue(value=each.value, sources=_slugs(each.statements))
                    for each in alternatives
                ],
                because=because.value,
                precision=figure.precision.value,
                working=working,
            )
        case Unknown():
            return schemas.UnknownFigure(status="unknown", precision="exact", working=working)


def _control(figure: ControlFigure, names: Names) -> schemas.Control:
    working = list(explain_control(figure, names))
    match figure:
        case Unknown():
            return schemas.Control(
                kind="undetermined",
                party=None,
                status="unknown",
                precision="exact",
                working=working,
            )
        case known:
            kind, party = _who(known.value)
            return schemas.Control(
                kind=kind,
                party=party,
                status=_status(known),
                precision=known.precision.value,
                values=_answers(known),
                working=working,
            )


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


def _who(value: outcomes.Control) -> tuple[schemas.ControlKind, str | None]:
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


def _findings(result: Reconciliation, names: Names) -> list[schemas.Finding]:
    return [
        schemas.Finding(
            code=finding.code.value,
            fields=[name.path for name in finding.fields],
            message=sentence(finding, names),
        )
        for finding in result.findings
    ]


def _source(source: Source) -> schemas.Source:
    return schemas.Source(
        slug=source.slug,
        name=source.name,
        kind=source.kind.value,
        published_on=source.published_on,
        url=f"/sources/{source.slug}/",
    )


def _slugs(
    statements: Sequence[Statement[int]] | Sequence[Statement[outcomes.Control]],
) -> list[str]:
    return list(dict.fromkeys(statement.citation.source.slug for statement in statements))


def _rules(workings: Iterable[Working]) -> list[str]:
    return list(dict.fromkeys(working.rule.value for working in workings))
