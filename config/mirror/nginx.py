"""What nginx has to know to serve a mirror: types, the headers that pages have, and the notice on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from config.page_cache.stale import in_words

# Of the site's own headers, those that hold for a page wherever it comes from.
KEPT = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
MAIN = '<main id="main" class="wide" tabindex="-1">'
NOTICE = (
    '<p class="notice" role="status"><strong>This is a copy of the site as it stood at {moment}.'
    "</strong> Every page is here. Searching, filters and orders are not: they lead to the whole list.</p>"
)

# The files stay as the site sent them; the notice comes in as they go out. A part of a page is none of these files, and
# gets an answer that has htmx leave the page as it is; so does what came up after the mirror was made.
DIRECTIVES = """\
# Made by manage.py bake, to be included where the mirror is served (docs/deployment.md).
types {{
  text/html html;
  text/css css;
  text/csv csv;
  text/javascript js;
  text/plain txt;
  application/json json map;
  application/xml xml;
  image/svg+xml svg;
}}
charset utf-8;
charset_types text/css text/csv text/javascript text/plain;
sub_filter '{main}' '{main}{notice}';
{headers}
if ($http_hx_request) {{
  return 503;
}}
try_files $uri $uri/index@$args.html $uri/index.html $uri/index.json =503;
"""


def directives(headers: Mapping[str, str], at: datetime) -> str:
    """Return the file to include for a mirror of a moment. `headers` are those of a page."""
    sent = {name: headers[name] for name in KEPT if name in headers}
    sent["Cache-Control"] = "public, no-cache"
    sent["As-Of"] = format_datetime(at.astimezone(UTC), usegmt=True)
    return DIRECTIVES.format(
        main=MAIN,
        notice=NOTICE.format(moment=in_words(at)),
        headers="\n".join(f'add_header {name} "{value}" always;' for name, value in sent.items()),
    )
