"""A sheet as claims of its source: what is new, what replaces an older claim, what is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from councils.domain.control import Majority, NoOverallControl
from elections.claim_shapes import ClaimKind
from elections.domain.baselines import AFTER
from elections.domain.desk.checking import Held
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.sources import Precision, SourceKind
from elections.models import Claim, Contest, Party, Source, StatedAs, Withdrawal
from elections.services.desk.stepping import Actor
from elections.services.entries import ClaimEntry
from elections.services.on_record import source_on_record
from elections.services.recording import store_claims

# One claim of a sheet, told apart from its others: what kind it is of, and of which party.
Key = tuple[ClaimKind, str]

COUNTED_TOGETHER = "Seats won and the seats that were not up, added up."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim that a sheet makes."""

    value: int | None = None
    stated_as: StatedAs = StatedAs.DIGITS
    precision: Precision = Precision.EXACT
    note: str = ""


def claims_on(sheet: Sheet, held: Held) -> Mapping[Key, Wanted]:
    """Return every claim that a sheet makes; `held` is what it comes to for the whole council."""
    return dict(_claims_on(sheet, held))


def _claims_on(sheet: Sheet, held: Held) -> Iterator[tuple[Key, Wanted]]:
    is_sum = sheet.counted is Counted.WON
    precision = Precision.EXACT if held.is_exact else Precision.APPROXIMATE
    for party, number in held.seats.items():
        if number:
            yield (
                (ClaimKind.SEATS_HELD, party),
                Wanted(number, StatedAs.IMPLIED, precision, COUNTED_TOGETHER)
                if is_sum
                else Wanted(number),
            )
    if is_sum:
        for party, number in sheet.seats.items():
            yield (ClaimKind.SEATS_WON, party), Wanted(number)
    yield (ClaimKind.SEATS_VACANT, ""), Wanted(held.vacant)
    yield (ClaimKind.LIST_IS_WHOLE, ""), Wanted()
    match sheet.control_said:
        case Majority(party=party):
            yield (ClaimKind.HAS_CONTROL, party), Wanted()
        case NoOverallControl():
            yield (ClaimKind.NOBODY_HAS_CONTROL, ""), Wanted()
        case _:
            pass


def source_of_declaration(
    contest: Contest, *, declared_at: datetime | None, by: Actor, at: datetime
) -> Source:
    """Return the source that the returning officer's declaration of a contest is, made if need be.

    It goes on record when it is made. At most three queries.
    """
    council, polling_day = contest.council, contest.election.polling_day
    slug = f"declaration-{council.slug[:50]}-{polling_day}"
    found = Source.objects.of_slugs([slug]).first()
    if found is not None:
        return found
    source = Source(
        slug=slug,
        name=f"Returning officer for {council.name}",
        title=f"Declaration of the result for {council.name}, {polling_day:%-d %B %Y}",
        outlet=f"returning-officer-{council.slug}"[:80],
        outlet_name=f"Returning officer for {council.name}",
        kind=SourceKind.DECLARATION.value,
        published_on=localdate(declared_at or at),
        date_basis="The day on which it was declared."
        if declared_at is not None
        else "The day on which it was entered from the returning officer's sheet.",
    )
    source.full_clean()
    source.save()
    source_on_record(source, contest=contest, by=by, at=at)
    return source


def store_sheet(
    *,
    contest: Contest,
    source: Source,
    sheet: Sheet,
    held: Held,
    by: str,
    at: datetime,
    reason: str,
) -> None:
    """Store a sheet's claims, in a transaction that the caller holds.

    What the source claims already stays; what differs is replaced; a party that is no longer on
    the sheet has none; what the sheet no longer tells of (control, seats won where those held are
    counted) is taken back. About as many queries as
    `store_claims`. Raises WrongError, IntegrityError.
    """
    wanted = claims_on(sheet, held)
    standing = {_key(claim): claim for claim in sheet_claims_of(source, about=contest)}
    parties = {row.slug: row for row in Party.objects.of_slugs({party for _, party in wanted})}
    entries: list[ClaimEntry] = []
    for key, claim in wanted.items():
        before = standing.get(key)
        if before is None or _says(before) != (claim.value, claim.precision.value):
            entries.append(_entry(key, claim, parties.get(key[1]), before))
    counted = _counted_on(sheet)
    for key, before in standing.items():
        if key in wanted:
            continue
        kind, _ = key
        if kind in counted:
            if before.value:
                entries.append(_entry(key, Wanted(0), before.party, before))
        else:
            withdraw([before], by=by, at=at, reason=reason)
    if entries:
        store_claims(contest=contest.pk, source=source, entries=entries, at=at, by=by)


def _counted_on(sheet: Sheet) -> frozenset[ClaimKind]:
    """Return the numbers of which a sheet has a whole list: whoever is not on it has 0 of them."""
    if sheet.counted is Counted.WON:
        return frozenset({ClaimKind.SEATS_HELD, ClaimKind.SEATS_WON})
    return frozenset({ClaimKind.SEATS_HELD})


def withdraw(claims: list[Claim], *, by: str, at: datetime, reason: str) -> None:
    """Take claims back: they stay on record and count for nothing. One query."""
    Withdrawal.objects.bulk_create(
        [Withdrawal(claim=claim, by=by, at=at, reason=reason) for claim in claims]
    )


def claims_of_declarations(contest: Contest) -> list[Claim]:
    """Return the standing claims of returning officers about a contest. One query."""
    return [
        claim
        for claim in Claim.objects.about_contest(contest.ballot_id).standing().with_names()
        if claim.source.kind == SourceKind.DECLARATION
    ]


def sheet_claims_of(source: Source, *, about: Contest) -> list[Claim]:
    """Return the standing claims of a source that a sheet of a contest makes. One query."""
    claims = Claim.objects.about_contest(about.ballot_id).of_source(source.slug)
    return [
        claim
        for claim in claims.standing().with_names()
        if claim.moment in ("", AFTER.value) and ClaimKind(claim.kind) in SHEET_KINDS
    ]


SHEET_KINDS = frozenset(
    {
        ClaimKind.SEATS_HELD,
        ClaimKind.SEATS_WON,
        ClaimKind.SEATS_VACANT,
        ClaimKind.LIST_IS_WHOLE,
        ClaimKind.HAS_CONTROL,
        ClaimKind.NOBODY_HAS_CONTROL,
    }
)
# Seats won are of a poll, and so of no moment.
OF_NO_MOMENT = frozenset({ClaimKind.SEATS_WON})


def _says(claim: Claim) -> tuple[int | None, str]:
    return claim.value, claim.precision


def _key(claim: Claim) -> Key:
    return ClaimKind(claim.kind), "" if claim.party is None else claim.party.slug


def _entry(key: Key, claim: Wanted, party: Party | None, before: Claim | None) -> ClaimEntry:
    kind, _ = key
    return ClaimEntry(
        kind=kind.value,
        moment="" if kind in OF_NO_MOMENT else AFTER.value,
        party=party,
        value=claim.value,
        stated_as=claim.stated_as.value,
        precision=claim.precision.value,
        note=claim.note,
        replaces=before,
    )
