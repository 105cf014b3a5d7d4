"""Corrections, versions, disputes and the audit log in a real browser: by keyboard, on a phone, in the dark, without a script."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import HandedIn
from elections.models import Claim, Contest, DeskResult, Election
from elections.services.desk import entering, publishing
from elections.services.desk.stepping import Actor, Seen
from elections.services.publishing import publish_contest
from tests import factories
from tests.browser.conftest import NewPage
from tests.browser.desk import MEDWAY, SignIn
from tests.browser.tools import PHONE, WIDE, accessibility_faults, assert_fits_sideways
from tests.proposals import publish_newest

BALLOT = "local.medway.2023-05-04"
DISPUTES = f"{MEDWAY}disputes/"
READERS = "/elections/2023-05-04/medway/"
RIGHT = Sheet(Counted.HELD, {"labour": 33, "conservative": 22, "independent": 4}, vacant=0)
MISREAD = Sheet(Counted.HELD, {"labour": 32, "conservative": 23, "independent": 4}, vacant=0)
EDITH = Actor("edith")

pytestmark = pytest.mark.django_db(transaction=True)


def seen(ballot_id: str) -> Seen:
    result = DeskResult.objects.of_contest(ballot_id).first()
    return Seen(ballot_id, 0 if result is None else result.token)


def publish(sheet: Sheet, ballot_id: str = BALLOT) -> None:
    """Have two people type a sheet, and publish it."""
    at = timezone.now()
    for name in ("ruth", "omar"):
        entering.open_entry(ballot_id=ballot_id, by=Actor(name), at=at)
        entry = HandedIn(name, sheet, ticked=("W301", "W302", "W303", "W304"))
        entering.hand_in(seen=seen(ballot_id), entry=entry, by=Actor(name), at=at)
    publishing.publish(seen=seen(ballot_id), by=EDITH, at=at)


def correct() -> None:
    """Publish Medway misread, and put it right."""
    publish(MISREAD)
    at = timezone.now()
    publishing.begin_correction(seen=seen(BALLOT), by=EDITH, at=at, reason="Misread sheet")
    publish(RIGHT)


def dispute() -> None:
    """Let a newer article say 32 where others say 33."""
    contest = Contest.objects.get(ballot_id=BALLOT)
    labour = Claim.objects.filter(contest=contest, party__slug="labour").earliest("pk").party
    Claim.objects.create(
        source=factories.made(
            factories.new_source(
                slug="other-2023-medway", outlet="other", published_on="2023-05-09"
            )
        ),
        reference="medway-labour",
        contest=contest,
        kind="seats_held",
        moment="after",
        party=labour,
        value=32,
        stated_as="digits",
    )
    publish_contest(contest=contest, at=timezone.now(), by="omar", reason="Another article.")


def working_of_labour(page: Page) -> None:
    page.goto(READERS)
    page.locator("#figure-after-labour").click()


def test_a_choice_between_sources_is_made_by_keyboard_and_readers_are_told_why(
    as_: SignIn, new_page: NewPage, published_anew: str
) -> None:
    dispute()
    page = as_("anna")
    page.goto(MEDWAY)
    page.get_by_role("link", name="Where sources differ").focus()
    page.keyboard.press("Enter")
    figure = page.get_by_role("group", name="What readers are shown of Labour seats after")
    expect(figure.get_by_role("radio", name=re.compile("32 .shown now"))).not_to_be_checked()
    figure.get_by_role("radio", name=re.compile("^33")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("The sheet says so")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Readers see no change until somebody else")).to_be_visible()
    publish_newest(by=EDITH, at=timezone.now())
    page.reload()
    expect(page.get_by_text("Chosen by anna and edith")).to_be_visible()
    reader = new_page(base_url=published_anew)
    working_of_labour(reader)
    told = reader.locator("#working-after-labour")
    expect(told).to_contain_text(re.compile(r"chose it at \d\d:\d\d on .*: The sheet says so\."))
    expect(told).not_to_contain_text("anna")


def test_a_correction_is_told_where_the_result_stands_and_wherever_it_is_listed_without_a_script(
    new_page: NewPage, published_anew: str
) -> None:
    correct()
    page = new_page(base_url=published_anew, java_script_enabled=False)
    page.goto(READERS)
    told = re.compile(
        r"Corrected at \d\d:\d\d on .*: Conservative 22, not 23; Labour 33, not 32; Misread"
    )
    expect(page.get_by_text(told)).to_be_visible()
    page.goto("/elections/2023-05-04/")
    row = page.locator("table.contests tr", has=page.get_by_role("link", name="Medway", exact=True))
    row.first.get_by_role("link", name=re.compile("corrected ?: Medway, what changed")).click()
    expect(page.get_by_role("heading", name="Medway: versions of the result")).to_be_visible()
    page.get_by_role("link", name="Version 2", exact=True).click()
    expect(page.get_by_role("note")).to_contain_text("This is an old version")
    expect(page.locator("#figure-after-labour")).to_contain_text("32")


def test_a_result_that_nobody_else_tells_is_awaited_again_once_it_is_taken_back_and_says_why(
    new_page: NewPage, published_anew: str
) -> None:
    medway = Contest.objects.get(ballot_id=BALLOT)
    again = Contest.objects.create(
        ballot_id="local.medway.2024-05-02",
        council=medway.council,
        election=Election.objects.get(polling_day="2024-05-02"),
        scope="whole",
        seats_up=59,
        facts_source=medway.facts_source,
    )
    publish(RIGHT, again.ballot_id)
    publishing.retract(
        seen=seen(again.ballot_id),
        by=EDITH,
        at=timezone.now(),
        reason="Another council's sheet",
        proposed_by="emil",
    )
    page = new_page(base_url=published_anew)
    page.goto("/elections/2024-05-02/medway/")
    expect(page.locator(".kicker .tag")).to_have_text("awaited", ignore_case=True)
    told = re.compile(r"Taken back at \d\d:\d\d on .*: Another council's sheet\.")
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.locator("#figure-after-labour")).to_have_count(0)
    page.get_by_role("link", name="All versions, and what changed").click()
    page.get_by_role("link", name="Version 1", exact=True).click()
    expect(page.locator("#figure-after-labour")).to_contain_text("33")
    page.goto("/elections/2024-05-02/")
    expect(
        page.get_by_role("link", name=re.compile("taken back ?: Medway, what changed"))
    ).to_be_visible()


def test_the_pages_of_the_record_are_open_to_everybody(as_: SignIn) -> None:
    dispute()
    correct()
    for scheme, viewport in (("light", WIDE), ("dark", PHONE)):
        page = as_("anna", viewport=viewport, color_scheme=scheme, bypass_csp=True)
        page.goto("/desk/audit/?council=medway&action=corrected")
        entry = page.locator("tbody th a").first.get_attribute("href")
        for address in (
            "/desk/audit/",
            str(entry),
            "/desk/2023-05-04/disputes/",
            DISPUTES,
            f"{READERS}versions/",
            f"{READERS}versions/2/",
            READERS,
        ):
            page.goto(address)
            assert not accessibility_faults(page), address
            assert_fits_sideways(page)


def test_the_log_is_narrowed_down_by_keyboard_and_taken_away_as_a_table(as_: SignIn) -> None:
    correct()
    page = as_("anna")
    page.goto(MEDWAY)
    page.get_by_role("link", name="In the audit log").click()
    expect(page.get_by_label("Council")).to_have_value("medway")
    page.get_by_label("What", exact=True).focus()
    page.keyboard.type("Corrected")
    page.get_by_label("Words").press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Misread sheet")
    with page.expect_download() as taken:
        page.get_by_role("link", name="All of it as CSV").click()
    table = taken.value.path().read_text()
    assert len(table.splitlines()) == 2
    assert "Misread sheet" in table
    page.locator("tbody th a").press("Enter")
    expect(page.get_by_role("table", name="What differs")).to_contain_text("Published, Labour")
