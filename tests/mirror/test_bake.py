"""A mirror is, file by file, what the site sends: some pages of each kind here, all of them in `make storm`."""

from __future__ import annotations

import gzip
import json
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, transaction
from django.test import override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker, Settings

from config.management.commands import bake as command
from config.mirror.asking import Sent, Site
from config.mirror.places import links_in
from config.page_cache.encodings import SMALLEST, is_compressible
from elections.browsing.parameters import PARAMETERS
from elections.selectors.addresses import Address, public_addresses

SITE = "http://localhost:8000"
OF_EACH_KIND = 1


def some_addresses() -> list[Address]:
    """Return a few addresses of each kind, Medway's contest in 2023 among them."""
    taken: Counter[str] = Counter()
    some = []
    for address in public_addresses():
        taken[address.name] += 1
        if taken[address.name] <= OF_EACH_KIND or "medway" in address.path:
            some.append(address)
    return some


@dataclass(frozen=True)
class Baked:
    """A mirror, and the site that it is one of, without the page cache."""

    folder: Path
    index: dict[str, Any]
    site: Site
    is_whole: bool

    def sent(self, address: str) -> Sent:
        """Return what the site sends."""
        path, _, query = address.partition("?")
        return self.site.get(path, query)


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.storm)])
def baked(
    request: pytest.FixtureRequest,
    published_articles: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Baked]:
    """Yield the mirror, baked once for all tests here."""
    folder = tmp_path_factory.mktemp("bake")
    # The test's connection stays open, as under the test client.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(STATIC_ROOT=str(folder / "static")),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        with pytest.MonkeyPatch.context() as patch:
            if request.param == "some":
                patch.setattr(command, "public_addresses", some_addresses)
            call_command("bake", folder / "mirror", site=SITE, verbosity=0)
        index = json.loads((folder / "mirror" / "baked.json").read_text())
        site = Site(WSGIHandler(), urlsplit(SITE))
        yield Baked(folder / "mirror", index, site, is_whole=request.param == "all")
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_every_public_address_is_in_it(baked: Baked) -> None:
    addresses = {each["address"] for each in baked.index["files"]}
    addresses_without_queries = {address.partition("?")[0] for address in addresses}
    expected = public_addresses() if baked.is_whole else some_addresses()
    nothing = set(baked.index["nothing"])
    assert {address.path for address in expected} == addresses_without_queries | nothing
    # Nothing but a map may be missing: of an election none of whose councils has a place on one.
    assert all(path.endswith("/map.svg") for path in nothing)
    assert "/elections/2023-05-04/medway/?baseline=notional" in addresses
    assert {"/robots.txt", "/sitemap.xml", "/party-colours.css", "/api/v1/contests"} <= addresses


def test_every_file_is_what_the_site_sends_to_everybody(baked: Baked) -> None:
    for each in baked.index["files"]:
        address, file = each["address"], baked.folder / each["file"]
        sent = baked.sent(address)
        assert sent.status == 200, address
        assert file.read_bytes() == sent.body, address
        assert each["etag"].removeprefix("W/") == sent.headers["ETag"].removeprefix("W/"), address
        # The same for everybody, and it says so: the page cache and CDNs go by this.
        assert sent.headers["Cache-Control"] == "public, no-cache", address
        assert sent.headers["CDN-Cache-Control"].startswith("max-age=5"), address
        assert "Set-Cookie" not in sent.headers, address
        assert "Cookie" not in sent.headers.get("Vary", ""), address
        for suffix, expand in ((".gz", gzip.decompress), (".br", brotli.decompress)):
            compressed = file.with_name(file.name + suffix)
            if is_compressible(each["content_type"]) and len(sent.body) >= SMALLEST:
                assert expand(compressed.read_bytes()) == sent.body, address


def test_every_link_leads_to_a_file_or_is_listed_as_live_only(baked: Baked) -> None:
    baked_addresses = {each["address"] for each in baked.index["files"]}
    live_only = set(baked.index["live_only"])
    pages = [each for each in baked.index["files"] if each["content_type"].startswith("text/html")]
    links = {
        link
        for each in pages
        for link in links_in(
            (baked.folder / each["file"]).read_text(), each["address"].partition("?")[0]
        )
    }
    assert len(links) > 100
    for link in links - baked_addresses - live_only:
        assert (baked.folder / link.lstrip("/")).is_file(), f"{link} leads nowhere."
    if not baked.is_whole:
        return
    # Only what a reader asks by a query needs the live site, and the page without the query is here.
    live_only -= {reverse("account_login")}
    assert {link.partition("?")[0] for link in live_only} <= baked_addresses
    assert all("?" in link for link in live_only)


def test_every_parameter_of_a_link_is_one_that_the_page_cache_knows(baked: Baked) -> None:
    asked = {
        name
        for link in baked.index["live_only"]
        for name, _ in parse_qsl(urlsplit(link).query, keep_blank_values=True)
    }
    assert {"region", "baseline", "sort"} <= asked
    assert asked <= PARAMETERS


def test_what_is_missing_and_what_is_away_have_pages(baked: Baked) -> None:
    assert (baked.folder / "404.html").read_bytes() == baked.sent("/no/such/page/").body
    assert "can’t be reached just now" in (baked.folder / "503.html").read_text()


def test_full_disk_ends_it_with_a_message_and_leaves_the_mirror_before(baked: Baked) -> None:
    before = {path: path.read_bytes() for path in baked.folder.rglob("*") if path.is_file()}
    beside = set(baked.folder.parent.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # As a quota does: no file may grow beyond this.
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, hard))
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(command, "public_addresses", some_addresses)
            with pytest.raises(CommandError, match=r"Nothing was baked.*File too large"):
                call_command("bake", baked.folder, site=SITE, verbosity=0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path: path.read_bytes() for path in before} == before
    assert set(baked.folder.parent.iterdir()) == beside


def test_database_in_trouble_ends_it_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def away() -> list[Address]:
        raise OperationalError("the connection is lost")

    settings.STATIC_ROOT = str(tmp_path)
    monkeypatch.setattr(command, "public_addresses", away)
    monkeypatch.setattr(command, "current_edition", lambda _today: None)
    with pytest.raises(CommandError, match=r"Nothing was baked: .*the connection is lost"):
        call_command("bake", tmp_path / "mirror", site=SITE, verbosity=0)


def test_a_site_that_does_not_answer_to_that_name_bakes_nothing(
    baked: Baked, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="answers 400"):
        call_command("bake", tmp_path / "mirror", site="http://elsewhere.example", verbosity=0)
    with pytest.raises(CommandError, match="no address of a site"):
        call_command("bake", tmp_path / "mirror", site="elsewhere", verbosity=0)
    assert list(tmp_path.iterdir()) == []
