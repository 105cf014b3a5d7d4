"""Sources at the desk: the list to find one in, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from elections.pages.facts import SourceFacts
from elections.pages.words import count, day

# Sources on a page of the list.
A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class SourcesMaterial:
    """A page of the sources that were found, and how many there are in all."""

    words: str
    number: int
    page: int
    pages: int
    sources: tuple[SourceFacts, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list."""

    slug: str
    name: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """A page of the list, and the addresses of those beside it."""

    words: str
    found_text: str
    sources: tuple[SourceLine, ...]
    newer: str
    older: str


def sources_page(material: SourcesMaterial) -> SourcesPage:
    """Return a page of the list in words."""
    found = count(material.number, "source")
    return SourcesPage(
        words=material.words,
        found_text=f"{found}."
        if material.pages == 1
        else f"{found}, page {material.page} of {material.pages}.",
        sources=tuple(
            SourceLine(
                slug=each.slug,
                name=each.name,
                title=each.title,
                told=day(each.published_on),
            )
            for each in material.sources
        ),
        newer=_page(material, material.page - 1),
        older=_page(material, material.page + 1),
    )


def _page(material: SourcesMaterial, page: int) -> str:
    if not 1 <= page <= material.pages:
        return ""
    return "?" + urlencode({"q": material.words, "page": page})
