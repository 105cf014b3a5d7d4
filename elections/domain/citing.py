"""How a source and a place in it are named in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from elections.domain.sources import Citation


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
        return f"{source.name}, {place}" if place else source.name

    def behind(self, citations: Sequence[Citation]) -> str:
        """Return the first citation in brackets, to stand behind what it is for."""
        return f" ({self.cite(citations[0])})" if citations else ""
