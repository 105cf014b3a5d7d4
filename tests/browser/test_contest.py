"""A contest's page in a browser: the chart, the switch between baselines, the working behind figures."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import NewPage
from tests.browser.tools import PATIENCE, Faults

pytestmark = pytest.mark.database_independent

MEDWAY = "/elections/2023-05-04/medway/"
CHARTED = [
    MEDWAY,
    f"{MEDWAY}?baseline=notional",
    "/elections/2023-05-04/maidstone/",
    "/elections/2024-05-02/south-tyneside/",
    "/elections/2024-05-02/thurrock/",
]

DRAWN = """
() => Chart.getChart(document.querySelector("canvas")).data.datasets.map((series) => ({
    label: series.label, seats: series.data, ink: series.ink,
    fill: typeof series.backgroundColor === "string" ? series.backgroundColor : "pattern",
}))
"""
# The number itself, without the words for screen readers behind it.
TABLE = """
() => Object.fromEntries([...document.querySelectorAll(".figures tbody tr")].map((row) => [
    row.querySelector("th").textContent.trim(),
    [1, 3].map((at) => row.children[at].querySelector("button")?.firstChild.textContent ?? ""),
]))
"""


def drawn(page: Page) -> list[dict[str, Any]]:
    """Return what the chart on the page shows."""
    page.wait_for_selector(".chart-drawn canvas")
    series: list[dict[str, Any]] = page.evaluate(DRAWN)
    return series


def number(page: Page, figure: str) -> str:
    """Return the number a figure shows."""
    text: str = page.locator(f"#figure-{figure}").evaluate("e => e.firstChild.textContent")
    return text


def assert_chart_and_table_agree(page: Page) -> None:
    """Fail if a bar shows another number than the table."""
    table = page.evaluate(TABLE)
    for series in drawn(page):
        shown = [
            int(text) if text.isdecimal() and int(text) else None for text in table[series["label"]]
        ]
        assert series["seats"] == shown, series["label"]


@pytest.mark.parametrize("address", CHARTED)
def test_a_chart_is_drawn_with_the_numbers_of_its_table(
    site: str, page: Page, address: str
) -> None:
    page.goto(f"{site}{address}")
    assert_chart_and_table_agree(page)
    colours = page.evaluate(
        """() => {
            const canvas = document.querySelector("canvas");
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const seen = new Set();
            for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 4).join());
            return seen.size;
        }"""
    )
    assert colours > 3


def test_a_chart_says_in_words_what_it_shows(site: str, page: Page) -> None:
    page.goto(f"{site}{MEDWAY}")
    chart = page.get_by_role("img", name="Stacked bars of the seats before and after.")
    expect(chart).to_have_attribute("aria-label", pattern("Labour 33, Conservative 22"))


def pattern(text: str) -> Any:
    """Return what matches any text that contains this one."""
    return re.compile(re.escape(text))


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, as WCAG 2 defines it."""

    def part(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, from 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_s_colours_can_be_told_from_what_is_under_them(
    site: str, new_page: NewPage, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{site}/elections/2023-05-04/maidstone/")
    ground, ink, muted = (
        page.evaluate(f"getComputedStyle(document.body).getPropertyValue('--{name}').trim()")
        for name in ("ground", "ink", "muted")
    )
    assert contrast(ink, ground) >= 7
    assert contrast(muted, ground) >= 4.5
    fills = [series for series in drawn(page) if series["fill"] != "pattern"]
    assert len(fills) == 5
    for series in fills:
        assert contrast(series["fill"], ground) >= 3, series["label"]
        assert contrast(series["fill"], series["ink"]) >= 4.5, series["label"]


def test_a_chart_follows_the_colour_scheme(site: str, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}{MEDWAY}")
    light = [series["fill"] for series in drawn(page)]
    page.emulate_media(color_scheme="dark")
    dark = light
    until = time.monotonic() + PATIENCE
    while dark == light and time.monotonic() < until:
        page.wait_for_timeout(20)
        dark = [series["fill"] for series in drawn(page)]
    assert len(light) == len(dark) == 3
    assert all(one != other for one, other in zip(light, dark, strict=True))


class TestSwitchingBaselines:
    """The switch works in place, and the browser's own buttons with it."""

    def test_it_changes_the_page_without_loading_it_anew(self, site: str, page: Page) -> None:
        page.goto(f"{site}{MEDWAY}")
        page.evaluate("window.wasHere = true")
        page.get_by_role("link", name="On the new boundaries").click()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        assert page.evaluate("window.wasHere")
        assert page.url == f"{site}{MEDWAY}?baseline=notional"
        assert number(page, "before-conservative") == "35"
        assert_chart_and_table_agree(page)

    def test_it_keeps_the_focus_and_says_what_happened(self, site: str, page: Page) -> None:
        page.goto(f"{site}{MEDWAY}")
        page.get_by_role("link", name="On the new boundaries").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#announcer[role=status]")).to_have_text(
            "Now counted from: On the new boundaries. Labour gain Medway from the Conservatives."
        )
        assert page.evaluate("document.activeElement.id") == "from-notional"

    def test_back_and_forward_show_each_page_as_it_was(self, site: str, page: Page) -> None:
        page.goto(f"{site}/elections/2023-05-04/")
        page.locator("table.contests").get_by_role("link", name="Medway", exact=True).click()
        page.get_by_role("link", name="On the new boundaries").click()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        page.go_back()
        expect(page.locator("#from-last_fought")).to_have_attribute("aria-current", "true")
        assert number(page, "before-conservative") == "33"
        assert_chart_and_table_agree(page)
        page.go_forward()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        assert number(page, "before-conservative") == "35"
        assert_chart_and_table_agree(page)
        page.go_back()
        expect(page.locator("#from-last_fought")).to_have_attribute("aria-current", "true")
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Local elections of 4 May 2023")

    def test_it_works_again_after_going_back(self, site: str, page: Page) -> None:
        page.goto(f"{site}{MEDWAY}")
        page.locator("#from-notional").click()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        page.go_back()
        expect(page.locator("#from-last_fought")).to_have_attribute("aria-current", "true")
        page.locator("#from-notional").click()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        assert_chart_and_table_agree(page)

    def test_a_switched_page_loads_by_itself_too(self, site: str, page: Page) -> None:
        page.goto(f"{site}{MEDWAY}?baseline=notional")
        assert number(page, "before-conservative") == "35"
        page.reload()
        assert number(page, "before-conservative") == "35"


class TestWorkings:
    """Each figure opens how it is known, by mouse and by keyboard."""

    def test_a_figure_opens_and_closes_its_working(self, site: str, page: Page) -> None:
        page.goto(f"{site}/elections/2024-05-02/south-tyneside/")
        working = page.locator("#working-before-labour")
        expect(working).to_be_hidden()
        page.locator("#figure-before-labour").click()
        expect(working).to_be_visible()
        expect(working).to_contain_text("28 - (-10) = 38")
        working.get_by_role("button", name="Close").click()
        expect(working).to_be_hidden()

    def test_the_keyboard_alone_reaches_a_source_through_a_working(
        self, site: str, page: Page
    ) -> None:
        page.goto(f"{site}/elections/2024-05-02/south-tyneside/")
        page.locator("#figure-before-labour").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#working-before-labour")).to_be_visible()
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "The Independent, paragraph 17"
        page.keyboard.press("Escape")
        expect(page.locator("#working-before-labour")).to_be_hidden()
        assert page.evaluate("document.activeElement.id") == "figure-before-labour"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Report on the first results")
        expect(page.locator("li:target")).to_contain_text("Labour hold 28 seats after the poll.")

    @pytest.mark.parametrize("width", [320, 1280])
    def test_a_working_is_inside_the_window(self, site: str, new_page: NewPage, width: int) -> None:
        page = new_page(viewport={"width": width, "height": 700})
        page.goto(f"{site}{MEDWAY}")
        for figure in ("control-before", "before-labour", "after-independent", "total-after"):
            page.locator(f"#figure-{figure}").click()
            box = page.locator(f"#working-{figure}").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] + box["height"] <= 700
            page.keyboard.press("Escape")

    def test_a_working_opens_after_the_baseline_was_switched(self, site: str, page: Page) -> None:
        page.goto(f"{site}{MEDWAY}")
        page.locator("#from-notional").click()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        page.locator("#figure-before-labour").click()
        expect(page.locator("#working-before-labour")).to_contain_text("33 - 11 = 22")


class TestWithoutScripts:
    """Everything is there without JavaScript."""

    def test_the_bars_are_drawn_by_the_server(self, site: str, new_page: NewPage) -> None:
        page = new_page(java_script_enabled=False)
        page.goto(f"{site}{MEDWAY}")
        expect(page.locator(".chart-still svg")).to_have_count(2)
        expect(page.locator(".chart-still")).to_be_visible()
        expect(page.locator(".chart-drawn")).to_be_hidden()
        expect(page.locator(".chart-still")).to_contain_text("30 for a majority")

    def test_the_switch_is_a_link(self, site: str, new_page: NewPage) -> None:
        page = new_page(java_script_enabled=False)
        page.goto(f"{site}{MEDWAY}")
        page.get_by_role("link", name="On the new boundaries").click()
        expect(page.locator("#from-notional")).to_have_attribute("aria-current", "true")
        expect(page.locator("#figure-before-conservative")).to_contain_text("35")

    def test_a_figure_opens_its_working(self, site: str, new_page: NewPage) -> None:
        page = new_page(java_script_enabled=False)
        page.goto(f"{site}{MEDWAY}")
        page.locator("#figure-change-labour").click()
        expect(page.locator("#working-change-labour")).to_contain_text("33 - 20 = 13")


def test_on_paper_every_working_is_written_out(site: str, page: Page) -> None:
    page.goto(f"{site}{MEDWAY}")
    page.emulate_media(media="print")
    expect(page.locator("#working-change-labour")).to_be_visible()
    expect(page.get_by_role("heading", name="How each figure is known")).to_be_visible()
    expect(page.locator(".switch")).to_be_hidden()


@pytest.mark.parametrize("address", ["/", MEDWAY, "/sources/bbc-2023-medway-2/"])
def test_a_page_asks_no_other_host(site: str, new_page: NewPage, address: str) -> None:
    page = new_page()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(f"{site}{address}")
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(request.url).netloc for request in asked}
    assert hosts == {urlsplit(site).netloc}


@pytest.mark.parametrize("address", ["/", "/sources/", "/elections/2023-05-04/ashford/"])
def test_the_charting_library_is_loaded_only_where_a_chart_is(
    site: str, page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}{address}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "chart.umd" in url]


def test_a_wrong_baseline_keeps_the_page_and_says_so(site: str, page: Page, faults: Faults) -> None:
    page.goto(f"{site}{MEDWAY}?baseline=last_week")
    expect(page.get_by_role("alert")).to_contain_text(
        "The address asks to compare with “last_week”"
    )
    assert_chart_and_table_agree(page)
    faults.expect("400")


def test_a_resident_finds_a_council_from_the_home_page_in_two_steps(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_role("link", name="Local elections of 4 May 2023").click()
    page.locator("table.contests").get_by_role("link", name="Medway", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Labour gain Medway from the Conservatives"
    )
