"""Councils and regions as documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from councils.domain.administrations import Administration, read_label
from councils.models import AliasKind
from elections.api.documents.contests import contest_mention
from elections.api.documents.figures import outcome_document
from elections.api.schemas import councils as schemas
from elections.browsing.councils import CouncilSummary
from elections.domain.words.naming import Names
from elections.pages.register import (
    CouncilHistory,
    CouncilRecord,
    RegionHistory,
    RegionRecord,
    SuccessionRecord,
)
from elections.pages.timeline import controls_of


def council_in_list(summary: CouncilSummary, names: Names) -> schemas.CouncilInList:
    """Return a council as lists have it."""
    newest = None if summary.newest is None else contest_mention(summary.newest, names)
    return schemas.CouncilInList(**_council(summary.council), newest=newest)


def council_document(history: CouncilHistory) -> schemas.Council:
    """Return a council with all that is known of it."""
    names = history.parties.names
    contests = [contest_mention(each, names) for each in history.contests]
    newest = next((i for i, each in enumerate(history.contests) if each.result is not None), None)
    return schemas.Council(
        **_council(history.council),
        newest=None if newest is None else contests[newest],
        sizes=[
            schemas.Size(
                seats=size.seats,
                in_force_from=size.in_force_from,
                source=size.source,
                note=size.note,
            )
            for size in history.sizes
        ],
        aliases=[
            schemas.Alias(kind=AliasKind(kind).value, text=text) for kind, text in history.aliases
        ],
        predecessors=[_succession(each) for each in history.predecessors],
        successors=[_succession(each) for each in history.successors],
        contests=contests,
        compositions=[*_compositions(history)],
    )


def _compositions(history: CouncilHistory) -> Iterator[schemas.Composition]:
    controls = controls_of(history.years, history.council.council_type, history.parties)
    for each in history.years:
        yield schemas.Composition(
            year=each.year,
            seats=each.seats,
            vacant=each.vacant,
            parties=dict(each.parties),
            control=outcome_document(controls[each.year]),
            administration=_administration(each.label),
            executive_mayor=each.mayor or None,
            source=each.source,
        )


def _administration(label: str) -> schemas.Administration | None:
    match read_label(label):
        case None:
            return None
        case Administration(parties=parties, form=form):
            return schemas.Administration(label=label, parties=list(parties), form=form.value)
        case _:
            return schemas.Administration(label=label, parties=[], form=None)


def region_in_list(region: RegionRecord) -> schemas.RegionInList:
    """Return a region as lists have it."""
    return schemas.RegionInList(**_region(region))


def region_document(history: RegionHistory) -> schemas.Region:
    """Return a region with its contests."""
    names = history.parties.names
    return schemas.Region(
        **_region(history.region),
        contests=[contest_mention(each, names) for each in history.contests],
    )


def _council(council: CouncilRecord) -> dict[str, Any]:
    return {
        "slug": council.slug,
        "name": council.name,
        "official_name": council.official_name,
        "gss": council.gss_code,
        "type": council.council_type.value,
        "region": council.region,
        "starts_on": council.starts_on,
        "ends_on": council.ends_on,
        "url": reverse("council", args=[council.slug]),
    }


def _succession(succession: SuccessionRecord) -> schemas.Succession:
    return schemas.Succession(
        council=succession.council,
        name=succession.name,
        on=succession.on,
        continues=succession.continues,
    )


def _region(region: RegionRecord) -> dict[str, Any]:
    return {
        "slug": region.slug,
        "name": region.name,
        "gss": region.gss_code,
        "nation": region.nation,
        "councils": region.councils,
        "url": reverse("region", args=[region.slug]),
    }
