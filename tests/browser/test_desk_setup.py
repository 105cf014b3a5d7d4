"""Forms for elections and councils: what has the focus after one was sent."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page, expect

from tests.browser.desk import SignIn
from tests.browser.tools import Faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edith(as_: SignIn) -> Page:
    page = as_("edith", reduced_motion="reduce")
    allowed = Permission.objects.filter(codename__in=("change_council", "change_election"))
    User.objects.get(username="edith").user_permissions.add(*allowed)
    return page


def test_first_wrong_field_has_the_focus_and_is_in_view(edith: Page, faults: Faults) -> None:
    edith.goto("/desk/elections/2023-05-04/")
    edith.get_by_text("Make it a draft again…").click()
    edith.get_by_label("Why it was opened by mistake").fill("I meant 2024.")
    day = edith.get_by_label("Polling day, once more, to confirm")
    day.fill("2023-05-05")
    edith.get_by_role("button", name="Make it a draft again").click()
    expect(edith.get_by_role("alert")).to_be_attached()
    expect(day).to_be_focused()
    expect(day).to_be_in_viewport()
    faults.expect("422")


def test_preview_of_a_change_has_the_focus_and_is_in_view(edith: Page, faults: Faults) -> None:
    edith.goto("/desk/councils/medway/")
    edith.get_by_label("Region or nation").select_option("London")
    edith.get_by_role("button", name="Save").first.click()
    heading = edith.get_by_role("heading", name="What would change")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    edith.get_by_role("link", name="Cancel").click()
    expect(edith.get_by_label("Region or nation")).to_have_value("south-east")
    expect(edith.get_by_role("alert")).to_have_count(0)
    faults.expect("422")
