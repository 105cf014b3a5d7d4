"""A page's text as a reader gets it, without the tags."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponseBase, StreamingHttpResponse


def text_of(response: HttpResponseBase) -> str:
    """Return all that an answer sends, at once or piece by piece."""
    if isinstance(response, StreamingHttpResponse):
        return response.getvalue().decode()
    return getattr(response, "content", b"").decode()


def words_of(response: HttpResponseBase) -> str:
    """Return the words on a page, with single blanks between them."""
    body = text_of(response)
    text = re.sub(r"<script.*?</script>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
