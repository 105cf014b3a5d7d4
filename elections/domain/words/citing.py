"""How a source and a place in it are named in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from elections.domain.sources import Citation, Source
from elections.domain.words.naming import joined


class Citer:
    """Names citations in the order of a sentence: a source just named is not named again."""

    def __init__(self) -> None:
        self._last = ""

    def cite(self, citation: Citation) -> str:
        """Return "The Independent, paragraph 17", or "paragraph 15" if it was just named."""
        source = citation.source
        place = "" if citation.paragraph is None else f"paragraph {citation.paragraph}"
        if source.slug == self._last and place:
            return place
        self._last = source.slug
        return f"{source.label}, {place}" if place else source.label

    def behind(self, citations: Sequence[Citation]) -> str:
        """Return the first citation in brackets, to stand behind what it is for."""
        return f" ({self.cite(citations[0])})" if citations else ""


def all_cited(citations: Sequence[Citation]) -> str:
    """Return every source once, with all its places: "BBC News, paragraphs 4 and 7; ITV"."""
    places: dict[Source, list[int]] = {}
    for citation in citations:
        found = places.setdefault(citation.source, [])
        if citation.paragraph is not None and citation.paragraph not in found:
            found.append(citation.paragraph)
    return "; ".join(_with_places(source, found) for source, found in places.items())


def _with_places(source: Source, paragraphs: list[int]) -> str:
    if not paragraphs:
        return source.label
    word = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{source.label}, {word} {joined([str(each) for each in sorted(paragraphs)])}"
