"""The register as pages and the API tell it: councils, regions and parties with all there is of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from councils.domain.control import Control, Undetermined
from councils.domain.council_types import CouncilType
from elections.browsing.contests import ContestSummary
from elections.domain.words.naming import joined
from elections.pages.facts import FactSourceFacts, Parties, RegionFacts, SourceFacts
from elections.pages.words import day


@dataclass(frozen=True, slots=True)
class CouncilRecord:
    """A council as the register has it. `names` are those it answers to, folded."""

    slug: str
    name: str
    official_name: str
    gss_code: str
    council_type: CouncilType
    region: str
    starts_on: date | None
    ends_on: date | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SizeRecord:
    """How many seats a council has from a day on, and the slug of the source that says so."""

    seats: int
    in_force_from: date
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """The other council of a succession."""

    council: str
    name: str
    on: date
    continues: bool


def what_became_of(ends_on: date, successors: Iterable[SuccessionRecord]) -> str:
    """Return what became of a council: "Abolished on 1 April 2023; now Cumberland"."""
    after = joined([each.name for each in successors])
    return f"Abolished on {day(ends_on)}" + (f"; now {after}" if after else "")


@dataclass(frozen=True, slots=True)
class YearRecord:
    """A council in one year, as a yearly table has it. `source` is the table's slug.

    `parties` are the seats of those the table names; `label` says who ran it in the table's own
    words; `mayor` is the party of an executive mayor, by slug, empty where the data names none.
    """

    year: int
    seats: int
    parties: Mapping[str, int]
    label: str
    source: str
    mayor: str = ""

    @property
    def vacant(self) -> int:
        """Return the seats that no party holds."""
        return max(self.seats - sum(self.parties.values()), 0)


@dataclass(frozen=True, slots=True)
class NearRecord:
    """A council of the same region or beside it on the map, and who had control after which poll.

    `is_beside` says that the two touch on the map; `polled_on` is None without a result.
    """

    slug: str
    name: str
    council_type: CouncilType
    region: str
    ends_on: date | None
    is_beside: bool
    polled_on: date | None = None
    control: Control = Undetermined()  # noqa: RUF009 (frozen)


@dataclass(frozen=True, slots=True)
class AdministrationTold:
    """What a source says of who runs a council, after which poll, in our own words."""

    text: str
    source: SourceFacts
    polling_day: date


@dataclass(frozen=True, slots=True)
class CouncilHistory:
    """A council with all that is known of it. `years` are the oldest first.

    `tables` are the sources of the years, by slug.
    """

    council: CouncilRecord
    sizes: tuple[SizeRecord, ...]
    aliases: tuple[tuple[str, str], ...]
    predecessors: tuple[SuccessionRecord, ...]
    successors: tuple[SuccessionRecord, ...]
    contests: tuple[ContestSummary, ...]
    parties: Parties
    region: RegionFacts
    years: tuple[YearRecord, ...] = ()
    tables: Mapping[str, FactSourceFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CouncilMaterial:
    """All that a council's page is made from.

    `sources` are those that speak of its contests, `told` what they say of who runs it.
    """

    history: CouncilHistory
    sources: tuple[SourceFacts, ...] = ()
    told: tuple[AdministrationTold, ...] = ()
    near: tuple[NearRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilsMaterial:
    """All that the list of councils is made from.

    `newest` are each council's newest contest with a result, and `successors` those that took
    over from it, both by its slug. `address` is the page's own.
    """

    councils: tuple[CouncilRecord, ...]
    newest: Mapping[str, ContestSummary]
    successors: Mapping[str, tuple[SuccessionRecord, ...]]
    regions: tuple[RegionFacts, ...]
    parties: Parties
    address: str


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A region or nation, how many councils of it there are here, and how many of them end.

    `ending` counts those that are abolished or have a day on which they will be.
    """

    slug: str
    name: str
    gss_code: str
    nation: str
    councils: int
    ending: int = 0


@dataclass(frozen=True, slots=True)
class RegionHistory:
    """A region with its contests."""

    region: RegionRecord
    contests: tuple[ContestSummary, ...]
    parties: Parties


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A party as the register has it. Colours are hex; its own may be empty."""

    slug: str
    name: str
    short_name: str
    group_name: str
    kind: str
    ec_id: str
    colour: str
    colour_light: str
    colour_dark: str


@dataclass(frozen=True, slots=True)
class PartyHistory:
    """A party, its other names, and all contests there are, the newest first."""

    party: PartyRecord
    aliases: tuple[str, ...]
    contests: tuple[ContestSummary, ...]
    parties: Parties
