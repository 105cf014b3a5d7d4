"""All versions of a contest's result, and what changed from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elections.domain.every_figure import Figure, every_figure
from elections.domain.fields import Field
from elections.domain.figures import Bounded, Derived, Disputed, Reported, Unknown
from elections.domain.results import Reconciliation
from elections.domain.words.correction_words import corrected_words
from elections.domain.words.finding_words import field_words
from elections.domain.words.naming import Names
from elections.domain.words.wording import NOT_KNOWN, control_words, value_words
from elections.pages.facts import ContestFacts, Parties, VersionFacts
from elections.pages.words import capitalised, day, time_and_day

# More lines than this say that all is new.
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class VersionsMaterial:
    """What the list is made from: all versions, the newest first, and each one's figures."""

    contest: ContestFacts
    results: Mapping[int, Reconciliation]
    versions: tuple[VersionFacts, ...]
    parties: Parties


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that one version has otherwise than the one before it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version in the list. `told` is what readers were told of a correction."""

    version: int
    is_current: bool
    when: str
    reason: str
    told: str
    changed: tuple[ChangedFigure, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions of a result, the newest first."""

    contest: ContestFacts
    title: str
    versions: tuple[VersionView, ...]


def versions_page(material: VersionsMaterial) -> VersionsPage:
    """Return the page of a contest's versions."""
    contest = material.contest
    names = material.parties.names
    oldest_first = material.versions[::-1]
    before = dict(zip((each.version for each in oldest_first[1:]), oldest_first, strict=False))
    newest = material.versions[0].version if material.versions else 0

    def view(each: VersionFacts) -> VersionView:
        earlier = before.get(each.version)
        changed = (
            ()
            if earlier is None
            else changed_figures(
                material.results[earlier.version], material.results[each.version], names
            )
        )
        return VersionView(
            version=each.version,
            is_current=each.version == newest,
            when=published_when(each),
            reason=each.reason.rstrip("."),
            told=told_of(each, names),
            changed=changed[:MOST_LINES],
            is_first=earlier is None,
        )

    return VersionsPage(
        contest=contest,
        title=f"{contest.council.name}, {day(contest.election.polling_day)}: versions of the result",
        versions=tuple(view(each) for each in material.versions),
    )


def published_when(version: VersionFacts) -> str:
    """Return when a version was published, in words: "04:12 on 5 May 2023"."""
    return time_and_day(version.published_at)


def told_of(version: VersionFacts, names: Names) -> str:
    """Return what readers are told of a correction or retraction, or nothing where it is none."""
    if version.corrected is None:
        return ""
    return corrected_words(version.corrected, when=published_when(version), names=names)


def changed_figures(
    before: Reconciliation, after: Reconciliation, names: Names
) -> tuple[ChangedFigure, ...]:
    """Return the figures that readers see otherwise in one result than in another."""
    return tuple(_changed(every_figure(before), every_figure(after), names))


def _changed(
    before: Mapping[Field, Figure], after: Mapping[Field, Figure], names: Names
) -> Iterator[ChangedFigure]:
    for name in (*after, *(each for each in before if each not in after)):
        first = figure_text(before.get(name, Unknown()), names)
        second = figure_text(after.get(name, Unknown()), names)
        if first != second:
            yield ChangedFigure(capitalised(field_words(name, names)), first, second)


def figure_text(figure: Figure, names: Names) -> str:
    """Return a figure as a reader sees it: the value shown, and whether it is disputed."""
    match figure:
        case Unknown():
            return NOT_KNOWN
        case Bounded():
            return value_words(figure)
        case Reported(value=value) | Derived(value=value) | Disputed(value=value):
            text = str(value) if isinstance(value, int) else control_words(value, names)
            return f"{text} (disputed)" if isinstance(figure, Disputed) else text
