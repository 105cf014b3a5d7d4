"""When the polls of a day close, by the clocks of the United Kingdom, in Python and in a query."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.db.models import F, Q
from django.utils.timezone import get_default_timezone

from elections.domain.polling import POLLS_CLOSE


@lru_cache(maxsize=500)
def polls_close_at(polling_day: date) -> datetime:
    """Return the moment at which the polls of a day close."""
    return datetime.combine(polling_day, POLLS_CLOSE, tzinfo=get_default_timezone())


def at_or_after_close(moment: str, *, polling_day: str) -> Q:
    """Return the condition that a column of moments is at or after `polls_close_at` of a column of days.

    What was published earlier tells how things stood, and is no result. No query.
    """
    # The database compares dates and times by the clocks of the United Kingdom, in summer too.
    return Q(**{f"{moment}__date__gt": F(polling_day)}) | Q(
        **{f"{moment}__date": F(polling_day), f"{moment}__time__gte": POLLS_CLOSE}
    )
