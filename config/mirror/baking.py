"""The whole site as files: each page as the site sends it, plain and compressed, and an index of all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from config.mirror.asking import NOT_FOUND, OK, Sent, Site
from config.mirror.folder import MARK, write
from config.mirror.nginx import directives
from config.mirror.places import is_baked, links_in, place_of, variants_in

# Beside each file, as file servers look for them.
SUFFIXES = {"gzip": ".gz", "br": ".br"}
# An address that no page has: what is sent there is what the mirror sends for what it lacks.
NOWHERE = "/no/such/page/"
ERROR_PAGE, AWAY_PAGE, NGINX = "404.html", "503.html", "mirror.conf"


class UnbakedError(Exception):
    """A page can't be baked, so that nothing is."""


@dataclass(frozen=True, slots=True)
class Baked:
    """One file of the mirror, and what it is."""

    address: str
    file: str
    content_type: str
    etag: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Mirror:
    """What was baked; what its pages link to that only the live site answers; and what there is nothing of.

    Not everything that an address can name has, say, a map.
    """

    files: tuple[Baked, ...]
    live_only: tuple[str, ...]
    nothing: tuple[str, ...]


def bake(
    site: Site,
    paths: Iterable[str],
    *,
    to: Path,
    static: Path,
    static_url: str,
    away_page: bytes,
    at: datetime,
    tell: Callable[[str], None],
) -> Mirror:
    """Write every page at the paths, their other forms, the static files and an index to a folder.

    `static` is where the collected files are; `away_page` is shown where the live site is away.
    `tell` is called with each path when it is done. Raises UnbakedError where the site answers with anything
    but a page, or that there is none.
    """
    files: list[Baked] = []
    nothing: list[str] = []
    links: dict[str, None] = {}
    for path in paths:
        for query, sent in _forms(site, path):
            if sent.status == NOT_FOUND:
                nothing.append(path)
                continue
            files.append(_written(path, query, sent, to))
            if sent.content_type.startswith("text/html"):
                links |= dict.fromkeys(links_in(sent.body.decode(), path))
        tell(path)
    missing = site.get(NOWHERE)
    write(to / ERROR_PAGE, missing.body)
    write(to / AWAY_PAGE, away_page)
    shutil.copytree(static, to / static_url.strip("/"), dirs_exist_ok=True)
    write(to / NGINX, directives(site.get("/").headers, at).encode())
    baked = {each.address for each in files}
    live_only = tuple(
        sorted(link for link in links if link not in baked and not link.startswith(static_url))
    )
    mirror = Mirror(tuple(files), live_only, tuple(nothing))
    write(to / MARK, _index(mirror, at, site).encode())
    return mirror


def _forms(site: Site, path: str) -> Iterator[tuple[str, Sent]]:
    """Yield a page and the other forms that it links to, each with its query."""
    sent = _asked(site, path)
    yield "", sent
    if sent.status == OK and sent.content_type.startswith("text/html"):
        for query in variants_in(sent.body.decode(), path):
            yield query, _asked(site, path, query)


def _asked(site: Site, path: str, query: str = "") -> Sent:
    sent = site.get(path, query)
    if sent.status not in {OK, NOT_FOUND}:
        raise UnbakedError(f"{path}{query and '?'}{query} answers {sent.status}.")
    return sent


def _written(path: str, query: str, sent: Sent, to: Path) -> Baked:
    file = place_of(path, sent.content_type, query if is_baked(query) else "")
    write(to / file, sent.body)
    for encoding, suffix in SUFFIXES.items():
        compressed = sent.compressed(encoding)
        if compressed is not None:
            write(to / f"{file}{suffix}", compressed)
    return Baked(
        address=f"{path}?{query}" if query else path,
        file=file,
        content_type=sent.content_type,
        etag=sent.headers.get("ETag", ""),
        bytes=len(sent.body),
    )


def _index(mirror: Mirror, at: datetime, site: Site) -> str:
    return json.dumps(
        {
            "baked_at": at.isoformat(),
            "site": site.address.geturl(),
            "files": [asdict(each) for each in mirror.files],
            "live_only": mirror.live_only,
            "nothing": mirror.nothing,
        },
        indent=1,
        ensure_ascii=False,
    )
