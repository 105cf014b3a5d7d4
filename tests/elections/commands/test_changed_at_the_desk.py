"""`load_data` leaves what an admin changed at the desk as it is, and follows the files in everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from councils.models import AliasKind, Council, CouncilAlias, CouncilSize, FactSource
from elections.domain.desk.proposals import SizeChange
from elections.domain.desk.states import Check
from elections.models import Contest, Election, Source
from elections.services.desk.stepping import Actor
from elections.services.expected import contests, councils, elections
from elections.services.expected.contests import Facts, Named
from elections.services.expected.sources import Told, change_source
from tests import factories
from tests.elections.commands.test_load_data import SOUTHAMPTON, folder, load, write
from tests.proposals import propose_and_publish

__all__ = ["folder"]

pytestmark = pytest.mark.django_db

ADA: dict[str, Any] = {"by": Actor("ada"), "at": factories.NIGHT}
DAY = date(2021, 5, 6)
LATER = date(2025, 5, 1)


def test_what_was_changed_stays_and_the_rest_follows_the_files(folder: Path) -> None:
    load(folder)
    source = FactSource.objects.get().slug
    councils.change_council(
        slug="southampton",
        name="Southampton City",
        official_name="Southampton City Council",
        region="south-east",
        **ADA,
    )
    councils.take_alias_away(
        slug="southampton", kind=AliasKind.NAME, text="City of Southampton", **ADA
    )
    propose_and_publish(
        SizeChange("southampton", 49, date(2016, 5, 5), source),
        proposed_by=Actor("ada"),
        by=Actor("edith"),
        at=factories.NIGHT,
        reason="The order says so.",
    )
    elections.change_election(polling_day=DAY, name="Locals of 2021", check=Check.APPROVAL, **ADA)
    write(
        folder,
        "councils",
        SOUTHAMPTON["councils"].replace("Southampton City Council", "The City Council"),
    )
    told = load(folder)
    council = Council.objects.get()
    assert (council.name, council.official_name) == ("Southampton City", "The City Council")
    assert not CouncilAlias.objects.exists()
    assert CouncilSize.objects.get().seats == 49
    election = Election.objects.get()
    assert (election.name, election.check_asked) == ("Locals of 2021", "approval")
    assert "Left as it was changed at the desk: 4 rows." in told


def test_a_contest_that_was_taken_away_stays_away_until_it_is_added_again(folder: Path) -> None:
    load(folder)
    elections.make_election(polling_day=LATER, name="Locals", check=Check.APPROVAL, **ADA)
    named = [Named(1, "Southampton")]
    contests.add_contests(polling_day=LATER, named=named, facts=Facts(), **ADA)
    contests.take_contest_away(ballot_id="local.southampton.2025-05-01", **ADA)
    both = f"{SOUTHAMPTON['contests']}\n2025-05-01,southampton,thirds,17,,no,{{source}}"
    write(folder, "contests", both)
    load(folder)
    assert Contest.objects.count() == 1
    contests.add_contests(polling_day=LATER, named=named, facts=Facts(), **ADA)
    load(folder, "--again")
    assert Contest.objects.count() == 2


def test_a_source_that_was_corrected_stays_so(folder: Path) -> None:
    load(folder)
    row = Source.objects.get()
    told = Told("The library", row.title, row.outlet_name, row.published_on, row.date_basis, "")
    change_source(slug=row.slug, told=told, reason="Misread.", **ADA)
    load(folder, "--again")
    assert Source.objects.get().name == "The library"
