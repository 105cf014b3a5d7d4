"""A page's text as a reader gets it, without the tags."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponseBase


def words_of(response: HttpResponseBase) -> str:
    """Return the words on a page, with single blanks between them."""
    body = getattr(response, "content", b"").decode()
    text = re.sub(r"<script.*?</script>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
