"""What pages of the results desk tell whoever comes upon another's work, and where they lead."""

from __future__ import annotations

import re

import pytest

from elections.models import AuditEntry
from tests.views.reading import words_of
from tests.views.test_desk import (
    BOARD,
    ENTER,
    MEDWAY,
    SHEET,
    enter,
    publish_proposed,
    signed_in,
    step,
    token,
)


def test_entry_that_another_has_names_it_and_leads_back_with_the_focus_on_why() -> None:
    signed_in("ruth").post(ENTER, {"do": "open"})
    shown = signed_in("omar").get(ENTER).text
    assert "<title>Medway is being entered" in shown
    assert "<h1>Medway is being entered</h1>" in shown
    assert '<div class="notice" role="alert" tabindex="-1" autofocus>' in shown
    assert shown.count("autofocus") == 1
    assert f'<a href="{MEDWAY}">Back to this result</a>' in shown


def test_typist_whose_entry_was_taken_over_is_told_by_whom_and_when() -> None:
    ruth = signed_in("ruth")
    ruth.post(ENTER, {"do": "open"})
    signed_in("omar").post(ENTER, {"do": "open", "reason": "Ruth is at the door"})
    for do, told in (
        ("draft", "omar took this entry over at 10:30. Your figures are kept in this browser."),
        ("check", "omar took this entry over at 10:30. What you typed is still below."),
        ("hand_in", "omar took this entry over at 10:30. What you typed is still below."),
    ):
        answer = ruth.post(ENTER, {"do": do, "token": token(), **SHEET})
        assert answer.status_code == 409
        assert told in words_of(answer)


def test_result_whose_retraction_waits_says_so_and_offers_none() -> None:
    enter("ruth")
    enter("omar")
    step("edith", "publish")
    assert "Waits for nobody" in words_of(signed_in("edith").get(MEDWAY))
    assert step("edith", "retract", reason="Another council's sheet.") == 302
    for name in ("edith", "emil", "ruth"):
        answer = signed_in(name).get(MEDWAY)
        assert "Waits for another editor to publish a retraction." in words_of(answer)
        assert 'value="retract"' not in answer.text
    publish_proposed()
    assert "publish a retraction" not in words_of(signed_in("edith").get(MEDWAY))


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (BOARD, "Results desk: "),
        (MEDWAY, "Medway: "),
        (f"{BOARD}disputes/", "Where sources differ: "),
        (f"{MEDWAY}disputes/", "Medway: where sources differ"),
        ("/desk/audit/{entry}/", "ruth opened it: "),
    ],
)
def test_page_of_the_desk_has_a_title(address: str, title: str) -> None:
    signed_in("ruth").post(ENTER, {"do": "open"})
    name = "anna" if "audit" in address else "edith"
    page = (
        signed_in(name).get(address.format(entry=AuditEntry.objects.get(action="opened").pk)).text
    )
    assert re.search(r"<title>([^<]*)", page)[1].startswith(title)  # type: ignore[index]


def test_entry_of_the_log_leads_to_the_result_only_for_who_may_open_it() -> None:
    signed_in("ruth").post(ENTER, {"do": "open"})
    address = f"/desk/audit/{AuditEntry.objects.get(action='opened').pk}/"
    assert "This result at the desk" not in words_of(signed_in("anna").get(address))
    assert "This result at the desk" in words_of(signed_in("rita").get(address))
