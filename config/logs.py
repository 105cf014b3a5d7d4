"""How the log on the console is written."""

from __future__ import annotations

import logging
from typing import Final

from typing_extensions import override

# What visitors can bring about by what they send, as an unknown Host: how we came to notice is no news.
OF_VISITORS: Final = "django.security"


class OneLineFormatter(logging.Formatter):
    """Writes a record in one line, with the traceback below it unless a visitor brought it about."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is written."""
        if record.name.startswith(OF_VISITORS):
            record = logging.makeLogRecord({**vars(record), "exc_info": None, "exc_text": None})
        return super().format(record)
