"""Uploading many sheets at the desk: the template, the preview row by row, handing in, being refused."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from elections.models import AuditEntry, DeskResult, Draft, Publication
from elections.services.desk.uploading import MOST_UPLOADED
from tests.elections.services.importing.files import workbook
from tests.views.reading import words_of
from tests.views.test_desk import ENTER, enter, signed_in, step, token

UPLOAD = "/desk/2023-05-04/upload/"
HEAD = "id,gss_code,council,party,seats,counted,control,declared_at,note\n"
MEDWAY_ROWS = (
    "local.medway.2023-05-04,,,Labour,33,,,,\n"
    ",E06000035,,Con,22,,,2023-05-05T03:10,\n"
    ",,Medway,independent,4,,labour,,one recount\n"
)


def send(client: Client, rows: str | bytes, name: str = "night.csv") -> HttpResponseBase:
    """Send a file to be looked at."""
    content = rows if isinstance(rows, bytes) else (HEAD + rows).encode()
    return client.post(UPLOAD, {"do": "preview", "file": SimpleUploadedFile(name, content)})


def hand_in(client: Client, preview: HttpResponseBase, **given: object) -> HttpResponseBase:
    """Hand in what a preview shows."""
    kept = re.search(r'name="upload" value="([^"]+)"', page_of(preview))
    assert kept is not None, words_of(preview)
    return client.post(UPLOAD, {"do": "hand_in", "upload": kept[1], **given})


def page_of(answer: HttpResponseBase) -> str:
    content: bytes = getattr(answer, "content", b"")
    return content.decode()


def nothing_is_stored() -> bool:
    # That the fixtures were loaded is on record too, and who signed in.
    done = AuditEntry.objects.of_actions(["opened", "handed_in", "uploaded", "taken_over"])
    return not (DeskResult.objects.exists() or done.exists() or Draft.objects.exists())


class TestHandingIn:
    def test_rows_become_an_entry_of_whoever_uploads_them_and_go_the_whole_way(self) -> None:
        ruth = signed_in("ruth")
        preview = send(ruth, MEDWAY_ROWS)
        assert preview.status_code == 200
        assert "1 new." in words_of(preview)
        assert "lines 2 to 4" in words_of(preview)
        assert nothing_is_stored()
        assert hand_in(ruth, preview).status_code == 302
        first = DeskResult.objects.get().way["first"]
        assert (first["by"], first["note"]) == ("ruth", "one recount")
        assert first["declared_at"] == "2023-05-05T03:10:00+01:00"
        omar = signed_in("omar")
        assert hand_in(omar, send(omar, MEDWAY_ROWS)).status_code == 302
        assert DeskResult.objects.get().state == "agreed"
        assert step("edith", "publish") == 302
        newest = Publication.objects.filter(contest__council__slug="medway").latest("version")
        assert newest.published_by == "edith"

    def test_a_time_alone_is_of_the_night_after_the_poll(self) -> None:
        ruth = signed_in("ruth")
        hand_in(ruth, send(ruth, MEDWAY_ROWS.replace("2023-05-05T03:10", "03:10")))
        first = DeskResult.objects.get().way["first"]
        assert first["declared_at"] == "2023-05-05T03:10:00+01:00"

    def test_the_upload_is_on_record_with_its_file_and_what_came_of_it(self) -> None:
        ruth = signed_in("ruth")
        hand_in(ruth, send(ruth, MEDWAY_ROWS))
        entry = AuditEntry.objects.get(action="uploaded")
        assert entry.by == "ruth"
        assert entry.subject == "2023-05-04: night.csv"
        assert entry.after is not None
        assert entry.after["handed_in"] == ["local.medway.2023-05-04"]
        assert (entry.after["new"], entry.after["rows"], len(entry.after["sha256"])) == (1, 3, 64)
        assert AuditEntry.objects.filter(action="handed_in", by="ruth").count() == 1

    def test_the_same_file_again_changes_nothing(self) -> None:
        ruth = signed_in("ruth")
        hand_in(ruth, send(ruth, MEDWAY_ROWS))
        before = AuditEntry.objects.count()
        again = send(ruth, MEDWAY_ROWS)
        assert "1 same." in words_of(again)
        assert 'value="hand_in"' not in page_of(again)
        assert AuditEntry.objects.count() == before
        assert token() == "2"

    def test_a_form_sent_twice_enters_nothing_twice(self) -> None:
        ruth = signed_in("ruth")
        preview = send(ruth, MEDWAY_ROWS)
        hand_in(ruth, preview)
        assert hand_in(ruth, preview).status_code == 409
        assert AuditEntry.objects.filter(action="handed_in").count() == 1

    def test_all_or_nothing(self) -> None:
        ruth = signed_in("ruth")
        answer = send(ruth, MEDWAY_ROWS + ",,Maidstone,Labour,1,,,,\n")
        assert answer.status_code == 422
        assert "1 new, 1 refused." in words_of(answer)
        assert "E302" in words_of(answer)
        assert nothing_is_stored()

    def test_councils_without_a_number_are_left_out(self) -> None:
        ruth = signed_in("ruth")
        preview = send(ruth, MEDWAY_ROWS + ",,Maidstone,Labour,,,,,\n,,Maidstone,vacant,,,,,\n")
        assert "1 without a number, left out" in words_of(preview)
        assert hand_in(ruth, preview).status_code == 302
        assert DeskResult.objects.count() == 1

    def test_a_warning_asks_for_a_tick_that_goes_on_record(self) -> None:
        ruth = signed_in("ruth")
        preview = send(ruth, MEDWAY_ROWS.replace("independent,4", "Green,4"))
        assert "W302" in words_of(preview)
        unticked = hand_in(ruth, preview)
        assert unticked.status_code == 422
        assert nothing_is_stored()
        ticks = re.findall(r'name="ticked" value="([^"]+)"', page_of(unticked))
        assert hand_in(ruth, unticked, ticked=ticks).status_code == 302
        assert "W302" in DeskResult.objects.get().way["first"]["ticked"]

    def test_a_draft_is_replaced_and_its_typist_told_so(self) -> None:
        ruth = signed_in("ruth")
        ruth.post(ENTER, {"do": "open"})
        ruth.post(ENTER, {"do": "draft", "token": token(), "seats.labour": "3"})
        preview = send(ruth, MEDWAY_ROWS)
        assert "1 changed." in words_of(preview)
        assert hand_in(ruth, preview).status_code == 302

    def test_a_correction_is_uploaded_once_an_editor_has_begun_it(self) -> None:
        enter("ruth")
        enter("omar")
        step("edith", "publish")
        ruth = signed_in("ruth")
        assert "1 same." in words_of(send(ruth, MEDWAY_ROWS.replace("labour,", ",")))
        other = MEDWAY_ROWS.replace("33", "32").replace("22", "23")
        refused = send(ruth, other)
        assert refused.status_code == 422
        assert "Other figures are published" in words_of(refused)
        step("edith", "correct", reason="misread sheet")
        preview = send(ruth, other)
        assert "1 changed." in words_of(preview)
        assert hand_in(ruth, preview).status_code == 302


class TestWhoElseIsAtIt:
    def test_a_second_entry_is_shown_nothing_of_the_first(self) -> None:
        enter("ruth", {"seats.labour": "32", "seats.conservative": "23", "seats.independent": "4"})
        omar = signed_in("omar")
        preview = words_of(send(omar, MEDWAY_ROWS))
        assert "1 new." in preview
        assert "second entry" in preview
        assert not re.search(r"\b(32|23)\b", preview)

    def test_nobody_checks_their_own_entry(self) -> None:
        enter("ruth")
        answer = send(signed_in("ruth"), MEDWAY_ROWS.replace("33", "32").replace("22", "23"))
        assert answer.status_code == 422
        assert "You have handed in other figures already" in words_of(answer)

    def test_what_somebody_else_has_before_them_is_refused(self) -> None:
        signed_in("omar").post(ENTER, {"do": "open"})
        answer = send(signed_in("ruth"), MEDWAY_ROWS)
        assert answer.status_code == 422
        assert "omar has this entry before them" in words_of(answer)

    def test_a_stale_preview_hands_in_nothing_and_says_who_was_quicker(self) -> None:
        ruth = signed_in("ruth")
        preview = send(ruth, MEDWAY_ROWS)
        enter("omar")
        before = AuditEntry.objects.count()
        answer = hand_in(ruth, preview)
        assert answer.status_code == 409
        assert "omar handed in an entry" in words_of(answer)
        assert AuditEntry.objects.count() == before

    def test_an_older_preview_is_gone_once_there_is_a_newer_one(self) -> None:
        ruth = signed_in("ruth")
        older = send(ruth, MEDWAY_ROWS)
        send(ruth, MEDWAY_ROWS.replace("33", "32").replace("22", "23"))
        assert hand_in(ruth, older).status_code == 409
        assert nothing_is_stored()

    def test_nobody_hands_in_what_somebody_else_looked_at(self) -> None:
        preview = send(signed_in("ruth"), MEDWAY_ROWS)
        assert hand_in(signed_in("omar"), preview).status_code == 409
        assert nothing_is_stored()

    def test_an_upload_is_for_the_election_that_it_was_looked_at_for(self) -> None:
        ruth = signed_in("ruth")
        preview = send(ruth, MEDWAY_ROWS)
        kept = re.search(r'name="upload" value="([^"]+)"', page_of(preview))
        assert kept is not None
        other = UPLOAD.replace("2023-05-04", "2022-05-05")
        assert ruth.post(other, {"do": "hand_in", "upload": kept[1]}).status_code == 409

    def test_who_does_not_enter_is_kept_out(self) -> None:
        for address in (UPLOAD, f"{UPLOAD}template.csv", f"{UPLOAD}template.xlsx"):
            assert signed_in("nora").get(address).status_code == 403, address
            assert Client().get(address).status_code == 302, address


WRONG_ROWS = (
    (",,Narnia,Labour,3,,,,\n", "Line 2, column council", "There is no council"),
    (",E06000035,Maidstone,Labour,3,,,,\n", "Line 2", "These are two councils"),
    ("local.medway.2022-05-05,,,Labour,3,,,,\n", "Line 2, column id", "another election"),
    ("medway,,,Labour,3,,,,\n", "Line 2, column id", "There is no contest"),
    (",,,Labour,3,,,,\n", "Line 2", "Nothing says which council"),
    (",,Medway,Labuor,3,,,,\n", "Line 2, column party", "Did you mean"),
    (",,Medway,,3,,,,\n", "Line 2, column party", "Say which party"),
    (",,Medway,Labour,-3,,,,\n", "Line 2, column seats", "in digits"),
    (",,Medway,Labour,3.5,,,,\n", "Line 2, column seats", "in digits"),
    (",,Medway,Labour,99999,,,,\n", "Line 2, column seats", "No council has more"),
    (",,Medway,Lab,3,,,,\n,,Medway,labour,3,,,,\n", "Line 3, column party", "stands on the sheet twice"),
    (",,Medway,Lab,3,,,,\n,,Medway,total,59,,,,\n", "Line 3, column seats", "do not come to this total"),
    (",,Medway,Labour,3,,whigs,,\n", "Line 2, column control", "There is no party"),
    (",,Medway,Labour,3,guessed,,,\n", "Line 2, column counted", "Choose one"),
    (",,Medway,Labour,3,,,at dawn,\n", "Line 2, column declared_at", "Give the time as on a clock"),
    (",,Medway,Lab,3,,noc,,\n,,Medway,Con,3,,labour,,\n", "Line 3, column control", "Line 2 says otherwise"),
    (",,Medway,Labour,,,,,\n", "The file", "No council has a number"),
    (",,Thurrock,Labour,3,,,,\n", "Line 2, column council", "no contest of Thurrock"),
)  # fmt: skip


def test_what_is_wrong_is_told_with_its_line_and_column() -> None:
    ruth = signed_in("ruth")
    for rows, where, told in WRONG_ROWS:
        answer = send(ruth, rows)
        assert answer.status_code == 422, rows
        said = words_of(answer)
        assert re.search(rf"{where} ?: [^:]*{told}", said), (rows, said)
        assert nothing_is_stored(), rows


NO_TABLES = (
    (b"", "night.csv", "empty"),
    (b"PK\x03\x04 and no more", "night.xlsx", "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "night.xls", "before 2007"),
    (b"party,seats\0\nLabour,3\n", "night.csv", "NUL"),
    (b"id,party,seats,mood\nx,Labour,3,good\n", "night.csv", "Nothing is known of this column"),
    (b"council,party\nMedway,Labour\n", "night.csv", "There is no such column"),
    (b"party,seats\nLabour,3\n", "night.csv", "No column says which council"),
    (b"council,party,seats\n" + b"Medway,,\n" * 6_001, "night.csv", "more than 6,000 rows"),
    (b"a" * (MOST_UPLOADED + 1), "night.csv", "at most 2 MB"),
    (b"council,party,seats\n" + b"Narnia,Whigs,3\n" * 900, "night.csv", "Reading stopped here"),
)


def test_a_file_that_is_no_table_of_results_is_refused_in_words() -> None:
    ruth = signed_in("ruth")
    for content, name, told in NO_TABLES:
        answer = send(ruth, content, name)
        assert answer.status_code == 422, told
        assert told in words_of(answer), told
        assert nothing_is_stored(), told


def test_no_file_at_all_is_asked_for() -> None:
    for given in ({}, {"do": "preview"}, {"do": "preview", "file": "night.csv"}, {"do": "dance"}):
        answer = signed_in("ruth").post(UPLOAD, given)
        assert answer.status_code == 422
        assert "Choose a file" in words_of(answer)


class TestTemplate:
    def test_it_has_every_expected_council_with_the_parties_that_sat_or_stood_there(self) -> None:
        enter("ruth")
        lines = signed_in("ruth").get(f"{UPLOAD}template.csv").content.decode().splitlines()
        assert lines[0] == HEAD.strip()
        assert not [line for line in lines if "medway" in line]
        second = signed_in("omar").get(f"{UPLOAD}template.csv").content.decode()
        assert "\nlocal.medway.2023-05-04,E06000035,Medway,Labour,," in second.replace("\r", "")
        assert len({line.split(",")[0] for line in lines[1:]}) == 7

    def test_the_workbook_says_the_same_and_can_be_filled_in_and_sent(self) -> None:
        ruth = signed_in("ruth")
        csv = ruth.get(f"{UPLOAD}template.csv").content.decode().splitlines()
        answer = ruth.get(f"{UPLOAD}template.xlsx")
        book = load_workbook(io.BytesIO(answer.content))
        read = book["Results"].iter_rows(values_only=True)
        rows = [[str(cell or "") for cell in row] for row in read]
        assert [",".join(row) for row in rows] == csv
        seats = {"Labour": 33, "Conservative": 22, "Independent": 4}
        filled: list[list[str | int]] = [
            [*row[:4], seats.get(row[3], "") if row[2] == "Medway" else "", *row[5:]]
            for row in rows
        ]
        filled[0][4] = "seats"
        preview = send(ruth, workbook(filled), "night.xlsx")
        assert "1 new, 7 without a number, left out." in words_of(preview)
        assert hand_in(ruth, preview).status_code == 302

    def test_an_election_that_is_not_there_is_not_found(self) -> None:
        for address in ("/desk/1066-10-14/upload/", "/desk/tomorrow/upload/template.csv"):
            assert signed_in("ruth").get(address).status_code == 404


def test_what_is_kept_of_an_upload_is_gone_after_an_hour() -> None:
    ruth = signed_in("ruth")
    preview = send(ruth, MEDWAY_ROWS)
    Session.objects.exclude(pk=ruth.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    answer = hand_in(ruth, preview)
    assert answer.status_code == 409
    assert "no longer kept" in words_of(answer)
