"""An editor enters made-up statements about Portsmouth in the admin, and readers see it."""

from __future__ import annotations

import csv

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import Page, expect

from elections.models import Contest
from elections.selectors.previewing import entered_material
from elections.services.desk.stepping import Actor
from elections.services.on_record import publish_entered
from elections.services.publishing import Published
from elections.services.staff import Role
from tests.browser.tools import Faults, assert_fits_sideways

PORTSMOUTH = "/elections/2022-05-05/portsmouth/"
PASSWORD = "tally-ho-2022"

pytestmark = pytest.mark.django_db(transaction=True)

# A row: party, seats after the poll, paragraph.
Row = tuple[str, str, str]
COUNCIL: tuple[Row, ...] = (
    ("Liberal Democrats", "19", "2"),
    ("Conservative", "13", "2"),
)
NEWSPAPER: tuple[Row, ...] = (("Liberal Democrats", "18", "4"),)


@pytest.fixture
def editor(published_anew: str, page: Page) -> Page:
    """Return a page on which an editor has signed in, with the keyboard alone."""
    user = User.objects.create_user("night-desk", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    page.goto(f"{published_anew}/admin/")
    # The browser moves to the first field by itself, but not before it has drawn it.
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("night-desk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Enter a result")).to_be_visible()
    return page


def pick(page: Page, field: str, text: str, found: str) -> None:
    """Choose in a picker by typing, with the keyboard alone."""
    page.locator(f"#id_{field} + .select2 .select2-selection").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type(text)
    option = page.locator(".select2-results__option--highlighted", has_text=found)
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(f"#id_{field} + .select2")).to_contain_text(found)


def fill_in(page: Page, *, outlet: str, day: str, rows: tuple[Row, ...]) -> None:
    """Type a new source and its claims."""
    pick(page, "contest", "ports 2022", "local.portsmouth.2022-05-05")
    page.get_by_label("Name", exact=False).first.fill(outlet)
    page.get_by_label("What it is").fill("The result in Portsmouth")
    page.get_by_label("Published by").fill(outlet)
    page.get_by_label("Kind", exact=False).first.select_option("article")
    page.get_by_label("Published on").fill(day)
    page.get_by_label("How the day is known").fill("Made up for a test.")
    for index, (party, seats, paragraph) in enumerate(rows):
        pick(page, f"claims-{index}-party", party[:6], slug(party))
        page.locator(f"#id_claims-{index}-value").fill(seats)
        page.locator(f"#id_claims-{index}-paragraph").fill(paragraph)


def slug(party: str) -> str:
    return party.lower().replace(" ", "-")


def publish_as_another() -> None:
    """Publish what was entered of Portsmouth, as a second editor."""
    contest = Contest.objects.of_id("local.portsmouth.2022-05-05").with_names().get()
    outcome = publish_entered(
        contest=contest,
        seen=entered_material(contest, by="another").preview.token,
        by=Actor("another"),
        at=timezone.now(),
        reason="Compared with the source.",
    )
    assert isinstance(outcome, Published)


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def test_a_council_and_a_newspaper_that_disagree_are_entered_previewed_and_published(
    editor: Page, published_anew: str
) -> None:
    page = editor
    page.get_by_role("link", name="Enter a result").focus()
    page.keyboard.press("Enter")
    fill_in(page, outlet="Portsmouth City Council", day="2022-05-09", rows=COUNCIL)
    press(page, "Save without publishing")
    expect(page.get_by_text("until another editor publishes it here")).to_be_visible()
    publish_as_another()

    page.goto(f"{published_anew}/admin/elections/contest/enter/")
    fill_in(page, outlet="Solent Messenger", day="2022-05-06", rows=NEWSPAPER)
    press(page, "Preview")
    preview = page.locator("#preview")
    expect(preview.get_by_role("heading", name="Preview: nothing is stored yet")).to_be_focused()
    expect(preview).to_contain_text("Liberal Democrats: seats after: 19 would be shown.")
    expect(preview).to_contain_text("Solent Messenger")
    expect(preview).to_contain_text("W107")
    before = page.request.get(f"{published_anew}/api/v1/contests/local.portsmouth.2022-05-05")
    assert before.json()["after"]["liberal-democrats"]["status"] == "reported"

    press(page, "Save without publishing")
    expect(page.get_by_text("until another editor publishes it here")).to_be_visible()
    publish_as_another()

    page.goto(f"{published_anew}{PORTSMOUTH}")
    expect(page.locator("#figure-after-liberal-democrats")).to_contain_text("19")
    body = page.request.get(f"{published_anew}/api/v1/contests/local.portsmouth.2022-05-05")
    shown = body.json()["after"]["liberal-democrats"]
    assert (shown["value"], shown["status"]) == (19, "disputed")
    table = page.request.get(f"{published_anew}/elections/2022-05-05/contests.csv").text()
    (row,) = (
        each for each in csv.DictReader(table.splitlines()) if each["council"] == "Portsmouth"
    )
    assert row["liberal-democrats_after"] == "19"
    assert "after.liberal-democrats" in row["disputed"].split()


def test_figures_that_cannot_be_right_are_stopped_with_a_code_and_words(
    editor: Page, published_anew: str, faults: Faults
) -> None:
    page = editor
    page.goto(f"{published_anew}/admin/elections/contest/enter/")
    rows = (("Liberal Democrats", "30", "1"), ("Conservative", "30", "2"))
    fill_in(page, outlet="Portsmouth City Council", day="2022-05-09", rows=rows)
    press(page, "Preview")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("This cannot be published")
    expect(preview).to_contain_text("E101")
    expect(preview).to_contain_text("more than the council has")
    expect(page.locator("#id_claims-0-value")).to_have_value("30")
    page.get_by_label("Why it is published").fill("The declaration.")
    press(page, "Publish remarks")
    expect(page.get_by_role("alert")).to_contain_text("somebody other than the person who entered")
    faults.expect("422")


def test_more_rows_keep_what_was_typed(editor: Page, published_anew: str) -> None:
    page = editor
    page.goto(f"{published_anew}/admin/elections/contest/enter/")
    pick(page, "contest", "portsmouth", "local.portsmouth.2022-05-05")
    page.locator("#id_claims-0-value").fill("19")
    press(page, "More rows")
    expect(page.locator("#claim-10")).to_be_in_viewport()
    expect(page.locator("#id_claims-0-value")).to_have_value("19")
    expect(page.locator("#id_contest + .select2")).to_contain_text("portsmouth")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_fits_its_window(editor: Page, published_anew: str, width: int) -> None:
    editor.set_viewport_size({"width": width, "height": 800})
    editor.goto(f"{published_anew}/admin/elections/contest/enter/")
    assert_fits_sideways(editor)
