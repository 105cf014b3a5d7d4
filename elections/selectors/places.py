"""Regions, councils and every other name of a council, which most pages need some part of: read in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from councils.models import AliasKind, Region
from elections.pages.facts import RegionFacts
from elections.selectors.kept import kept


@dataclass(frozen=True, slots=True)
class Places:
    """Regions and nations in order, and councils by their keys, each with what else it is called.

    `slugs` are the councils' own by every form in use, theirs too.
    """

    regions: tuple[RegionFacts, ...]
    aliases: Mapping[int, tuple[str, ...]]
    slugs: Mapping[str, str]


@kept
def all_places() -> Places:
    """Return all regions, and what councils are called. One query."""
    regions: dict[str, RegionFacts] = {}
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for region, name, key, slug, kind, text in Region.objects.with_names_of_councils():
        regions.setdefault(region, RegionFacts(region, name))
        if key is None:
            continue
        own[slug] = slug
        if kind is not None:
            aliases[key].append(text)
        if kind == AliasKind.SLUG:
            others[text] = slug
    return Places(
        regions=tuple(regions.values()),
        aliases={key: tuple(texts) for key, texts in aliases.items()},
        slugs={**others, **own},
    )


def all_regions() -> tuple[RegionFacts, ...]:
    """Return every region and nation, in order. One query."""
    return all_places().regions
