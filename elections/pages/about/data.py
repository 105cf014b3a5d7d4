"""Whose data it is: every source with its licence, where they disagree, and all of it to download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elections.browsing.contests import ContestSummary
from elections.domain.baselines import Baseline
from elections.domain.figures import Disputed, SeatsFigure
from elections.domain.results import ClaimOutcome
from elections.domain.words.naming import joined
from elections.pages.downloads.tables import TABLES, TableFacts
from elections.pages.facts import AllSources, ContestFacts, Parties
from elections.pages.sources import source_view
from elections.pages.words import BASELINE_IN_A_SENTENCE, count, day


@dataclass(frozen=True, slots=True)
class SourceLicence:
    """One source, who publishes it, and under which licence."""

    slug: str
    name: str
    publisher: str
    licence: str
    when: str
    url: str
    claims: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A contest about which sources differ, and about what."""

    contest: ContestFacts
    day: str
    about: str


@dataclass(frozen=True, slots=True)
class DataMaterial:
    """All that the page of the data is made from. `outcomes` counts claims by what became of them."""

    sources: AllSources
    contests: tuple[ContestSummary, ...]
    outcomes: dict[ClaimOutcome, int]
    parties: Parties


@dataclass(frozen=True, slots=True)
class DataPage:
    """Every source, every disagreement, every table to download."""

    sources: tuple[SourceLicence, ...]
    disagreements: tuple[Disagreement, ...]
    outcomes: tuple[str, ...]
    tables: tuple[TableFacts, ...]

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return "The data: sources, licences, downloads"


def data_page(material: DataMaterial) -> DataPage:
    """Return the page of the data."""
    return DataPage(
        (*_of_claims(material.sources), *_of_facts(material.sources)),
        tuple(_disagreements(material.contests, material.parties)),
        tuple(_outcomes(material.outcomes)),
        TABLES,
    )


def _of_claims(sources: AllSources) -> list[SourceLicence]:
    return [
        SourceLicence(
            source.slug,
            f"{source.name}: {source.title}",
            source.name,
            source.licence or "Not stated",
            source_view(source).published,
            source.url,
            count(number, "claim"),
        )
        for source, number in sources.of_claims
    ]


def _of_facts(sources: AllSources) -> list[SourceLicence]:
    return [
        SourceLicence(
            source.slug,
            source.name,
            source.publisher,
            source.licence or "Not stated",
            f"retrieved {day(source.retrieved_on)}",
            source.url,
            "standing facts",
        )
        for source in sources.of_facts
    ]


def _disagreements(contests: Sequence[ContestSummary], parties: Parties) -> list[Disagreement]:
    found = []
    for each in contests:
        about = _disputed(each, parties)
        if about:
            contest = each.contest
            found.append(Disagreement(contest, day(contest.election.polling_day), joined(about)))
    return found


def _disputed(contest: ContestSummary, parties: Parties) -> list[str]:
    """Return what sources dispute of a contest, in words."""
    if contest.result is None:
        return []
    result = contest.result.reconciliation
    about = ["control after"] if isinstance(result.control_after, Disputed) else []
    about += _parties_disputed(result.after, "after", parties)
    for baseline in Baseline:
        counted = result.baselines.get(baseline)
        if counted is None:
            continue
        when = BASELINE_IN_A_SENTENCE[baseline]
        if isinstance(counted.control_before, Disputed):
            about.append(f"control {when}")
        about += _parties_disputed(counted.before, when, parties)
        about += _parties_disputed(counted.change, f"change from {when}", parties)
    return about


def _parties_disputed(figures: Mapping[str, SeatsFigure], when: str, parties: Parties) -> list[str]:
    slugs = sorted(
        (slug for slug, figure in figures.items() if isinstance(figure, Disputed)),
        key=parties.position,
    )
    return [f"{joined([parties.name(slug) for slug in slugs])} {when}"] if slugs else []


def _outcomes(outcomes: dict[ClaimOutcome, int]) -> list[str]:
    """Return how many claims differ from what is shown, by why, in words."""
    words = {
        ClaimOutcome.DISPUTED: "state another figure than the one shown, and stand beside it",
        ClaimOutcome.OUTRANKED: "are approximate and gave way to an exact figure",
        ClaimOutcome.SUPERSEDED: "gave way to a newer report of the same outlet",
        ClaimOutcome.SET_ASIDE: "contradict figures that are stated, and nothing was worked out from them",
    }
    return [
        f"{count(outcomes[outcome], 'claim')} {text}"
        for outcome, text in words.items()
        if outcomes.get(outcome)
    ]
