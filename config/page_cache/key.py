"""What tells one page from another, and which requests may be answered from what is kept at all.

Whatever an answer depends on is part of its key, or the request goes past the cache: a header that a view reads and
this module does not know would let one visitor choose what others get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from config.page_cache.request import RequestHead, RequestHeaders

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
RESPELT = ("hx-request-uri-autoencoded", "hx-history-restore-request-uri-autoencoded")
YES_OR_NOTHING = frozenset({None, "true"})
# Requests that state conditions, or who sends them, or that have a body.
PASSED_ON = (
    "authorization",
    "if-match",
    "if-unmodified-since",
    "transfer-encoding",
)


class PageKey(NamedTuple):
    """What tells one page from another, the data version apart.

    The host without a port and whether the reader came by HTTPS, since downloads name whole addresses;
    the path; the query in its one form; and whether htmx asked for a part.
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
    every parameter counts; `past` are the starts of paths that nothing is kept of. `proxy_header` is the
    header by which a trusted proxy states the scheme, in lower case, and its value for HTTPS.
    """

    parameters: frozenset[str]
    session_cookie: str
    exact: str = "/api/"
    past: tuple[str, ...] = ()
    proxy_header: tuple[str, str] | None = None

    def key_of(self, request: RequestHead, headers: RequestHeaders) -> PageKey | None:
        """Return the key of what is asked for, or None where Django alone may answer.

        A key whose query is not in its one form yet (`canonical`) may be of a page that is not kept.
        `headers` are the request's: the server copies them each time that they are asked for.
        """
        if (
            request.method not in READING
            or ("cookie" in headers and self._has_session(headers.get_all("cookie")))
            or headers.get("content-length") not in {None, "", "0"}
        ):
            return None
        # Not by any(): a generator for each request is as much work as half of the rest.
        for name in PASSED_ON:
            if name in headers:
                return None
        host, path, query = headers.get("host"), request.path, request.query_string
        if (
            not host
            or len(path) > LONGEST_PATH
            or len(query) > LONGEST_QUERY
            or path.startswith(self.past)
        ):
            return None
        is_part = False
        if "hx-request" in headers:
            restored = headers.get("hx-history-restore-request")
            if (
                headers.get("hx-request") != "true"
                or restored not in YES_OR_NOTHING
                or any(name in headers for name in RESPELT)
            ):
                return None
            is_part = restored is None
        return PageKey(host_name(host), self._is_secure(request, headers), path, query, is_part)

    def _has_session(self, cookies: list[str]) -> bool:
        return any(self.session_cookie in cookie for cookie in cookies)

    def _is_secure(self, request: RequestHead, headers: RequestHeaders) -> bool:
        if self.proxy_header is not None:
            name, value = self.proxy_header
            said = headers.get(name)
            if said is not None:
                return said.partition(",")[0].strip() == value
        return request.scheme == "https"

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


@lru_cache(maxsize=256)
def host_name(host: str) -> str:
    """Return the name in a Host header in lower case, without its port: anybody can make up another port."""
    name, colon, port = host.lower().rpartition(":")
    # The colons of an IPv6 address stand in brackets.
    return name if colon and port.isdecimal() and not name.endswith(":") else host.lower()


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
