"""A piece of a page that is made once of the same thing."""

from __future__ import annotations

from typing import Final

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString

from elections.keeping import Bounded

register = template.Library()

# In characters, of up to two bytes each: the rows of all contests are one million.
MOST_KEPT: Final = 1_000_000
_PIECES: Final = Bounded[tuple[object, SafeString]](MOST_KEPT, lambda kept: len(kept[1]))


@register.simple_tag
def once(partial: str, name: str, thing: object) -> SafeString:
    """Render a partial with one thing in it and nothing else of the page; made once of each thing.

    {% once "elections/_row.html" "row" row %} is {% include "elections/_row.html" with row=row only %}
    for things that never change: what is made of one is kept for the next reader. No query.
    """
    if settings.DEBUG:
        # Whoever works on a template sees the change at the next look.
        return _render(partial, name, thing)
    key = (partial, name, id(thing))
    found = _PIECES.get(key)
    if found is None:
        # The thing is kept with it, so that no other takes its place in memory.
        found = _PIECES.keep(key, (thing, _render(partial, name, thing)))
    return found[1]


def _render(partial: str, name: str, thing: object) -> SafeString:
    # What comes out of a template is escaped: Django says so of a string.
    return SafeString(get_template(partial).render({name: thing}))
