"""Sources of standing facts are listed, have a page, and are what workings lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from councils.models import CouncilSize, FactSource
from elections.keeping import forget_everything
from elections.models import Contest
from tests import factories
from tests.views.reading import words_of


def test_every_source_of_standing_facts_is_listed_with_publisher_and_licence(
    client: Client,
) -> None:
    response = client.get("/sources/")
    page, words = response.content.decode(), words_of(response)
    _, _, facts = words.partition("Standing facts of councils")
    assert FactSource.objects.count() > 5
    for source in FactSource.objects.all():
        assert f'href="/sources/{source.slug}/"' in page
        assert f"{source.name} {source.publisher} · {source.licence}" in facts


def test_a_source_of_standing_facts_says_what_it_is_and_gives(client: Client) -> None:
    response = client.get("/sources/commons-library-2023/")
    assert response.status_code == 200
    words = words_of(response)
    assert "Local elections 2023: results and analysis (CBP-9798), data tables" in words
    assert "House of Commons Library" in words
    assert "Open Parliament Licence v3.0" in words
    assert "Retrieved 23 November 2026" in words
    assert "Medway : 59 seats from 4 May 2023." in words
    assert "First poll after a boundary review added four seats." in words
    assert "These seats were last fought on 2 May 2019." in words
    assert 'href="https://commonslibrary.parliament.uk/' in response.content.decode()


def test_the_page_of_each_gives_all_its_sizes_and_contests(client: Client) -> None:
    for source in FactSource.objects.all():
        page = client.get(f"/sources/{source.slug}/").content.decode()
        for size in CouncilSize.objects.of_source(source.slug).with_council():
            assert f'id="size-{size.council.slug}-{size.in_force_from}"' in page
        for contest in Contest.objects.of_facts_source(source.slug).with_names():
            assert f'id="seats-up-{contest.council.slug}-{contest.election.slug}"' in page


def test_every_source_that_a_contest_s_page_leads_to_is_there(client: Client) -> None:
    met = set()
    for contest in Contest.objects.with_names():
        page = client.get(f"/elections/{contest.election.slug}/{contest.council.slug}/")
        met |= set(re.findall(r'href="(/sources/[^"]+)"', page.content.decode()))
    assert {"/sources/commons-library-2023/", "/sources/open-council-data-uk/"} <= {
        urlsplit(link).path for link in met
    }
    pages = {path: client.get(path) for path in {urlsplit(link).path for link in met}}
    for link in met:
        path, row = urlsplit(link).path, urlsplit(link).fragment
        assert pages[path].status_code == 200
        if row:
            assert f'id="{row}"' in pages[path].content.decode(), link


@pytest.mark.parametrize("slug", ["commons-library-2023", "mysociety-uk-local-authorities"])
def test_the_page_of_a_source_of_facts_takes_the_same_queries_whatever_it_gives(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, slug: str
) -> None:
    with django_assert_num_queries(6):
        client.get(f"/sources/{slug}/")


def test_the_list_takes_the_same_queries_however_many_sources(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        client.get("/sources/")
    factories.fact_source(slug="one-more")
    forget_everything()
    with django_assert_num_queries(6):
        client.get("/sources/")
