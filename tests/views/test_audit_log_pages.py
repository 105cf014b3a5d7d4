"""The audit log through its pages: who may read it, what is found in it, and what is kept from whom."""

from __future__ import annotations

import csv
import json
import re
from itertools import product
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import Action, AuditEntry
from elections.pages.desk.refused import ACTION_WORDS
from tests.desk_steps import enter, give_up, publish
from tests.elections import unopened
from tests.views.reading import text_of, words_of
from tests.views.test_desk import SHEET, signed_in, step

LOG = "/desk/audit/"
MISREAD = {**SHEET, "seats.labour": "32", "seats.conservative": "23"}
ADDRESSES = (LOG, f"{LOG}entries.csv", f"{LOG}entries.json")


def found(query: str) -> str:
    return words_of(signed_in("anna").get(f"{LOG}{query}"))


def test_only_who_may_read_it_does() -> None:
    enter("ruth", SHEET)
    entry = f"{LOG}{AuditEntry.objects.latest('pk').pk}/"
    clients = Client(), signed_in("edith"), signed_in("anna")
    for each in (*ADDRESSES, entry):
        assert [client.get(each).status_code for client in clients] == [302, 403, 200], each


def test_nothing_in_it_is_changed_through_its_addresses() -> None:
    anna = signed_in("anna")
    for address, method in product(ADDRESSES, ("post", "put", "patch", "delete")):
        assert getattr(anna, method)(address).status_code == 405, (method, address)


def test_it_is_narrowed_down() -> None:
    publish(SHEET)
    anna = signed_in("anna")
    asked = (
        ("?by=omar", "some"),
        ("?by=nobody", "none"),
        ("?action=published", "some"),
        ("?action=retracted", "none"),
        ("?council=medway", "some"),
        ("?council=MEDWAY", "some"),
        ("?council=dover", "none"),
        ("?election=2023-05-04", "some"),
        ("?election=2024-05-02", "none"),
        ("?since=2020-01-01", "some"),
        ("?until=2020-01-01", "none"),
        ("?q=MEDWAY", "some"),
        ("?q=narnia", "none"),
    )
    for query, fits in asked:
        page = words_of(anna.get(f"{LOG}{query}"))
        assert ("Nothing on record fits." in page) is (fits == "none"), query


@pytest.mark.parametrize("election", [unopened.A_DRAFT, unopened.A_REHEARSAL])
def test_it_is_narrowed_down_to_an_election_that_readers_do_not_see(
    election: unopened.AnElection,
) -> None:
    unopened.make_a_draft()
    unopened.make_a_rehearsal()
    answer = signed_in("anna").get(f"{LOG}?election={election.day}")
    assert f'<option value="{election.day}" selected>{election.name}</option>' in text_of(answer)


def test_what_makes_no_sense_is_said() -> None:
    anna = signed_in("anna")
    queries = ("?since=yesterday", "?action=conquered", "?election=2023-02-30")
    for address, query in product(ADDRESSES, queries):
        answer = anna.get(f"{address}{query}")
        assert answer.status_code == 400, (address, query)
        assert "is no" in words_of(answer), (address, query)


def test_a_council_is_called_by_its_name() -> None:
    publish(SHEET)
    assert "edith published it Medway, 4 May 2023" in found("?council=medway")
    assert "local.medway" not in found("?council=medway")


def test_it_comes_in_pages() -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(at="2023-05-05T03:12Z", by="ruth", action="opened", subject=f"Number {number}")
        for number in range(120)
    )
    assert "120 entries, page 1 of 3" in found("?by=ruth")
    last = found("?by=ruth&page=3")
    assert "Number 0" in last
    assert "Number 100" not in last


def test_an_entry_says_line_by_line_what_changed() -> None:
    enter("ruth", SHEET)
    enter("omar", MISREAD)
    given = {"keep.seats.labour": "first", "keep.seats.conservative": "first"}
    assert step("edith", "settle", **given) == 302
    key = AuditEntry.objects.get(action="settled").pk
    page = words_of(signed_in("anna").get(f"{LOG}{key}/"))
    assert "State Entered twice, differently Agreed" in page
    assert "Second entry, Labour 32 nothing" in page
    assert "Kept of Labour nothing the first entry" in page


def test_a_load_of_many_results_is_told_in_part_and_whole_in_the_document() -> None:
    versions = {f"local.council-{number}.2023-05-04": 1 for number in range(60)}
    entry = AuditEntry.objects.create(
        at="2023-05-05T03:12Z",
        by="load_data",
        action="loaded",
        subject="All",
        after={"versions": versions},
    )
    page = words_of(signed_in("anna").get(f"{LOG}{entry.pk}/"))
    assert "local.council-39.2023-05-04: 1; and 20 more, in the JSON" in page
    told = json.loads(text_of(signed_in("anna").get(f"{LOG}entries.json?by=load_data")))
    assert told["entries"][0]["after"]["versions"] == versions


def test_everything_that_can_be_done_has_words_and_is_written_somewhere() -> None:
    root = Path(__file__).parents[2] / "elections"
    code = "".join(
        path.read_text()
        for folder in ("services", "accounts")
        for path in (root / folder).rglob("*.py")
    )
    assert set(ACTION_WORDS) == set(Action)
    assert not [action for action in Action if f"Action.{action.name}" not in code]


def test_an_entry_that_is_not_there_is_not_found() -> None:
    for key in ("0", "99999999999999999999"):
        assert signed_in("anna").get(f"{LOG}{key}/").status_code == 404


def reader_of_the_log(name: str) -> Client:
    """Return a client of somebody who may read the log; root is a superuser."""
    if name == "root":
        user = User.objects.create_superuser(name)
    else:
        signed_in(name)
        user = User.objects.get(username=name)
        user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    client = Client()
    client.force_login(user)
    return client


class TestBlindEntries:
    def test_figures_are_kept_from_who_may_yet_type_the_second_entry(self) -> None:
        enter("ruth", MISREAD)
        key = AuditEntry.objects.get(action="handed_in").pk
        rita = signed_in("rita")
        assert "kept from you" in words_of(rita.get(f"{LOG}{key}/"))
        for address in (f"{LOG}{key}/", *ADDRESSES):
            assert not re.search(r"Labour\W|seats", words_of(rita.get(address)))

    def test_figures_are_kept_from_an_admin_who_could_be_given_the_right_to_type(self) -> None:
        enter("ruth", MISREAD)
        key = AuditEntry.objects.get(action="handed_in").pk
        for name in ("anna", "edith", "root"):
            reader = reader_of_the_log(name)
            for address in (f"{LOG}{key}/", *ADDRESSES):
                page = text_of(reader.get(address))
                assert not re.search(r"\b(32|23)\b", re.sub(r"\d\d:\d\d|2023", "", page)), address

    def test_they_are_shown_once_it_is_in(self) -> None:
        enter("ruth", MISREAD)
        enter("omar", MISREAD)
        key = AuditEntry.objects.filter(action="handed_in").earliest("pk").pk
        assert "First entry, Labour nothing 32" in words_of(signed_in("rita").get(f"{LOG}{key}/"))


def test_the_table_is_safe_to_open_in_a_spreadsheet() -> None:
    AuditEntry.objects.create(
        at="2023-05-05T03:12Z",
        by="=ruth()",
        action="gave_up",
        subject="Medway",
        reason='=HYPERLINK("https://example.org")',
    )
    text = text_of(signed_in("anna").get(f"{LOG}entries.csv?action=gave_up"))
    (row,) = csv.DictReader(text.splitlines())
    assert row["reason"].startswith("'=")
    assert row["by"] == "'=ruth()"


def test_the_document_holds_every_entry_that_fits() -> None:
    publish(SHEET)
    told = json.loads(text_of(signed_in("anna").get(f"{LOG}entries.json?council=medway")))
    assert (
        told["count"]
        == len(told["entries"])
        == AuditEntry.objects.filter(contest__council__slug="medway").count()
    )
    newest = told["entries"][0]
    assert (newest["by"], newest["action"], newest["council"]) == ("edith", "published", "medway")
    assert newest["after"]["state"] == "published"


def test_its_files_are_sent_as_they_are_read_and_hold_all_that_fits() -> None:
    long = "x" * 2_000
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at="2023-05-05T03:12Z", by="ruth", action="gave_up", subject=str(number), reason=long
        )
        for number in range(120)
    )
    anna = signed_in("anna")
    query = "?by=ruth&action=gave_up"
    with CaptureQueriesContext(connection) as asked:
        pieces = list(anna.get(f"{LOG}entries.csv{query}").streaming_content)  # type: ignore[attr-defined]
    assert sum("elections_auditentry" in each["sql"] for each in asked) == 1
    assert len(pieces) > 2
    table = list(csv.DictReader(b"".join(pieces).decode().splitlines()))
    assert [row["subject"] for row in table] == [str(number) for number in range(119, -1, -1)]
    told = json.loads(text_of(anna.get(f"{LOG}entries.json{query}")))
    assert told["count"] == len(told["entries"]) == 120
    assert {row["subject"] for row in table} == {each["subject"] for each in told["entries"]}
    none = json.loads(text_of(anna.get(f"{LOG}entries.json?by=nobody")))
    assert none == {"entries": [], "count": 0}


def test_what_was_given_up_is_kept_from_whoever_may_type_it_again() -> None:
    enter("ruth", SHEET)
    give_up("another council's sheet")
    told = [signed_in(name).get("/desk/audit/entries.json") for name in ("rita", "anna")]
    held = ['"labour": 33' in text_of(answer) for answer in told]
    assert held == [False, False]
