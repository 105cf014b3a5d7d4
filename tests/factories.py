"""Rows for tests: real councils by default, each argument by name, and nothing left to chance."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import models

from councils.models import (
    AliasKind,
    Composition,
    Council,
    CouncilAlias,
    CouncilSize,
    ExecutiveMayor,
    FactSource,
    Hexagon,
    Layout,
    Nation,
    PartySeats,
    Region,
    Succession,
)
from elections.models import (
    Claim,
    Contest,
    Election,
    Party,
    PartyAlias,
    PartyKind,
    Publication,
    Source,
)
from elections.models.contests import ballot_id_of

POLLING_DAY: Final = date(2023, 5, 4)
LAST_FOUGHT: Final = date(2019, 5, 2)
NIGHT: Final = datetime(2023, 5, 5, 3, 10, tzinfo=UTC)

# By slug: name, GSS code, type.
COUNCILS: Final[dict[str, tuple[str, str, str]]] = {
    "medway": ("Medway", "E06000035", "unitary"),
    "maidstone": ("Maidstone", "E07000110", "district"),
    "thurrock": ("Thurrock", "E06000034", "unitary"),
    "cumberland": ("Cumberland", "E06000063", "unitary"),
    "carlisle": ("Carlisle", "E07000028", "district"),
    "belfast": ("Belfast", "N09000003", "northern-irish"),
}
GROUP_NAMES: Final = {"conservative": "the Conservatives", "independent": "independents"}
KINDS: Final = {"independent": PartyKind.INDEPENDENTS, "other": PartyKind.BUNDLE}


def made(row: models.Model) -> Any:
    """Return the row, stored if it keeps to the models' rules. Raises ValidationError or IntegrityError."""
    # What is unique and every constraint the database looks at itself; to ask it first takes as long as
    # most tests do otherwise.
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()
    return row


def region(*, slug: str = "south-east") -> Region:
    """Return a region, made if it isn't there."""
    found = Region.objects.filter(slug=slug).first()
    return found or made(new_region(slug=slug))


def new_region(*, slug: str = "south-east", **columns: Any) -> Region:
    """Return a region that is not stored."""
    given = {
        "name": (slug or "nowhere").replace("-", " ").title(),
        "gss_code": f"E1-{slug[:6]}",
        "nation": Nation.ENGLAND.value,
        "position": 8,
    }
    return Region(slug=slug, **(given | columns))


def council(*, slug: str = "medway") -> Council:
    """Return a council, made if it isn't there."""
    found = Council.objects.filter(slug=slug).first()
    return found or made(new_council(slug=slug))


def new_council(*, slug: str = "medway", **columns: Any) -> Council:
    """Return a council that is not stored."""
    name, gss_code, council_type = COUNCILS.get(slug, COUNCILS["medway"])
    given = {
        "name": name,
        "official_name": f"{name} Council",
        "gss_code": gss_code,
        "council_type": council_type,
        "region": region(),
    }
    return Council(slug=slug, **(given | columns))


def new_council_alias(**columns: Any) -> CouncilAlias:
    """Return an alias that is not stored."""
    given = {"council": council(), "kind": AliasKind.SLUG.value, "text": "medway-towns"}
    return CouncilAlias(**(given | columns))


def new_succession(**columns: Any) -> Succession:
    """Return the succession from Carlisle to Cumberland, not stored."""
    given = {
        "predecessor": council(slug="carlisle"),
        "successor": council(slug="cumberland"),
        "on": date(2023, 4, 1),
    }
    return Succession(**(given | columns))


def fact_source(*, slug: str = "medway-review-2021") -> FactSource:
    """Return a source of facts, made if it isn't there."""
    found = FactSource.objects.filter(slug=slug).first()
    return found or made(new_fact_source(slug=slug))


def new_fact_source(*, slug: str = "medway-review-2021", **columns: Any) -> FactSource:
    """Return a source of facts that is not stored."""
    given = {
        "name": "Electoral review of Medway",
        "publisher": "Boundary Commission",
        "retrieved_on": date(2026, 11, 23),
    }
    return FactSource(slug=slug, **(given | columns))


def council_size(
    *, of: Council | None = None, seats: int = 59, in_force_from: date = POLLING_DAY
) -> CouncilSize:
    """Return a council's size, stored."""
    row: CouncilSize = made(
        new_council_size(council=of or council(), seats=seats, in_force_from=in_force_from)
    )
    return row


def new_council_size(**columns: Any) -> CouncilSize:
    """Return a size that is not stored: Medway's 59 seats on the boundaries of 2023."""
    given = {"seats": 59, "in_force_from": POLLING_DAY, "source": fact_source()}
    if "council" not in columns:
        given["council"] = council()
    return CouncilSize(**(given | columns))


def election(*, polling_day: date = POLLING_DAY) -> Election:
    """Return an election, made if it isn't there."""
    found = Election.objects.filter(polling_day=polling_day).first()
    return found or made(Election(polling_day=polling_day, name=f"Elections of {polling_day}"))


def party(*, slug: str = "labour") -> Party:
    """Return a party, made if it isn't there."""
    found = Party.objects.filter(slug=slug).first()
    return found or made(new_party(slug=slug))


def new_party(*, slug: str = "labour", **columns: Any) -> Party:
    """Return a party that is not stored."""
    name = (slug or "nobody").replace("-", " ").capitalize()
    given = {
        "name": name,
        "short_name": name,
        "group_name": GROUP_NAMES.get(slug, name),
        "ec_id": "",
        "kind": KINDS.get(slug, PartyKind.PARTY).value,
        "colour": "#E4003B",
        "colour_light": "#dc0032",
        "colour_dark": "#e8194a",
        "position": 1,
    }
    return Party(slug=slug, **(given | columns))


def new_party_alias(**columns: Any) -> PartyAlias:
    """Return an alias that is not stored."""
    given: dict[str, Any] = {"text": "Labour and Co-operative"}
    if "party" not in columns:
        given["party"] = party()
    return PartyAlias(**(given | columns))


def contest(
    *, of: Council | None = None, polling_day: date = POLLING_DAY, **columns: Any
) -> Contest:
    """Return a contest, stored."""
    row: Contest = made(new_contest(of=of, polling_day=polling_day, **columns))
    return row


def new_contest(
    *, of: Council | None = None, polling_day: date = POLLING_DAY, **columns: Any
) -> Contest:
    """Return a contest that is not stored."""
    where = of or council()
    given = {
        "election": election(polling_day=polling_day),
        "council": where,
        "ballot_id": ballot_id_of(council_slug=where.slug, polling_day=polling_day),
    }
    return Contest(**(given | columns))


def source(*, slug: str = "bbc-medway-2023") -> Source:
    """Return a source, made if it isn't there."""
    found = Source.objects.filter(slug=slug).first()
    return found or made(new_source(slug=slug))


def new_source(*, slug: str = "bbc-medway-2023", **columns: Any) -> Source:
    """Return an article that is not stored; its outlet is the first word of its slug."""
    given = {
        "name": "BBC News",
        "title": "Report on the result in Medway",
        "outlet": slug.split("-")[0] or "bbc",
        "outlet_name": "BBC News",
        "kind": "article",
        "published_on": date(2023, 5, 5),
        "date_basis": "The night of the count.",
    }
    return Source(slug=slug, **(given | columns))


def claim(**columns: Any) -> Claim:
    """Return a claim, stored."""
    row: Claim = made(new_claim(**columns))
    return row


def new_claim(**columns: Any) -> Claim:
    """Return a claim that is not stored: in Medway, Labour holds 33 seats after the poll.

    Name a kind, and the columns that the kind needs have to be named too.
    """
    given: dict[str, Any] = {
        "reference": "labour-after",
        "stated_as": "digits",
        "paragraph": 5,
        "recorded_at": NIGHT,
    }
    if "source" not in columns:
        given["source"] = source()
    if "contest" not in columns and "election" not in columns:
        given["contest"] = Contest.objects.first() or contest()
    if "kind" not in columns:
        given |= {"kind": "seats_held", "moment": "after", "value": 33}
        if "party" not in columns:
            given["party"] = party()
    if columns.get("moment", "after") not in {"after", ""}:
        given["baseline_basis"] = "stated"
    return Claim(**(given | columns))


def publication(*, of: Contest | None = None, **columns: Any) -> Publication:
    """Return a publication, stored."""
    row: Publication = made(new_publication(of=of, **columns))
    return row


def new_publication(*, of: Contest | None = None, **columns: Any) -> Publication:
    """Return a publication that is not stored: who has control in Medway is not known."""
    given = {
        "contest": of or Contest.objects.first() or contest(),
        "version": 1,
        "published_at": NIGHT,
        "published_by": "night desk",
        "reason": "First result.",
        "is_current": True,
        "state": "awaited",
        "default_baseline": "eve_of_poll",
        "control_after_kind": "undetermined",
        "control_after_status": "unknown",
        "control_after_precision": "exact",
        "control_after_detail": {"reason": "not_stated"},
    }
    return Publication(**(given | columns))


def new_composition(**columns: Any) -> Composition:
    """Return a council in one year that is not stored: Medway in the autumn of 2023."""
    given = {"year": 2023, "seats": 59, "source": fact_source()}
    if "council" not in columns:
        given["council"] = council()
    return Composition(**(given | columns))


def composition(**seats: int) -> Composition:
    """Return Medway in the autumn of 2023, stored, with the seats of the parties named."""
    row: Composition = made(new_composition())
    for party_slug, number in seats.items():
        made(PartySeats(composition=row, party=party_slug, seats=number))
    return row


def new_party_seats(**columns: Any) -> PartySeats:
    """Return a party's seats that are not stored."""
    given: dict[str, Any] = {"party": "labour", "seats": 31}
    if "composition" not in columns:
        given["composition"] = made(new_composition())
    return PartySeats(**(given | columns))


def new_hexagon(**columns: Any) -> Hexagon:
    """Return Medway's place on the map of districts, not stored."""
    given: dict[str, Any] = {"layout": Layout.DISTRICTS.value, "east": 12, "north": 3}
    if "council" not in columns:
        given["council"] = council()
    return Hexagon(**(given | columns))


def new_executive_mayor(**columns: Any) -> ExecutiveMayor:
    """Return Medway with an executive mayor of Labour's in 2025, not stored: it never had one."""
    given: dict[str, Any] = {"year": 2025, "party": "labour", "source": fact_source()}
    if "council" not in columns:
        given["council"] = council()
    return ExecutiveMayor(**(given | columns))
