"""Words for browser tests: sizes of window, what may not show on a page, what may not go wrong behind it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize

ROOT: Final = Path(__file__).resolve().parents[2]
AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"

# Seconds that something may take on a busy machine before it counts as not happening.
PATIENCE: Final = 30

NARROWEST: Final = ViewportSize(width=320, height=640)
PHONE: Final = ViewportSize(width=360, height=740)
WIDE: Final = ViewportSize(width=1280, height=900)

SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")

ACCESSIBILITY_RULES: Final = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
)

# Sent by a page that was left, or by htmx when a newer request takes the place of an older.
CALLED_OFF: Final = "net::ERR_ABORTED"
# How htmx reports that same thing on the console, now and then: whether it comes to it is a matter of time.
HTMX_CALLED_OFF: Final = ("htmx:error", "AbortError")
# Refused by the policy, which is noted as that already.
REFUSED: Final = "csp"
# Asked for by the browser itself, once in its life, on pages that name no icon (the admin's).
ICON: Final = "/favicon.ico"

WATCH_POLICY: Final = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`Policy violated: ${event.violatedDirective} by ${event.blockedURI}`));
"""


class Faults:
    """What went wrong on a page while a test had it open: any of it fails the test at its end."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Take note of everything that goes wrong in the context from now on."""
        context.add_init_script(WATCH_POLICY)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.seen.append(f"Script failed: {error.error}"))
        context.on("requestfailed", self._note_request)

    def expect(self, words: str) -> None:
        """Forgive the faults that contain the words, of which there must be at least one."""
        forgiven = [fault for fault in self.seen if words in fault]
        assert forgiven, f"Expected a fault with {words!r}, saw {self.seen}"
        self.seen = [fault for fault in self.seen if words not in fault]

    def wait_for(self, page: Page, words: str) -> None:
        """Let the page go on until a fault with the words is seen; `expect` then says if none was."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not any(words in fault for fault in self.seen):
            page.wait_for_timeout(20)

    def _note_console(self, message: ConsoleMessage) -> None:
        address = message.location.get("url", "")
        if all(words in message.text for words in HTMX_CALLED_OFF):
            return
        if message.type in {"error", "warning"} and not address.endswith(ICON):
            self.seen.append(f"Console: {message.text} ({address})")

    def _note_request(self, request: Request) -> None:
        if request.failure not in {CALLED_OFF, REFUSED}:
            self.seen.append(f"Request failed: {request.url} ({request.failure})")


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe-core finds on the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE.read_text()};0")
    found: dict[str, Any] = page.evaluate(
        """(tags) => axe.run(document, {
            runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
        })""",
        list(ACCESSIBILITY_RULES),
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_axe_finds_nothing(page: Page) -> None:
    """Fail for any fault that axe-core finds on the page as it is, in light or in dark."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = accessibility_faults(page)
        assert not found, f"axe-core on {page.url}, {scheme}:\n" + "\n".join(found)


def assert_fits_sideways(page: Page) -> None:
    """Fail if the page as a whole has to be scrolled sideways in its window."""
    content, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert content <= window, f"The page is {content} px wide in a window of {window} px"
