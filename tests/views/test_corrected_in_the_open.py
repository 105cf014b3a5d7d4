"""What readers are told of a result that was wrong: what was put right, why, and what stood there before."""

from __future__ import annotations

import csv
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.keeping import forget_everything
from elections.models import Publication
from elections.selectors.addresses import public_addresses
from tests.desk_steps import begin_correction, publish, retract
from tests.views.reading import words_of
from tests.views.test_desk import SHEET

MEDWAY = "/elections/2023-05-04/medway/"
MISREAD = {**SHEET, "seats.labour": "32", "seats.conservative": "23"}
TOLD = r"Corrected at \d\d:\d\d on \d+ \w+ \d{4}: Conservative 22, not 23; Labour 33, not 32; Misread sheet\."


def correct() -> None:
    publish(MISREAD)
    begin_correction("Misread sheet.")
    publish(SHEET)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words_of(answer)


def test_the_page_says_what_was_put_right_and_why(client: Client) -> None:
    correct()
    assert re.search(TOLD, words(client, MEDWAY))


def test_a_result_that_was_never_wrong_says_nothing_of_the_kind(client: Client) -> None:
    publish(SHEET)
    assert "Corrected at" not in words(client, MEDWAY)


def test_of_several_corrections_the_newest_comes_first(client: Client) -> None:
    correct()
    begin_correction("A recount in one ward")
    publish(MISREAD)
    told = re.findall(r"Corrected at [^:]+:\d\d[^:]*: ([^;]+);", words(client, MEDWAY))
    assert told == ["Conservative 23, not 22", "Conservative 22, not 23"]


def test_a_result_that_was_taken_back_is_as_other_sources_have_it(client: Client) -> None:
    publish(MISREAD)
    retract("The wrong council's sheet")
    page = words(client, MEDWAY)
    assert re.search(r"Taken back at \d\d:\d\d on [^:]+: The wrong council's sheet\.", page)
    assert "Labour 33, Conservative 22 and Independent 4" in page


def test_the_old_version_stays_readable_and_says_that_it_is_old(client: Client) -> None:
    correct()
    old = words(client, f"{MEDWAY}versions/2/")
    assert "This is an old version of the result: version 2. Version 3 replaced it at" in old
    assert re.search(r"\b32\b", old)
    assert "Corrected at" not in old
    assert "noindex" in client.get(f"{MEDWAY}versions/2/").content.decode()
    assert "old version" not in words(client, f"{MEDWAY}versions/3/")


def test_an_old_version_is_counted_from_any_of_its_baselines(client: Client) -> None:
    correct()
    old = words(client, f"{MEDWAY}versions/2/?baseline=notional")
    assert "35" in old
    assert client.get(f"{MEDWAY}versions/2/?baseline=yore").status_code == 400


def test_the_list_of_versions_says_which_figures_changed(client: Client) -> None:
    correct()
    page = words(client, f"{MEDWAY}versions/")
    assert "What changed with version 3" in page
    assert "Labour seats after 32" in page
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")
    # What readers see now has one address.
    assert f"{MEDWAY}versions/3/" not in client.get(f"{MEDWAY}versions/").content.decode()


@pytest.mark.parametrize("address", ["versions/9/", "versions/99999999999999999999999/"])
def test_a_version_that_never_was_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"{MEDWAY}{address}").status_code == 404


def test_another_form_of_a_slug_leads_to_the_version(client: Client) -> None:
    assert client.get("/elections/2023-05-04/narnia/versions/1/").status_code == 404


def test_old_versions_are_baked_and_not_searched_for(client: Client) -> None:
    correct()
    versions = {each.path: each for each in public_addresses() if "/versions/" in each.path}
    assert set(versions) == {f"{MEDWAY}versions/", f"{MEDWAY}versions/1/", f"{MEDWAY}versions/2/"}
    assert not any(each.is_sought for each in versions.values())
    assert "/versions/" not in client.get("/sitemap.xml").content.decode()


def test_pages_cost_the_same_queries_however_many_corrections(client: Client) -> None:
    def queries(address: str) -> int:
        # What is kept of one page would be found by the next.
        forget_everything()
        # All parties are read once a data version, by whichever page comes first.
        client.get(f"{MEDWAY}combinations/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{MEDWAY}{address}")
        return len(asked)

    correct()
    few = {address: queries(address) for address in ("", "versions/", "versions/2/")}
    begin_correction("A recount in one ward")
    publish(MISREAD)
    assert Publication.objects.filter(contest__council__slug="medway").count() == 4
    assert {address: queries(address) for address in few} == few
    assert max(few.values()) <= 12, few


def test_the_json_of_a_contest_tells_its_corrections(client: Client) -> None:
    correct()
    alone = client.get("/api/v1/contests/local.medway.2023-05-04").json()
    (told,) = alone["corrections"]
    assert (told["kind"], told["version"], told["reason"]) == ("correction", 3, "Misread sheet.")
    assert {"line": "seats.labour", "before": "32", "after": "33"} in told["lines"]
    assert re.fullmatch(TOLD, told["text"])
    assert client.get(alone["versions_url"]).status_code == 200


def test_the_json_of_a_contest_lists_every_version_and_what_it_was(client: Client) -> None:
    correct()
    retract("The wrong council's sheet")
    alone = client.get("/api/v1/contests/local.medway.2023-05-04").json()
    told = alone["versions"]
    assert [each["version"] for each in told] == [4, 3, 2, 1]
    assert [each["kind"] for each in told] == ["retracted", "corrected", "published", "published"]
    assert [each["reason"] for each in told[:2]] == ["The wrong council's sheet", "Misread sheet."]
    assert told[0]["url"] == alone["url"] == MEDWAY
    assert told[0]["at"] == alone["published"]["at"]
    for each in told:
        assert client.get(each["url"]).status_code == 200
    listed = client.get("/api/v1/contests?council=medway").json()["items"][0]
    assert listed["versions"] == told


def test_the_table_marks_what_was_corrected(client: Client) -> None:
    correct()
    rows = client.get("/elections/2023-05-04/contests.csv").content.decode().splitlines()
    table = {row["council"]: row["corrected"] for row in csv.DictReader(rows)}
    assert table["Medway"] == "yes"
    assert table["Dover"] == ""


LISTS = [
    "/elections/2023-05-04/",
    "/elections/2023-05-04/?baseline=last_fought",
    "/changes/",
    "/map/",
    "/councils/medway/",
    "/regions/south-east/",
]
WALL = "/elections/2023-05-04/wall/"
MARK = re.compile(rf'<a class="tag mark" href="{MEDWAY}versions/">(\w[\w ]*)<')


def marks(client: Client, address: str) -> set[str]:
    """Return what a list says of a result that was wrong, each time with the way to its versions."""
    return set(MARK.findall(client.get(address).content.decode()))


def test_wherever_a_result_is_listed_it_is_told_that_it_was_put_right(client: Client) -> None:
    def listed_otherwise_than(*told: str) -> dict[str, set[str]]:
        found = {address: marks(client, address) for address in LISTS}
        return {address: each for address, each in found.items() if each != set(told)}

    publish(MISREAD)
    assert not listed_otherwise_than()
    begin_correction("Misread sheet.")
    publish(SHEET)
    assert not listed_otherwise_than("corrected")
    retract("The wrong council's sheet")
    assert not listed_otherwise_than("taken back")


def test_what_is_entered_anew_after_it_was_taken_back_was_wrong_once(client: Client) -> None:
    publish(MISREAD)
    retract("The wrong council's sheet")
    publish(SHEET)
    assert marks(client, LISTS[0]) == {"corrected"}


def test_the_wall_tells_it_too(client: Client) -> None:
    publish(MISREAD)
    assert "corrected" not in words(client, WALL)
    begin_correction("Misread sheet.")
    publish(SHEET)
    assert re.search(r"Medway.* corrected", words(client, WALL))


def test_lists_take_as_many_queries_with_corrections_as_without(client: Client) -> None:
    def queries(address: str) -> int:
        forget_everything()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    before = {address: queries(address) for address in LISTS}
    correct()
    assert {address: queries(address) for address in LISTS} == before
