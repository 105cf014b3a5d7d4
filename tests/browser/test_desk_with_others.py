"""The desk while others are at work, too: what one typed stays, and where one was stays where it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from elections.models import AuditEntry, DeskResult
from tests.browser.desk import BOARD, ENTRY, MEDWAY, SignIn, live, opened, type_sheet
from tests.browser.tools import Faults

pytestmark = pytest.mark.django_db(transaction=True)

LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


def take_over(page: Page, why: str) -> None:
    """Take an entry over that somebody else has before them."""
    page.goto(ENTRY)
    page.get_by_label("Why you take it over now").fill(why)
    page.keyboard.press("Enter")
    expect(live(page).get_by_label("Labour", exact=True)).to_be_focused()


def test_figures_typed_at_an_entry_that_somebody_else_has_leave_it_with_them(
    as_: SignIn, faults: Faults
) -> None:
    opened(as_("ruth"))
    omar = as_("omar")
    omar.goto(MEDWAY)
    omar.get_by_role("button", name="Enter figures").press("Enter")
    expect(omar.get_by_label("Why you take it over now")).to_be_visible()
    expect(omar.get_by_role("alert")).to_be_focused()
    expect(omar).to_have_title("Medway is being entered \u00b7 Overall Control")
    expect(omar.get_by_role("link", name="Back to this result")).to_be_visible()
    for figure in ("33", "22", "4"):
        omar.keyboard.type(figure)
        omar.keyboard.press("Enter")
    omar.keyboard.press("Alt+Enter")
    expect(omar.get_by_label("Why you take it over now")).to_have_value("")
    assert DeskResult.objects.get().held_by == "ruth"
    assert not AuditEntry.objects.filter(action="taken_over").exists()
    faults.expect("409")


def test_an_entry_taken_over_while_somebody_types_is_told_and_nothing_typed_is_lost(
    as_: SignIn, faults: Faults
) -> None:
    ruth = opened(as_("ruth"))
    ruth.keyboard.type("33")
    expect(ruth.get_by_text("Saved.")).to_be_visible()
    omar = as_("omar")
    take_over(omar, "Ruth is at the door")
    ruth.keyboard.press("Enter")
    ruth.keyboard.type("22")
    told = ruth.get_by_role("alert").filter(has_text="omar took this entry over at")
    expect(told).to_be_visible()
    # The focus is where it was: whoever goes on typing types on.
    expect(ruth.get_by_label("Conservative", exact=True)).to_be_focused()
    told.get_by_role("link", name="Open it again").click()
    ruth.get_by_label("Why you take it over now").fill("Back again")
    ruth.keyboard.press("Enter")
    expect(ruth.get_by_label("Conservative", exact=True)).to_have_value("22")
    expect(ruth.get_by_label("Labour", exact=True)).to_have_value("33")
    assert AuditEntry.objects.filter(action="taken_over").count() == 2
    faults.expect("409")


def test_a_result_that_moved_on_is_told_and_what_was_typed_is_offered_back(
    as_: SignIn, faults: Faults
) -> None:
    ruth = opened(as_("ruth"))
    omar = as_("omar")
    take_over(omar, "Ruth is at the door")
    type_sheet(omar)
    omar.keyboard.press("Alt+Enter")
    expect(omar.get_by_text("Medway is handed in.")).to_be_visible()
    type_sheet(ruth, ("31", "24", "4"))
    told = ruth.get_by_role("alert").filter(has_text="omar handed in an entry at")
    expect(told).to_contain_text("Nothing was overwritten")
    told.get_by_role("link", name="Open it again").click()
    ruth.get_by_role("button", name="Open the entry").click()
    expect(ruth.get_by_role("heading", name="Second entry: Medway")).to_be_visible()
    expect(ruth.get_by_label("Labour", exact=True)).to_have_value("")
    # It is offered until it is taken, whatever is typed meanwhile.
    ruth.get_by_label("Independent", exact=True).fill("3")
    expect(ruth.locator(".panel-sum")).to_contain_text("3 of 59 seats")
    ruth.get_by_role("button", name="Put it back").click()
    expect(ruth.get_by_label("Labour", exact=True)).to_have_value("31")
    expect(ruth.locator(".panel-sum")).to_contain_text("59 of 59 seats")
    assert DeskResult.objects.get().way["first"]["by"] == "omar"
    faults.expect("409")


def test_lines_that_differ_go_back_to_their_typist_who_is_not_told_what_the_other_typed(
    as_: SignIn,
) -> None:
    for name, sheet in (("ruth", ("33", "22", "4")), ("omar", ("30", "25", "4"))):
        page = opened(as_(name))
        type_sheet(page, sheet)
        page.keyboard.press("Alt+Enter")
        expect(page.get_by_text("Medway is handed in.")).to_be_visible()
    edith = as_("edith")
    edith.goto(MEDWAY)
    for each in edith.get_by_label("Send back to omar").all():
        each.check()
    edith.get_by_role("button", name="Settle").click()
    expect(edith.get_by_text("Sent back to be typed again.").first).to_be_visible()
    omar = as_("omar")
    omar.goto(f"{BOARD}?state=mine")
    omar.get_by_role("link", name="Medway").click()
    omar.get_by_role("button", name="Enter figures").click()
    expect(omar.get_by_role("heading", name="Lines to type again: Medway")).to_be_visible()
    expect(live(omar).get_by_label("Labour", exact=True)).to_be_focused()
    assert omar.locator(".entry-row input").count() == 2
    shown = omar.locator(".desk").inner_text()
    assert "33" not in shown
    assert "22" not in shown
    type_sheet(omar, ("33", "22"))
    omar.keyboard.press("Alt+Enter")
    expect(omar.get_by_text("Medway is handed in.")).to_be_visible()
    assert DeskResult.objects.get().state == "agreed"


@pytest.mark.parametrize("key", ["5", "Alt+Enter"])
def test_entry_whose_election_is_gone_says_so_and_keeps_what_was_typed(
    as_: SignIn, faults: Faults, key: str
) -> None:
    page = opened(as_("ruth"))
    type_sheet(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.route(
        f"**{ENTRY}", lambda route: route.fulfill(status=404, body="<h1>There is no such page</h1>")
    )
    page.get_by_label("Labour", exact=True).focus()
    page.keyboard.press(key)
    told = page.get_by_role("alert")
    expect(told).to_have_text(
        "This election was deleted or is a draft again. Your figures are kept in this browser."
    )
    expect(page.get_by_text("There is no such page")).to_have_count(0)
    expect(page.locator(".panel-sum")).to_be_visible()
    faults.expect("404")


def test_leaving_with_what_is_not_saved_warns_and_staying_keeps_it(
    as_: SignIn, faults: Faults
) -> None:
    page = opened(as_("ruth"))
    page.route(f"**{ENTRY}", lambda route: route.abort("internetdisconnected"))
    page.keyboard.type("33")
    expect(page.get_by_text("Not saved: the line is down")).to_be_visible()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Labour", exact=True)).to_have_value("33")
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Saved.")).to_be_visible()
    faults.expect("ERR_INTERNET_DISCONNECTED")


def test_an_empty_sheet_and_one_of_zeros_are_not_handed_in_whatever_is_pressed(
    as_: SignIn, faults: Faults
) -> None:
    page = opened(as_("ruth"))
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nobody has a seat on this sheet")
    page.get_by_label("Labour", exact=True).focus()
    type_sheet(page, ("0", "0", "0"))
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".panel-findings")).to_contain_text("E301")
    assert DeskResult.objects.get().state == "first_entry"
    faults.expect("409")


def test_the_board_looks_again_and_leaves_focus_scroll_and_typed_letters_alone(
    as_: SignIn,
) -> None:
    edith = as_("edith", viewport={"width": 1280, "height": 500}, reduced_motion="reduce")
    edith.goto(BOARD)
    edith.get_by_label("Council on this board").fill("gra")
    medway = edith.get_by_role("link", name="Medway", exact=True)
    medway.focus()
    at = edith.evaluate("scrollY")
    opened(as_("ruth"))
    edith.evaluate(LOOK_AGAIN)
    expect(edith.locator("#row-medway")).to_contain_text("Being entered")
    expect(edith.locator("#announcer")).to_have_text("Medway: being entered.")
    expect(medway).to_be_focused()
    assert edith.evaluate("scrollY") == at
    expect(edith.get_by_label("Council on this board")).to_have_value("gra")


def test_typing_begins_before_the_script_and_keeps_its_caret_while_drafts_are_saved(
    as_: SignIn,
) -> None:
    page, late = as_("ruth"), list[Route]()
    page.route("**/desk-entry*.js", lambda route: late.append(route))
    page.goto(ENTRY)
    expect(page.get_by_role("button", name="Open the entry")).to_be_focused()
    page.keyboard.press("Enter")
    labour = page.get_by_label("Labour", exact=True)
    expect(labour).to_be_focused()
    page.keyboard.type("3x3")
    page.keyboard.press("ArrowLeft")
    assert late, "Nothing was typed before the script came"
    late[-1].continue_()
    expect(labour).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[id='seats.labour-told']")).to_contain_text("in digits")
    expect(labour).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart") == 2
    page.keyboard.press("Backspace")
    expect(page.locator(".panel-sum")).to_contain_text("33 of 59 seats")
    expect(labour).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("[id='seats.labour-told']")).to_have_text("")
    assert page.evaluate("document.activeElement.selectionStart") == 1
