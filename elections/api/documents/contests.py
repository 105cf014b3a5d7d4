"""A contest as a document: alone, in a list, and where another document mentions it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.urls import reverse

from councils.domain.control import Control, majority_threshold
from elections.api.documents.figures import (
    control_document,
    control_in_list,
    figure_document,
    figure_in_list,
    outcome_document,
)
from elections.api.schemas import contests as schemas
from elections.api.schemas.names import CorrectionName, VersionName
from elections.browsing.contests import ContestSummary
from elections.domain.desk.corrected import Corrected, PutRight, TakenBack
from elections.domain.figures import ControlFigure, SeatsFigure, known_value
from elections.domain.results import BaselineResult, Reconciliation
from elections.domain.sources import Source
from elections.domain.words.correction_words import corrected_words, said_words
from elections.domain.words.finding_words import sentence
from elections.domain.words.headlines import headline
from elections.domain.words.naming import Names
from elections.pages.words import time_and_day
from elections.selectors.contests import ContestDocument, RemarkOfContest
from elections.selectors.results import PublishedResult, PublishedVersion

CORRECTION_NAMES: Mapping[type[Corrected], CorrectionName] = MappingProxyType(
    {PutRight: "correction", TakenBack: "retraction"}
)
VERSION_NAMES: Mapping[type[Corrected], VersionName] = MappingProxyType(
    {PutRight: "corrected", TakenBack: "retracted"}
)

FigureT = TypeVar("FigureT")
ControlT = TypeVar("ControlT")


@dataclass(frozen=True, slots=True)
class _Writing(Generic[FigureT, ControlT]):
    """How figures are written: with their working, or without."""

    figure: Callable[[SeatsFigure], FigureT]
    control: Callable[[ControlFigure, Control], ControlT]

    def figures(self, figures: Mapping[str, SeatsFigure]) -> dict[str, FigureT]:
        """Return figures by party."""
        return {party: self.figure(figure) for party, figure in figures.items()}


_IN_LIST = _Writing(figure_in_list, lambda figure, _outcome: control_in_list(figure))


def contest_document(found: ContestDocument) -> schemas.Contest:
    """Return the JSON document of a contest, each figure with its working."""
    writing = _Writing(
        partial(figure_document, names=found.names), partial(control_document, names=found.names)
    )
    return schemas.Contest(
        **_fields(found, writing),
        baselines={
            baseline.value: schemas.BaselineResult(**_baseline(each, writing))
            for baseline, each in found.result.baselines.items()
        },
    )


def contest_in_list(found: ContestDocument) -> schemas.ContestInList:
    """Return the JSON document of a contest without its figures' workings."""
    return schemas.ContestInList(
        **_fields(found, _IN_LIST),
        baselines={
            baseline.value: schemas.BaselineInList(**_baseline(each, _IN_LIST))
            for baseline, each in found.result.baselines.items()
        },
    )


def contest_mention(summary: ContestSummary, names: Names) -> schemas.ContestMention:
    """Return what another document says of a contest."""
    contest, change = summary.contest, summary.change
    reconciliation = None if summary.result is None else summary.result.reconciliation
    return schemas.ContestMention(
        id=contest.ballot_id,
        election=contest.election.polling_day,
        council=contest.council.slug,
        url=reverse("contest", args=[contest.election.slug, contest.council.slug]),
        headline=f"{contest.council.name}: result awaited"
        if reconciliation is None
        else headline(contest.council.name, reconciliation, change, names),
        state=summary.state.value,
        default_baseline=None if reconciliation is None else reconciliation.default_baseline.value,
        control_before=outcome_document(change.before),
        control_after=outcome_document(change.after),
        change_of_control=change.kind.value,
    )


def _fields(found: ContestDocument, writing: _Writing[FigureT, ControlT]) -> dict[str, Any]:
    """Return all fields of a contest's document but its baselines."""
    result, names, contest = found.result, found.names, found.contest
    shown = result.baselines[result.default_baseline].change_of_control
    total = known_value(result.seats_total)
    return {
        "id": contest.ballot_id,
        "election": contest.polling_day,
        "url": contest.url,
        "headline": headline(contest.council_name, result, shown, names),
        "council": schemas.CouncilOfContest(
            slug=contest.council_slug,
            name=contest.council_name,
            gss=contest.gss_code,
            type=contest.council_type,
            region=contest.region,
        ),
        "scope": contest.scope.value,
        "seats": schemas.Seats(total=total, up=known_value(result.seats_up)),
        "seats_total_figure": writing.figure(result.seats_total),
        "seats_for_majority": None if total is None else majority_threshold(total),
        "seats_up_figure": writing.figure(result.seats_up),
        "control_after": writing.control(result.control_after, shown.after),
        "after": writing.figures(result.after),
        "vacant_after": writing.figure(result.vacant_after),
        "not_named_after": writing.figure(result.not_named_after),
        "majority": writing.figures(result.majority_after),
        "won": writing.figures(result.seats_won),
        "default_baseline": result.default_baseline.value,
        "state": result.state.value,
        "findings": _findings(result, names),
        "remarks": [_remark(remark) for remark in found.remarks],
        "sources": [_source(source) for source in found.sources],
        "published": _published(found.published),
        "corrections": list(_corrections(found)),
        "versions": [_version(each, found) for each in found.versions],
        "versions_url": reverse(
            "versions", args=[contest.polling_day.isoformat(), contest.council_slug]
        ),
    }


def _baseline(result: BaselineResult, writing: _Writing[FigureT, ControlT]) -> dict[str, Any]:
    change = result.change_of_control
    return {
        "seats_total": known_value(result.seats_total),
        "seats_total_figure": writing.figure(result.seats_total),
        "control_before": writing.control(result.control_before, change.before),
        "change_of_control": change.kind.value,
        "before": writing.figures(result.before),
        "change": writing.figures(result.change),
        "vacant_before": writing.figure(result.vacant_before),
        "vacant_change": writing.figure(result.vacant_change),
        "not_named_before": writing.figure(result.not_named_before),
        "majority": writing.figures(result.majority_before),
    }


def _published(result: PublishedResult | None) -> schemas.Published | None:
    if result is None:
        return None
    return schemas.Published(version=result.version, at=result.published_at, reason=result.reason)


def _corrections(found: ContestDocument) -> Iterator[schemas.CorrectionOfContest]:
    for each in found.versions:
        if each.corrected is None:
            continue
        lines = each.corrected.lines if isinstance(each.corrected, PutRight) else None
        yield schemas.CorrectionOfContest(
            kind=CORRECTION_NAMES[type(each.corrected)],
            version=each.version,
            at=each.published_at,
            reason=each.corrected.reason,
            lines=[
                schemas.CorrectedLine(
                    line=difference.line.key,
                    before=said_words(difference.first, found.names),
                    after=said_words(difference.second, found.names),
                )
                for difference in lines or ()
            ],
            text=corrected_words(
                each.corrected, when=time_and_day(each.published_at), names=found.names
            ),
        )


def _version(version: PublishedVersion, found: ContestDocument) -> schemas.VersionOfContest:
    contest = found.contest
    at = [contest.polling_day.isoformat(), contest.council_slug]
    return schemas.VersionOfContest(
        version=version.version,
        at=version.published_at,
        kind="published" if version.corrected is None else VERSION_NAMES[type(version.corrected)],
        reason=version.reason,
        url=contest.url if version.is_current else reverse("version", args=[*at, version.version]),
    )


def _findings(result: Reconciliation, names: Names) -> list[schemas.Finding]:
    return [
        schemas.Finding(
            code=finding.code.value,
            fields=[name.path for name in finding.fields],
            message=sentence(finding, names),
        )
        for finding in result.findings
    ]


def _remark(remark: RemarkOfContest) -> schemas.Remark:
    return schemas.Remark(
        topic=remark.topic.value,
        text=remark.text,
        source=remark.source,
        paragraph=remark.paragraph,
    )


def _source(source: Source) -> schemas.SourceOfContest:
    return schemas.SourceOfContest(
        slug=source.slug,
        name=source.name,
        kind=source.kind.value,
        published_on=source.published_on,
        url=reverse("source", args=[source.slug]),
    )
