"""What time it is in tests: a Thursday morning that stands still, on every machine and in every year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

NOW: Final = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
# When what is shipped was loaded into the test databases.
LOADED_AT: Final = NOW - timedelta(hours=1)
