"""What tells one page from another, and which requests may be answered from what is kept at all.

Whatever an answer depends on is part of its key, or the request goes past the cache: a header that a view reads and
this module does not know would let one visitor choose what others get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

READING = frozenset({"GET", "HEAD"})

# Longer ones are nobody's bookmark; what is kept is bounded by its key too.
LONGEST_PATH = 300
LONGEST_QUERY = 400

# What senders of links add to them for their own ends, and no page reads.
TRACKING_PREFIX = "utm_"
TRACKING = frozenset(
    {
        "_ga",
        "_gl",
        "dclid",
        "fbclid",
        "gad_source",
        "gbraid",
        "gclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "msclkid",
        "ttclid",
        "twclid",
        "wbraid",
        "yclid",
    }
)

# django-htmx reads a header in another spelling where one of these says so.
RESPELT = ("HTTP_HX_REQUEST_URI_AUTOENCODED", "HTTP_HX_HISTORY_RESTORE_REQUEST_URI_AUTOENCODED")
YES_OR_NOTHING = frozenset({None, "true"})


class PageKey(NamedTuple):
    """What tells one page from another, the data version apart.

    The host and whether the reader came by HTTPS, since downloads name whole addresses; the path; the
    query in its one form; and whether htmx asked for a part.
    """

    host: str
    is_secure: bool
    path: str
    query: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Keys:
    """How keys are made for one site.

    `parameters` are the names that some page reads from its query; `exact` is the start of paths whose
    every parameter counts; `past` are the starts of paths that nothing is kept of. `proxy_header` and its
    value are what a proxy in front says to mean HTTPS, if one is trusted.
    """

    parameters: frozenset[str]
    session_cookie: str
    exact: str = "/api/"
    past: tuple[str, ...] = ()
    proxy_header: tuple[str, str] | None = None

    def key_of(self, environ: WSGIEnvironment) -> PageKey | None:
        """Return the key of what is asked for, or None where Django alone may answer.

        A key whose query is not in its one form yet (`canonical`) may be of a page that is not kept.
        """
        if (
            environ["REQUEST_METHOD"] not in READING
            or self.session_cookie in environ.get("HTTP_COOKIE", "")
            or "HTTP_AUTHORIZATION" in environ
            or "HTTP_IF_MATCH" in environ
            or "HTTP_IF_UNMODIFIED_SINCE" in environ
            or environ.get("CONTENT_LENGTH") not in {None, "", "0"}
        ):
            return None
        host, path = environ.get("HTTP_HOST"), environ["PATH_INFO"]
        query = environ.get("QUERY_STRING", "")
        if (
            not host
            or len(path) > LONGEST_PATH
            or len(query) > LONGEST_QUERY
            or path.startswith(self.past)
        ):
            return None
        is_part = False
        if "HTTP_HX_REQUEST" in environ:
            restored = environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST")
            if (
                environ["HTTP_HX_REQUEST"] != "true"
                or restored not in YES_OR_NOTHING
                or any(name in environ for name in RESPELT)
            ):
                return None
            is_part = restored is None
        return PageKey(host, self._is_secure(environ), path, query, is_part)

    def _is_secure(self, environ: WSGIEnvironment) -> bool:
        if self.proxy_header is not None:
            name, value = self.proxy_header
            if name in environ:
                return bool(environ[name].partition(",")[0].strip() == value)
        return bool(environ["wsgi.url_scheme"] == "https")

    def canonical(self, key: PageKey) -> PageKey | None:
        """Return the key with its query in the one form that all spellings of a question share.

        None where it asks for something that no page knows: whatever that is answered with is not worth
        keeping, and anybody can think of another one. Parts, and addresses for which every parameter counts,
        keep the query as it was sent: their answers speak of it.
        """
        if not key.query:
            return key
        pairs = parse_qsl(key.query, keep_blank_values=True)
        is_exact = key.is_part or key.path.startswith(self.exact)
        if not is_exact:
            pairs = [(name, value) for name, value in pairs if not _is_tracking(name)]
        if any(name not in self.parameters for name, _ in pairs):
            return None
        return key if is_exact else key._replace(query=_in_one_form(pairs))


def _is_tracking(name: str) -> bool:
    return name.startswith(TRACKING_PREFIX) or name in TRACKING


def _in_one_form(pairs: list[tuple[str, str]]) -> str:
    """Return a query sorted by name, each name's values in their order, without what is empty.

    Empty values of a name that is there more than once stay: which of several counts is the page's to say.
    """
    times: Mapping[str, int] = _counted(pairs)
    kept = [(name, value) for name, value in pairs if value or times[name] > 1]
    return urlencode(sorted(kept, key=lambda pair: pair[0]))


def _counted(pairs: list[tuple[str, str]]) -> dict[str, int]:
    times: dict[str, int] = {}
    for name, _ in pairs:
        times[name] = times.get(name, 0) + 1
    return times
