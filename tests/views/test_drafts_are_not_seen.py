"""Nothing of a draft or a rehearsal is seen by readers: no page, list, file, document or map tells of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client, override_settings
from django.urls import reverse

from elections.integrity import check
from elections.models import ClaimUse, Contest, Publication, Source
from elections.selectors.addresses import public_addresses
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


def texts_in(content_type: str, body: bytes) -> Iterator[str]:
    """Yield every text that an answer holds, those in an archive too."""
    if content_type == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode()
    else:
        yield body.decode()


def traces_in(content_type: str, body: bytes) -> list[str]:
    """Return what an answer tells of the draft and the rehearsal."""
    return [trace for text in texts_in(content_type, body) for trace in TRACES if trace in text]


def told_at(client: Client, path: str) -> list[str]:
    """Return what is told at an address."""
    answer = client.get(path)
    return traces_in(answer.headers.get("Content-Type", ""), answer.getvalue())


def test_no_public_address_and_no_file_of_the_mirror_tells_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mirror asks the site for every public address and keeps what it is sent."""
    # The test's connection stays open, as under the test client.
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _: None)
    # A compressed copy of a page says the same again.
    monkeypatch.setattr("config.mirror.asking.Sent.compressed", lambda _self, _encoding: None)
    (tmp_path / "static").mkdir()
    with override_settings(STATIC_ROOT=str(tmp_path / "static")):
        call_command("bake", tmp_path / "mirror", site="http://localhost:8000", verbosity=0)
    mirror = (tmp_path / "mirror").resolve()
    index = json.loads((mirror / "baked.json").read_text(encoding="utf-8"))
    pages = {each["address"]: each for each in index["files"]}
    walked = set()
    for address in public_addresses():
        assert not any(slug in address.path for slug in SLUGS), address
        # An election none of whose councils has a place on a map has none.
        is_without_map = address.name == "election-map" and address.path in index["nothing"]
        assert is_without_map or address.path in pages, address
        walked.add(address.name)
    assert {"home", "sitemap", "data-archive", "data-table", "election", "api:contests"} <= walked
    read = {
        mirror / each["file"]: each["content_type"].partition(";")[0] for each in pages.values()
    }
    assert any("2023-05-04" in str(path) for path in read)
    for path in mirror.rglob("*"):
        assert not any(slug in str(path) for slug in SLUGS), path
        if path in read or path.suffix in {".html", ".json", ".csv", ".xml", ".svg"}:
            found = traces_in(read.get(path, ""), path.read_bytes())
            assert not found, f"{path} tells of {found}"


def test_no_question_finds_it() -> None:
    client = Client()
    paths = (
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
    )
    told = {path: found for path in paths if (found := told_at(client, path))}
    assert not told, told
    # What is rehearsed is nothing of the council's.
    document = client.get("/api/v1/councils/medway").json()
    assert str(REHEARSAL) not in str(document)
    assert document["newest"]["id"] == "local.medway.2023-05-04"


def test_no_page_version_document_or_source_of_it_is_there() -> None:
    rehearsed = Publication.objects.filter(contest__election__polling_day=REHEARSAL)
    assert set(rehearsed.values_list("version", flat=True)) == {1, 2, 3, 4}
    assert Source.objects.filter(name=GAZETTE).exists()
    assert ClaimUse.objects.filter(publication__contest__election__polling_day=REHEARSAL).exists()
    sources = Source.objects.filter(claims__contest__election__polling_day=REHEARSAL).distinct()
    assert {source.kind for source in sources} == {"article", "declaration", "editor"}
    missing = {reverse("source", args=[source.slug]): 404 for source in sources}
    for day in SLUGS:
        for name in ("election", "election-csv", "wall", "election-map"):
            missing[reverse(name, args=[day])] = 404
        for name in ("contest", "combinations", "versions"):
            missing[reverse(name, args=[day, "medway"])] = 404
        missing |= {
            reverse("version", args=[day, "medway", 1]): 404,
            f"/api/v1/elections/{day}": 404,
            f"/api/v1/contests/local.medway.{day}": 404,
            f"/api/v1/contests?election={day}": 422,
            f"/elections/{day}/medway-towns/": 404,
        }
    client = Client()
    for address, status in missing.items():
        answer = client.get(address)
        assert answer.status_code == status, address
        assert not [name for name in (A_DRAFT.name, A_REHEARSAL.name) if name in answer.text], (
            address
        )


def test_a_source_of_a_real_result_tells_nothing_of_what_was_rehearsed_with_it() -> None:
    contest = Contest.objects.get(ballot_id=f"local.medway.{REHEARSAL}")
    source = Source.objects.filter(claims__contest__ballot_id="local.medway.2023-05-04").first()
    assert source is not None
    factories.claim(contest=contest, reference="rehearsed", value=57, source=source)
    text = Client().get(reverse("source", args=[source.slug])).text
    assert "2023" in text
    assert not [trace for trace in (*TRACES, "rehearsed", "57 seats") if trace in text]


def test_it_is_all_there_as_soon_as_it_is_opened() -> None:
    elections.open_election(polling_day=DRAFT, by=ADA, at=NOW)
    paths = [address.path for address in public_addresses()]
    assert f"/elections/{DRAFT}/medway/" in paths
    text = Client().get("/elections/").text
    assert A_DRAFT.name in text
    assert A_REHEARSAL.name not in text


def test_checks_of_all_data_leave_it_out() -> None:
    told = [str(each) for each in check(all_facts(today=unopened.NOW.date()))]
    assert [each for each in told if str(unopened.REHEARSAL) in each] == []
