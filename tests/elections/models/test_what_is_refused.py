"""Elections, parties, contests and sources that cannot be are refused, in words and by the database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from elections.models import DataVersion, Election, Party, PartyAlias, Source
from elections.models.contests import Contest, ballot_id_of
from tests import factories
from tests.refusals import Broken, assert_refused, constraints_of

pytestmark = pytest.mark.django_db

MODELS: list[type[models.Model]] = [Election, Party, PartyAlias, Contest, Source, DataVersion]


def second_party_of_one_id() -> Party:
    factories.made(factories.new_party(ec_id="PP53"))
    return factories.new_party(slug="co-operative", ec_id="PP53")


def alias_in_capitals() -> PartyAlias:
    factories.made(factories.new_party_alias(text="Tories"))
    return factories.new_party_alias(text="TORIES")


def second_contest_of_one_election() -> Contest:
    factories.contest()
    return factories.new_contest(ballot_id="local.medway-towns.2023-05-04")


BROKEN: Broken = {
    "election_has_name": lambda: Election(polling_day=date(2023, 5, 4), name=""),
    "election_check_asked_is_known": lambda: Election(
        polling_day=date(2023, 5, 4), name="Local elections", check_asked="trust"
    ),
    "election_status_is_known": lambda: Election(
        polling_day=date(2023, 5, 4), name="Local elections", status="shut"
    ),
    "election_opened_is_open": lambda: Election(
        polling_day=date(2023, 5, 4), name="Local elections", status="draft", opened_by="ada"
    ),
    "party_has_slug": lambda: factories.new_party(slug=""),
    "party_slug_has_no_bracket": lambda: factories.new_party(slug="(vacant)"),
    "party_has_name": lambda: factories.new_party(name=""),
    "party_has_short_name": lambda: factories.new_party(short_name=""),
    "party_has_group_name": lambda: factories.new_party(group_name=""),
    "party_kind_is_known": lambda: factories.new_party(kind="coalition"),
    "party_ec_id_is_one_partys": second_party_of_one_id,
    "party_colour_is_hex": lambda: factories.new_party(colour="red"),
    "party_colour_light_is_hex": lambda: factories.new_party(colour_light="E4003BF"),
    "party_colour_dark_is_hex": lambda: factories.new_party(colour_dark=""),
    "party_position_in_bounds": lambda: factories.new_party(position=-1),
    "party_alias_has_text": lambda: factories.new_party_alias(text=""),
    "party_alias_names_one_party": alias_in_capitals,
    "contest_once_a_council_and_election": second_contest_of_one_election,
    "contest_has_ballot_id": lambda: factories.new_contest(ballot_id=""),
    "contest_scope_is_known": lambda: factories.new_contest(
        scope="quarters", facts_source=factories.fact_source()
    ),
    "contest_seats_up_in_bounds": lambda: factories.new_contest(
        seats_up=0, facts_source=factories.fact_source()
    ),
    "contest_facts_have_a_source": lambda: factories.new_contest(scope="whole"),
    "contest_new_council_was_never_fought": lambda: factories.new_contest(
        is_new=True, last_fought_on=date(2019, 5, 2), facts_source=factories.fact_source()
    ),
    "source_has_slug": lambda: factories.new_source(slug=""),
    "source_has_name": lambda: factories.new_source(name=""),
    "source_has_title": lambda: factories.new_source(title=""),
    "source_has_outlet": lambda: factories.new_source(outlet=""),
    "source_has_outlet_name": lambda: factories.new_source(outlet_name=""),
    "source_date_has_a_basis": lambda: factories.new_source(date_basis=""),
    "source_kind_is_known": lambda: factories.new_source(kind="rumour"),
    "source_edition_in_bounds": lambda: factories.new_source(edition=0),
    "data_version_is_one_row": lambda: DataVersion(id=2),
    "data_version_not_negative": lambda: DataVersion(number=-1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_models_and_the_database_refuse_it(name: str) -> None:
    assert_refused(BROKEN[name](), name)


def test_every_constraint_is_among_those_tried() -> None:
    assert constraints_of(MODELS).keys() == BROKEN.keys()


@pytest.mark.parametrize(
    "facts",
    [{"scope": "thirds"}, {"seats_up": 20}, {"last_fought_on": date(2019, 5, 2)}, {"is_new": True}],
    ids=lambda facts: next(iter(facts)),
)
def test_no_fact_about_a_contest_goes_without_its_source(facts: dict[str, Any]) -> None:
    assert_refused(factories.new_contest(**facts), "contest_facts_have_a_source")


@pytest.mark.parametrize("seats_up", [-1, 0, 251])
def test_so_many_seats_are_never_up(seats_up: int) -> None:
    contest = factories.new_contest(seats_up=seats_up, facts_source=factories.fact_source())
    assert_refused(contest, "contest_seats_up_in_bounds")


def test_an_election_has_one_row_a_day() -> None:
    factories.election()
    again = Election(polling_day=date(2023, 5, 4), name="The same day")
    with pytest.raises(ValidationError, match="already exists"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_parties_without_an_id_do_not_share_one() -> None:
    factories.party(slug="independent")
    factories.party(slug="other")
    assert Party.objects.ids_by_slug().keys() == {"independent", "other"}


def test_a_contest_has_the_id_that_the_field_uses() -> None:
    assert ballot_id_of(council_slug="medway", polling_day=date(2023, 5, 4)) == (
        "local.medway.2023-05-04"
    )
    with pytest.raises(ValidationError, match=r"local\.medway\.2023-05-04"):
        factories.new_contest(ballot_id="local.medway.2023-05-05").full_clean()


def test_seats_were_last_fought_before_polling_day() -> None:
    contest = factories.new_contest(
        last_fought_on=date(2023, 5, 4), facts_source=factories.fact_source()
    )
    with pytest.raises(ValidationError, match="before polling day"):
        contest.full_clean()


def test_sources_of_claims_and_of_facts_share_no_slug() -> None:
    factories.fact_source(slug="commons-library-2023")
    with pytest.raises(ValidationError, match="standing facts"):
        factories.new_source(slug="commons-library-2023").full_clean()


def test_what_keeps_to_the_rules_is_stored() -> None:
    factories.made(factories.new_party_alias())
    factories.made(factories.new_party(slug="green", ec_id="PP63", colour=""))
    contest = factories.contest(
        scope="whole",
        seats_up=59,
        last_fought_on=date(2019, 5, 2),
        facts_source=factories.fact_source(),
    )
    source = factories.source()
    assert PartyAlias.objects.get_by_natural_key("Labour and Co-operative").party.slug == "labour"
    assert Contest.objects.get_by_natural_key("local.medway.2023-05-04") == contest
    assert Election.objects.get_by_natural_key("2023-05-04") == contest.election
    assert Source.objects.get_by_natural_key("bbc-medway-2023") == source
    assert contest.election.slug == "2023-05-04"
