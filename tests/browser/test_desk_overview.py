"""Many sheets at once, the screen on the wall, and the whole way of a result without a script."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from elections.models import AuditEntry, DeskResult
from tests.browser.desk import BOARD, MEDWAY, SignIn, opened, type_sheet
from tests.browser.tools import PHONE, Faults, accessibility_faults, assert_fits_sideways

pytestmark = pytest.mark.django_db(transaction=True)

UPLOAD = f"{BOARD}upload/"
WALL = "/elections/2023-05-04/wall/"
SEATS = {"Labour": "33", "Conservative": "22", "Independent": "4"}


def filled_in(template: Path) -> bytes:
    """Return the template with Medway's seats in it, and with seats of Dover that cannot be right."""
    rows = list(csv.DictReader(io.StringIO(template.read_text("utf-8-sig"))))
    for row in rows:
        if row["council"] == "Medway":
            row["seats"] = SEATS.get(row["party"], "")
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def send(page: Page, content: bytes) -> None:
    """Have the desk look at a file first."""
    page.goto(UPLOAD)
    page.locator("#file").set_input_files(
        {"name": "night.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="night.csv")).to_be_visible()


def test_a_template_is_filled_in_looked_at_handed_in_and_sent_again(
    as_: SignIn, tmp_path: Path, faults: Faults
) -> None:
    page = as_("ruth", viewport=PHONE, has_touch=True, bypass_csp=True)
    page.goto(UPLOAD)
    with page.expect_download() as download:
        page.get_by_role("link", name="as CSV").click()
    template = tmp_path / "template.csv"
    download.value.save_as(template)
    content = filled_in(template)
    wrong = content.replace(b"Dover,Labour,", b"Dover,Labour,many")
    assert wrong != content
    send(page, wrong)
    # While anything is refused only that is unfolded, and the rest is one tap away.
    refused, new = page.locator("#upload-refused"), page.locator("#upload-new")
    expect(refused).to_contain_text("column seats")
    expect(new).to_be_hidden()
    page.get_by_role("link", name="New 1").click()
    expect(new).to_contain_text("Labour 33, Conservative 22, Independent 4")
    assert_fits_sideways(page)
    assert not accessibility_faults(page)
    expect(page.get_by_role("button", name="Hand in")).to_have_count(0)
    send(page, content)
    page.get_by_role("button", name="Hand in 1 entry").click()
    expect(page.get_by_text("1 entry handed in from night.csv.")).to_be_visible()
    send(page, content)
    expect(page.locator(".upload-told")).to_contain_text("1 same")
    assert AuditEntry.objects.filter(action="handed_in").count() == 1
    faults.expect("422")


def test_the_screen_on_the_wall_is_large_live_and_shows_only_what_is_public(
    as_: SignIn,
) -> None:
    wall = as_("ruth", viewport={"width": 1920, "height": 1080}, bypass_csp=True)
    wall.context.clear_cookies()
    wall.goto(WALL)
    expect(wall.get_by_text("As of")).to_be_visible()
    size = wall.evaluate("parseFloat(getComputedStyle(document.querySelector('.wall')).fontSize)")
    assert size >= 28
    foot = wall.evaluate("document.getElementById('wall').getBoundingClientRect().bottom")
    assert foot <= 1080, "A screen that nobody touches cannot be scrolled"
    before = wall.locator("#wall").inner_text()
    for name in ("ruth", "omar"):
        page = opened(as_(name))
        type_sheet(page, ("30", "25", "4"))
        page.keyboard.press("Alt+Enter")
        expect(page.get_by_text("Medway is handed in.")).to_be_visible()
    look = "document.dispatchEvent(new Event('visibilitychange'))"
    with wall.expect_response(f"**{WALL}"):
        wall.evaluate(look)
    assert wall.locator("#wall").inner_text() == before
    edith = as_("edith")
    edith.goto(MEDWAY)
    edith.get_by_role("button", name="Publish").click()
    expect(edith.get_by_text("readers see it now")).to_be_visible()
    wall.evaluate(look)
    expect(wall.locator("#wall")).not_to_have_text(before)
    expect(wall.locator("#wall li").filter(has_text="Medway").first).to_be_visible()
    for scheme, viewport in (("light", PHONE), ("dark", PHONE), ("dark", wall.viewport_size)):
        wall.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wall.set_viewport_size(viewport or PHONE)
        assert not accessibility_faults(wall)
        assert_fits_sideways(wall)


def test_a_result_goes_the_whole_way_to_readers_without_a_script(as_: SignIn) -> None:
    for name in ("ruth", "omar"):
        page = as_(name, java_script_enabled=False)
        page.goto(BOARD)
        page.get_by_label("Council on this board").fill("med")
        page.get_by_role("button", name="Open").click()
        page.get_by_role("button", name="Enter figures").click()
        for party, seats in SEATS.items():
            expect(page.get_by_label(party, exact=True)).to_be_focused()
            page.keyboard.type(seats)
            page.keyboard.press("Enter")
        page.get_by_label("Declared at").fill("0310")
        page.get_by_role("button", name="Check").last.click()
        expect(page.locator(".panel-sum")).to_contain_text("59 of 59 seats")
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_text("Medway is handed in.")).to_be_visible()
    editor = as_("edith", java_script_enabled=False)
    editor.goto(f"{BOARD}?waits=publisher")
    editor.get_by_role("link", name="Medway").first.click()
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("readers see it now")).to_be_visible()
    editor.goto("/elections/2023-05-04/medway/")
    expect(editor.get_by_text("Returning officer for Medway").first).to_be_visible()
    assert DeskResult.objects.get().state == "published"
