"""What the whole site's search looks in: every council, region, party, election and source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.urls import reverse

from councils.domain.council_types import CouncilType
from councils.models import AliasKind, Council, CouncilAlias, FactSource, Region, Succession
from elections.browsing.finding import Findable, Kind
from elections.browsing.names import fold, folded
from elections.models import Election, Party, PartyAlias, Source
from elections.pages.facts import day_beside
from elections.pages.register import SuccessionRecord, what_became_of
from elections.pages.words import COUNCIL_TYPE_LABELS, TYPE_SAYS_WHERE, capitalised, day
from elections.selectors.kept import kept
from elections.selectors.pages.rows import election_facts

Successors = Mapping[int, Sequence[SuccessionRecord]]


@kept
def everything_to_find() -> tuple[Findable, ...]:
    """Return all that has a page and a name. Nine queries, whatever is asked for."""
    councils = [found for _, _, found in councils_to_find(_successors())]
    return (*councils, *_regions(), *_parties(), *_elections(), *_sources())


def _successors() -> Successors:
    successors: defaultdict[int, list[SuccessionRecord]] = defaultdict(list)
    for each in Succession.objects.in_order():
        successors[each.predecessor_id].append(
            SuccessionRecord(
                each.successor.slug, each.successor.name, each.on, continues=each.continues
            )
        )
    return successors


def councils_to_find(successors: Successors) -> list[tuple[str, CouncilType, Findable]]:
    """Return every council by its slug and type, from A to Z, as it may be found. Two queries.

    `successors` are those who took over from councils, by the key of each.
    """
    others: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for council_id, kind, text in CouncilAlias.objects.that_people_say():
        match kind:
            case AliasKind.GSS:
                codes[council_id].append(fold(text))
            # A name that is shown as it is written comes after a slug of the same letters.
            case AliasKind.SLUG:
                others[council_id].insert(0, (fold(text), ""))
            case _:
                others[council_id].append((fold(text), text))
    found = []
    for row in Council.objects.with_region().in_order_of_name():
        council_type = CouncilType(row.council_type)
        label = capitalised(COUNCIL_TYPE_LABELS[council_type])
        found.append(
            (
                row.slug,
                council_type,
                Findable(
                    kind=Kind.COUNCIL,
                    name=row.name,
                    href=reverse("council", args=[row.slug]),
                    says=label
                    if council_type in TYPE_SAYS_WHERE
                    else f"{label}, {row.region.name}",
                    names=folded([row.name, row.official_name, row.slug]),
                    others=tuple(dict(others[row.pk]).items()),
                    codes=(*folded([row.gss_code]), *codes[row.pk]),
                    is_former=row.ends_on is not None,
                    became=""
                    if row.ends_on is None
                    else what_became_of(row.ends_on, successors.get(row.pk, ())),
                ),
            )
        )
    return found


def _regions() -> list[Findable]:
    return [
        Findable(
            kind=Kind.REGION,
            name=row.name,
            href=reverse("region", args=[row.slug]),
            says="Region of England" if row.nation == "england" else "Nation",
            names=folded([row.name]),
            codes=folded([row.gss_code]),
        )
        for row in Region.objects.in_order()
    ]


def _parties() -> list[Findable]:
    others = defaultdict(list)
    for party_id, text in PartyAlias.objects.values_list("party_id", "text"):
        others[party_id].append(text)
    says = {
        "local": "Local party",
        "independents": "People without a party",
        "bundle": "Several parties counted together",
    }
    return [
        Findable(
            kind=Kind.PARTY,
            name=row.name,
            href=reverse("party", args=[row.slug]),
            says=says.get(row.kind, "Party"),
            names=folded([row.name, row.slug]),
            others=tuple({fold(text): text for text in (row.short_name, *others[row.pk])}.items()),
        )
        for row in Party.objects.in_order()
    ]


def _elections() -> list[Findable]:
    return [
        Findable(
            kind=Kind.ELECTION,
            name=row.name,
            href=reverse("election", args=[row.slug]),
            says=day_beside(election_facts(row)) or "Election",
            names=folded(
                [
                    row.name,
                    str(row.polling_day.year),
                    day(row.polling_day),
                    f"{row.polling_day:%B %Y}",
                    row.slug,
                ]
            ),
        )
        for row in Election.objects.opened().newest_first()
    ]


def _sources() -> list[Findable]:
    of_claims = [
        Findable(
            kind=Kind.SOURCE,
            name=f"{row.name}: {row.title}",
            href=reverse("source", args=[row.slug]),
            says=f"Source, {day(row.published_on)}",
            names=folded([row.title, row.name, row.slug]),
        )
        for row in Source.objects.opened().newest_first()
    ]
    of_facts = [
        Findable(
            kind=Kind.SOURCE,
            name=row.name,
            href=reverse("source", args=[row.slug]),
            says=f"Source of standing facts, {row.publisher}",
            names=folded([row.name, row.publisher, row.slug]),
        )
        for row in FactSource.objects.in_order_of_name()
    ]
    return [*of_claims, *of_facts]
