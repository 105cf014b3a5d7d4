"""When the polls of a day close, by the clocks of the United Kingdom."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.utils.timezone import get_default_timezone

from elections.domain.polling import POLLS_CLOSE


@lru_cache(maxsize=500)
def polls_close_at(polling_day: date) -> datetime:
    """Return the moment at which the polls of a day close."""
    return datetime.combine(polling_day, POLLS_CLOSE, tzinfo=get_default_timezone())
