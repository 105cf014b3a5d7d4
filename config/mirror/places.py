"""Where in the mirror a page goes, and which other forms of a page it links to."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

INDEX = "index.html"
# The one parameter whose values are few enough to bake: what changes are counted from.
BAKED_PARAMETER = "baseline"

LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


def place_of(path: str, content_type: str, variant: str = "") -> str:
    """Return the file of a page below the mirror's folder, as in `councils/medway/index.html`.

    A document that shares its path with those below it is the index of that folder, so that any file
    server finds it. `variant` is the query of another form of the page. Raises ValueError for a path that
    would lead out of the folder.
    """
    parts = path.split("/")
    if not path.startswith("/") or {".", ".."} & set(parts) or "\0" in path or "\\" in path:
        raise ValueError(f"{path!r} is no path that a file can have.")
    bare = path.strip("/")
    if path.endswith("/") or content_type.startswith("text/html"):
        name = INDEX.replace(".html", f"@{variant}.html") if variant else INDEX
        return f"{bare}/{name}".lstrip("/")
    if content_type.startswith("application/json") and not path.endswith(".json"):
        return f"{bare}/index.json"
    return bare


def links_in(html: str, path: str) -> list[str]:
    """Return where a page at a path leads on this site, whole paths with their queries, once each."""
    found: dict[str, None] = {}
    for link in LINK.findall(html):
        whole = urlsplit(urljoin(path, unescape(link)))
        if not whole.scheme and not whole.netloc:
            found[f"{whole.path}?{whole.query}" if whole.query else whole.path] = None
    return list(found)


def variants_in(html: str, path: str) -> list[str]:
    """Return the queries of the other forms of a page that are baked with it, as it links to them."""
    queries = [urlsplit(link).query for link in links_in(html, path) if urlsplit(link).path == path]
    return [query for query in queries if is_baked(query)]


def is_baked(query: str) -> bool:
    """Return whether a query asks for nothing but a form of the page that is baked."""
    asked = parse_qs(query, keep_blank_values=True)
    return (
        list(asked) == [BAKED_PARAMETER]
        and re.fullmatch(rf"{BAKED_PARAMETER}=[a-z_]+", query) is not None
    )
