"""Where claims come from, and where in a source a claim stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What a source is, which decides how its statements rank."""

    EDITOR = "editor"
    DECLARATION = "declaration"
    ARTICLE = "article"
    DATASET = "dataset"


class Precision(StrEnum):
    """Whether a figure is meant to the seat."""

    EXACT = "exact"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One article, declaration or dataset.

    `outlet` is who published it: a newer article of one outlet supersedes the figures of its
    older ones. `edition` counts the versions of one report that appeared on one day, from 1.
    """

    slug: str
    name: str
    outlet: str
    kind: SourceKind
    published_on: date
    edition: int = 1

    @property
    def label(self) -> str:
        """Return its name as a sentence gives it, a later version of one report told apart."""
        return self.name if self.edition == 1 else f"{self.name}, version {self.edition}"

    @property
    def newness(self) -> tuple[int, int, str]:
        """Return what sorts the articles of one outlet from the oldest to the newest."""
        return self.published_on.toordinal(), self.edition, self.slug


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One place in one source: a claim by its reference, or a standing fact of the council.

    `paragraph` is None where the source has no paragraphs (a dataset).
    """

    source: Source
    reference: str
    paragraph: int | None = None
