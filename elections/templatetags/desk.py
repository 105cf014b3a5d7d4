"""What the desk's navigation tells on every page of the desk."""

from __future__ import annotations

from django import template

from elections.selectors.desk.proposals import open_proposals_number

register = template.Library()


@register.simple_tag
def number_to_publish() -> int:
    """Return how many proposed changes wait to be published. Queries: 1."""
    return open_proposals_number()
