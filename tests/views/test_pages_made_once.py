"""A page is made once of the same data and the same question, and anew as soon as either is another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client, RequestFactory

from elections.models import DataVersion, Party
from elections.pages.election.page import ElectionPage, election_page
from elections.selectors.data_version import current_edition
from elections.selectors.kept import reading
from elections.selectors.pages.elections import election_material
from elections.views.making import LONGEST_KEPT, made_as_asked
from tests import factories

TODAY = date(2023, 5, 5)
ADDRESS = "/elections/2023-05-04/"


def page(query: str = "") -> ElectionPage:
    """Return the page of the election of 2023, as the view has it made."""
    request = RequestFactory().get(f"{ADDRESS}?{query}")
    with reading(current_edition(TODAY)):
        return made_as_asked(election_page, election_material("2023-05-04"), request)


def test_the_same_question_has_the_very_same_page() -> None:
    assert page("region=south-east") is page("region=south-east")
    assert page("region=south-east") is not page("region=london")


def test_what_was_published_is_on_the_page_of_the_next_request() -> None:
    before = page()
    DataVersion.objects.move(at=datetime(2023, 5, 6, tzinfo=UTC))
    assert page() is not before


def test_a_row_that_did_not_change_is_the_very_same_after_a_publication() -> None:
    before = page()
    DataVersion.objects.move(at=datetime(2023, 5, 6, tzinfo=UTC))
    pairs = list(zip(before.rows, page().rows, strict=True))
    assert pairs
    assert all(old is new for old, new in pairs)


def test_a_question_that_no_link_is_as_long_as_is_answered_and_not_kept() -> None:
    query = "q=" + "med" * LONGEST_KEPT
    assert page(query) is not page(query)
    assert page(query) == page(query)


@pytest.mark.parametrize("address", [ADDRESS, "/regions/south-east/", "/councils/", "/changes/"])
def test_a_page_that_is_made_again_says_the_same(client: Client, address: str) -> None:
    first = client.get(address).content
    assert client.get(address).content == first


def test_a_party_that_is_renamed_is_called_so_in_every_row_at_once(client: Client) -> None:
    assert "Labour gain" in client.get(ADDRESS).content.decode()
    labour = factories.party(slug="labour")
    labour.name = "Workers"
    labour.save(update_fields=["name"])
    assert Party.objects.filter(name="Workers").exists()
    DataVersion.objects.move(at=datetime(2023, 5, 6, tzinfo=UTC))
    assert "Workers gain" in client.get(ADDRESS).content.decode()
