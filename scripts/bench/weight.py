"""What goes over the wire, compressed: pages, scripts, and all of a first view."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from typing_extensions import override

from scripts.bench import servers
from scripts.bench.country import CONTEST, COUNCIL, ELECTION
from scripts.bench.measuring import Report

KB = 1024
# Every kind of page that readers see, and the map's own.
READERS_PAGES = (
    ELECTION,
    CONTEST,
    COUNCIL,
    "/councils/",
    "/regions/south-east/",
    "/parties/labour/",
    "/changes/",
    "/search/?q=hull",
)


@dataclass(slots=True)
class Weight:
    """Bytes on the wire of a page: its HTML, its scripts, and everything a first view fetches."""

    html: int
    script: int
    whole: int


class _Fetched(HTMLParser):
    """Finds what a browser fetches with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.others: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and (source := given.get("src")):
            self.scripts.append(source)
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon", "modulepreload"}:
            self.others.append(given.get("href") or "")
        elif tag == "img" and (source := given.get("src")):
            self.others.append(source)


@dataclass(slots=True)
class Wire:
    """Fetches as a browser does, each address once."""

    sizes: dict[str, int] = field(default_factory=dict)

    def weigh(self, url: str) -> Weight:
        """Return what a page weighs with all it brings along."""
        html = self._get(url)
        import brotli

        found = _Fetched()
        found.feed(brotli.decompress(html).decode())
        scripts = sum(self._size(urljoin(url, each)) for each in found.scripts)
        others = sum(self._size(urljoin(url, each)) for each in found.others)
        return Weight(len(html), scripts, len(html) + scripts + others)

    def _size(self, url: str) -> int:
        if url not in self.sizes:
            self.sizes[url] = len(self._get(url))
        return self.sizes[url]

    def _get(self, url: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310 (our own server)
            url, headers={"Accept-Encoding": "br"}
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body: bytes = answer.read()
            return body


def wire(report: Report, folder: Path) -> None:
    """Measure what pages weigh as the server sends them, headers left out."""
    report.title("Over the wire", "brotli, as the server sends it; kilobytes of 1,024 bytes")
    weights = {}
    with servers.site(folder, page_cache=True) as site:
        for path in READERS_PAGES:
            weights[path] = weight = Wire().weigh(site.url(path))
            report.line(
                path,
                f"{weight.html / KB:.1f} + {(weight.whole - weight.html) / KB:.1f} KB",
            )
    report.at_most("HTML of the election page", round(weights[ELECTION].html / KB, 1), 60, "KB")
    most = max(weight.script for weight in weights.values())
    report.at_most("script on any reader\u2019s page", round(most / KB, 1), 120, "KB")
    report.at_most(
        "first view of a contest\u2019s page", round(weights[CONTEST].whole / KB, 1), 150, "KB"
    )
