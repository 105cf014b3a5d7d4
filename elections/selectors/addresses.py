"""Every public address there is: for the sitemap, for the static mirror, and for tests that walk the site.

They follow from the patterns of addresses (`urls.py`) and from what is stored: another page of a council, say, is here
as soon as its pattern is. A pattern that names something new needs a line in `_Stored`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from elections.models import Contest, Election, Publication
from elections.pages.downloads.tables import BY_NAME
from elections.selectors.pages.sources import all_sources
from elections.selectors.register.councils import council_records, region_records
from elections.selectors.register.parties import party_records

API = "api:"
# For staff, for machines that watch the site, and the API's root, which is no document.
NOT_PUBLIC = frozenset({"admin", "desk", "healthz", "api:api-root"})
# Addresses below it have names of their own: people sign in there.
ACCOUNTS = "accounts/"

# There for whoever is led to them by a page, and nothing to find a result by.
NOT_SOUGHT = frozenset({"versions", "version"})

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Address:
    """A public address: its path, the name of its pattern, and whether a reader would look for it."""

    path: str
    name: str

    @property
    def is_page(self) -> bool:
        """Return whether it is a page to read, and no file, stylesheet or document for programs."""
        return self.path.endswith("/")

    @property
    def is_sought(self) -> bool:
        """Return whether a search engine should know of it: a page, and no old version of one."""
        return self.is_page and self.name not in NOT_SOUGHT


@dataclass(frozen=True, slots=True)
class _Stored:
    """What there is to name in addresses."""

    elections: tuple[str, ...]
    contests: tuple[tuple[str, str, str], ...]
    old_versions: tuple[tuple[str, str, int], ...]
    councils: tuple[str, ...]
    regions: tuple[str, ...]
    parties: tuple[str, ...]
    sources: tuple[str, ...]

    def named_by(self, name: str, parameters: frozenset[str]) -> Iterable[Names]:
        """Return what fills in a pattern, each time with another thing. Raises LookupError for new ones."""
        match sorted(parameters):
            case []:
                return ({},)
            case ["council", "election", "version"]:
                return (
                    {"election": day, "council": slug, "version": str(version)}
                    for day, slug, version in self.old_versions
                )
            case ["council", "election"] if name == "versions":
                several = dict.fromkeys((day, slug) for day, slug, _ in self.old_versions)
                return ({"election": day, "council": slug} for day, slug in several)
            case ["council", "election"]:
                return ({"election": day, "council": slug} for day, slug, _ in self.contests)
            case ["contest_id"]:
                return ({"contest_id": ballot_id} for _, _, ballot_id in self.contests)
            case ["election" | "day" as parameter]:
                return _each(parameter, self.elections)
            case ["council"]:
                return _each("council", self.councils)
            case ["region"]:
                return _each("region", self.regions)
            case ["party"]:
                return _each("party", self.parties)
            case ["source"]:
                return _each("source", self.sources)
            case ["table"]:
                return _each("table", BY_NAME)
            case ["slug"] if name.startswith(API):
                noun = name.removeprefix(API)
                return ({"slug": names[noun]} for names in self.named_by(noun, frozenset({noun})))
            case unknown:
                raise LookupError(
                    f"The address {name!r} names {unknown}: say in elections/selectors/addresses.py "
                    "which of them there are."
                )


def _each(parameter: str, names: Iterable[str]) -> Iterable[Names]:
    return ({parameter: name} for name in names)


def public_addresses() -> list[Address]:
    """Return every public address, in the order of the patterns. Ten queries."""
    stored = _stored()
    patterns = dict(_patterns(get_resolver().url_patterns))
    return [
        Address(reverse(name, kwargs=dict(names)), name)
        for name, parameters in patterns.items()
        for names in stored.named_by(name, parameters)
    ]


def _patterns(
    found: Iterable[URLPattern | URLResolver], namespace: str = ""
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each public pattern once, by its name, with the names of its parameters."""
    for each in found:
        if isinstance(each, URLResolver):
            if each.namespace not in NOT_PUBLIC and str(each.pattern) != ACCOUNTS:
                inner = f"{each.namespace}:" if each.namespace else ""
                yield from _patterns(each.url_patterns, namespace + inner)
        elif each.name is not None and f"{namespace}{each.name}" not in NOT_PUBLIC:
            yield f"{namespace}{each.name}", frozenset(each.pattern.converters)


def _stored() -> _Stored:
    sources = all_sources()
    return _Stored(
        elections=tuple(row.slug for row in Election.objects.opened().newest_first()),
        contests=tuple(
            (day.isoformat(), slug, ballot_id)
            for day, slug, ballot_id in Contest.objects.opened().newest_first().addressed()
        ),
        old_versions=tuple(
            (day.isoformat(), slug, version)
            for day, slug, version in Publication.objects.opened().old().newest_first().addressed()
        ),
        councils=tuple(each.slug for each in council_records()),
        regions=tuple(each.slug for each in region_records()),
        parties=tuple(each.slug for each in party_records()),
        sources=(
            *(source.slug for source, _ in sources.of_claims),
            *(source.slug for source in sources.of_facts),
        ),
    )
