"""Councils in a list: what each is narrowed down by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from councils.domain.control import Undetermined
from councils.domain.council_types import CouncilType
from elections.browsing.contests import ContestSummary, control_labels, control_value
from elections.browsing.criteria import Facet, Vocabulary
from elections.pages.facts import Parties, RegionFacts
from elections.pages.register import CouncilRecord, CouncilsMaterial
from elections.pages.words import COUNCIL_TYPE_LABELS, capitalised


@dataclass(frozen=True, slots=True)
class CouncilSummary:
    """One council in a list, with its newest contest of which a result is published."""

    council: CouncilRecord
    newest: ContestSummary | None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names it answers to, folded."""
        return self.council.names

    def values_of(self, facet: Facet) -> frozenset[str]:
        """Return the council's values of a facet. Control is that after its newest election."""
        match facet:
            case Facet.REGION:
                return frozenset({self.council.region})
            case Facet.TYPE:
                return frozenset({self.council.council_type.value})
            case Facet.CONTROL:
                after = Undetermined() if self.newest is None else self.newest.change.after
                return frozenset({control_value(after)})
            case Facet.PARTY | Facet.BEFORE | Facet.CHANGE | Facet.LARGEST:
                return frozenset()


def council_summaries(material: CouncilsMaterial) -> tuple[CouncilSummary, ...]:
    """Return every council as a list has it."""
    return tuple(
        CouncilSummary(council, material.newest.get(council.slug)) for council in material.councils
    )


def council_vocabulary(regions: Iterable[RegionFacts], parties: Parties) -> Vocabulary:
    """Return every value by which councils can be narrowed down."""
    return Vocabulary(
        labels={
            Facet.REGION: {region.slug: region.name for region in regions},
            Facet.CONTROL: control_labels(parties),
            Facet.TYPE: {
                kind.value: capitalised(COUNCIL_TYPE_LABELS[kind]) for kind in CouncilType
            },
        },
        sorts={"name": "Council, A to Z"},
    )
