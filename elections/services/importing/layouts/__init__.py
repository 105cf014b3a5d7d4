"""Layouts of tables: what the rows of each claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from elections.services.importing.layouts.tidy import read_tidy
from elections.services.importing.layouts.wide import (
    read_before_and_after,
    read_open_council_data,
    read_wide,
)
from elections.services.importing.stating import Known, Reading, Terms
from elections.services.importing.tables import Table

# By the names under which a format is asked for.
LAYOUTS: Final[Mapping[str, Callable[[Table, Known, Terms], Reading]]] = MappingProxyType(
    {
        "tidy": read_tidy,
        "wide": read_wide,
        "commons-library": read_before_and_after,
        "open-council-data": read_open_council_data,
    }
)

__all__ = ["LAYOUTS"]
