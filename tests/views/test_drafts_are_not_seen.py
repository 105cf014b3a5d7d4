"""Nothing of a draft or a rehearsal is seen by readers: no page, list, file, document or map tells of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from elections.integrity import check
from elections.models import ClaimUse, Contest, Publication, Source
from elections.selectors.addresses import Address, public_addresses
from elections.selectors.integrity import all_facts
from elections.services.expected import elections
from tests import factories
from tests.elections import unopened
from tests.elections.unopened import A_DRAFT, A_REHEARSAL, ADA, DRAFT, GAZETTE, NOW, REHEARSAL

TRACES = (
    *A_DRAFT.traces,
    *A_REHEARSAL.traces,
    GAZETTE,
    "yonder-gazette",
    "declaration-medway-2027",
)
SLUGS = (str(DRAFT), str(REHEARSAL))


@pytest.fixture(autouse=True)
def _everything(_reads_published_articles: None) -> None:
    factories.made(factories.new_hexagon())
    unopened.make_a_draft()
    unopened.rehearse(unopened.make_a_rehearsal())


def told_in(answer: HttpResponse) -> Iterator[str]:
    """Yield every text that an answer holds, those in an archive too."""
    body = answer.getvalue()
    if answer.headers.get("Content-Type") == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode()
    else:
        yield body.decode()


def addresses() -> list[Address]:
    return public_addresses()


def test_it_went_the_whole_way_at_the_desk() -> None:
    rehearsed = Publication.objects.filter(contest__election__polling_day=REHEARSAL)
    assert set(rehearsed.values_list("version", flat=True)) == {1, 2, 3, 4}
    assert Source.objects.filter(name=GAZETTE).exists()
    assert ClaimUse.objects.filter(publication__contest__election__polling_day=REHEARSAL).exists()


def test_no_public_address_tells_of_it() -> None:
    client, walked = Client(), set()
    for address in addresses():
        assert not any(slug in address.path for slug in SLUGS), address
        answer = client.get(address.path)
        # An election none of whose councils has a place on a map has none.
        is_map = address.name == "election-map"
        assert answer.status_code in ({200, 404} if is_map else {200}), address
        walked.add(address.name)
        for text in told_in(answer):  # type: ignore[arg-type]
            found = [trace for trace in TRACES if trace in text]
            assert not found, f"{address.path} tells of {found}"
    assert {"home", "sitemap", "data-archive", "data-table", "election", "api:contests"} <= walked


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=quagmire",
        "/search/?q=zephyr",
        "/search/?q=2028",
        "/search/?q=yonder",
        "/compare/?council=medway",
        "/compare/?region=south-east",
        "/changes/?since=2021",
        "/api/v1/contests?council=medway&limit=500",
        "/api/v1/contests/local.medway.2023-05-04",
        "/api/v1/councils/medway",
        "/nowhere/",
        "/elections/2023-05-05/",
        "/elections/2023-05-04/nowhere/",
        "/sources/nowhere/",
    ],
)
def test_no_question_finds_it(path: str) -> None:
    for text in told_in(Client().get(path)):  # type: ignore[arg-type]
        assert not [trace for trace in TRACES if trace in text]


@pytest.mark.parametrize("day", SLUGS)
@pytest.mark.parametrize(
    ("name", "council"),
    [
        ("election", False),
        ("election-csv", False),
        ("wall", False),
        ("election-map", False),
        ("contest", True),
        ("combinations", True),
        ("versions", True),
    ],
)
def test_no_page_of_it_is_there(day: str, name: str, *, council: bool) -> None:
    address = reverse(name, args=[day, "medway"] if council else [day])
    answer = Client().get(address)
    assert answer.status_code == 404
    assert not [each for each in (A_DRAFT.name, A_REHEARSAL.name) if each in answer.text]


@pytest.mark.parametrize("day", SLUGS)
def test_no_version_and_no_document_of_it_is_there(day: str) -> None:
    client = Client()
    assert client.get(reverse("version", args=[day, "medway", 1])).status_code == 404
    assert client.get(f"/api/v1/elections/{day}").status_code == 404
    assert client.get(f"/api/v1/contests/local.medway.{day}").status_code == 404
    assert client.get(f"/api/v1/contests?election={day}").status_code == 422
    assert client.get(f"/elections/{day}/medway-towns/").status_code == 404


def test_no_source_of_it_is_there() -> None:
    sources = Source.objects.filter(claims__contest__election__polling_day=REHEARSAL).distinct()
    assert {source.kind for source in sources} == {"article", "declaration", "editor"}
    for source in sources:
        assert Client().get(reverse("source", args=[source.slug])).status_code == 404


def test_a_source_of_a_real_result_tells_nothing_of_what_was_rehearsed_with_it() -> None:
    contest = Contest.objects.get(ballot_id=f"local.medway.{REHEARSAL}")
    source = Source.objects.filter(claims__contest__ballot_id="local.medway.2023-05-04").first()
    assert source is not None
    factories.claim(contest=contest, reference="rehearsed", value=57, source=source)
    text = Client().get(reverse("source", args=[source.slug])).text
    assert "2023" in text
    assert not [trace for trace in (*TRACES, "rehearsed", "57 seats") if trace in text]


def test_the_mirror_has_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's connection stays open, as under the test client.
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _: None)
    (tmp_path / "static").mkdir()
    with override_settings(STATIC_ROOT=str(tmp_path / "static")):
        call_command("bake", tmp_path / "mirror", site="http://localhost:8000", verbosity=0)
    baked = [path for path in (tmp_path / "mirror").resolve().rglob("*") if path.is_file()]
    assert any("2023-05-04" in str(path) for path in baked)
    for path in baked:
        assert not any(slug in str(path) for slug in SLUGS)
        if path.suffix in {".html", ".json", ".csv", ".xml", ".svg"}:
            assert not [trace for trace in TRACES if trace in path.read_text(encoding="utf-8")]


def test_it_is_all_there_as_soon_as_it_is_opened() -> None:
    elections.open_election(polling_day=DRAFT, by=ADA, at=NOW)
    paths = [address.path for address in addresses()]
    assert f"/elections/{DRAFT}/medway/" in paths
    text = Client().get("/elections/").text
    assert A_DRAFT.name in text
    assert A_REHEARSAL.name not in text


def test_what_is_rehearsed_is_nothing_of_the_council_s() -> None:
    document = Client().get("/api/v1/councils/medway").json()
    assert str(REHEARSAL) not in str(document)
    assert document["newest"]["id"] == "local.medway.2023-05-04"


def test_checks_of_all_data_leave_it_out() -> None:
    told = [str(each) for each in check(all_facts(today=unopened.NOW.date()))]
    assert [each for each in told if str(unopened.REHEARSAL) in each] == []
