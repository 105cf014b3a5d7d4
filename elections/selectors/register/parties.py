"""What the documents of parties are made from."""

from __future__ import annotations

from elections.models import Party, PartyAlias
from elections.pages.register import PartyHistory, PartyRecord
from elections.selectors.browsing import every_contest
from elections.selectors.kept import kept
from elections.selectors.pages.looking_up import not_listed
from elections.selectors.pages.parties import all_parties


@kept
def party_records() -> tuple[PartyRecord, ...]:
    """Return every party, in order. One query."""
    return tuple(_party_record(row) for row in Party.objects.in_order())


@kept
def party_history(slug: str) -> PartyHistory:
    """Return a party with what its score is counted from. Seven queries.

    Raises NotHereError where there is no such party.
    """
    row = Party.objects.of_slug(slug).first()
    parties = all_parties()
    if row is None:
        names = {each.slug: each.name for each in parties.by_slug.values()}
        raise not_listed("party", slug, names)
    return PartyHistory(
        party=_party_record(row),
        aliases=tuple(each.text for each in PartyAlias.objects.of_party(slug)),
        contests=every_contest(),
        parties=parties,
    )


def _party_record(row: Party) -> PartyRecord:
    return PartyRecord(
        slug=row.slug,
        name=row.name,
        short_name=row.short_name,
        group_name=row.group_name,
        kind=row.kind,
        ec_id=row.ec_id,
        colour=row.colour,
        colour_light=row.colour_light,
        colour_dark=row.colour_dark,
    )
