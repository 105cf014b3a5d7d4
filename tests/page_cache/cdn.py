"""A small CDN: it keeps what it may, for as long as CDN-Cache-Control says, by a clock that is set by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from config.serving.application import Application
from tests.page_cache.asking import Answered, ask


@dataclass
class Cdn:
    """A cache for everybody, in front of a site."""

    origin: Application
    seconds: float = 0.0
    asked: int = 0
    kept: dict[tuple[str, bool], tuple[float, Answered]] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answered:
        """Return what a reader gets."""
        key = (address, "hx_request" in headers)
        at, answer = self.kept.get(key, (0.0, None))
        if answer is None:
            return self._fetch(key, headers)
        age = self.seconds - at
        limits = answer.headers["CDN-Cache-Control"]
        if age < said(limits, "max-age"):
            return answer
        if age < said(limits, "max-age") + said(limits, "stale-while-revalidate"):
            self._fetch(key, headers)
            return answer
        fetched = self._fetch(key, headers)
        if fetched.status >= 500 and age < said(limits, "stale-if-error"):
            return answer
        return fetched

    def _fetch(self, key: tuple[str, bool], headers: dict[str, str]) -> Answered:
        self.asked += 1
        answer = ask(self.origin, key[0], **headers)
        may_keep = "private" not in answer.headers.get("Cache-Control", "")
        if answer.status == 200 and may_keep and "CDN-Cache-Control" in answer.headers:
            self.kept[key] = (self.seconds, answer)
        return answer


def said(limits: str, name: str) -> float:
    """Return how many seconds a directive gives."""
    found = re.search(rf"{name}=(\d+)", limits)
    return float(found[1]) if found else 0.0
