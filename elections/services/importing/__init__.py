"""Importing tables that somebody has as claims of their source."""

from __future__ import annotations

from elections.services.importing.importing import (
    Imported,
    ImportRefused,
    ImportReport,
    Order,
    RowReport,
    RowState,
    import_results,
    preview_import,
)
from elections.services.importing.layouts import LAYOUTS
from elections.services.importing.reading import table_of
from elections.services.importing.sources import Description
from elections.services.importing.stating import Lists, Terms
from elections.services.importing.storing import ClaimState
from elections.services.importing.tables import Table, TableRefusedError, content_of

__all__ = [
    "LAYOUTS",
    "ClaimState",
    "Description",
    "ImportRefused",
    "ImportReport",
    "Imported",
    "Lists",
    "Order",
    "RowReport",
    "RowState",
    "Table",
    "TableRefusedError",
    "Terms",
    "content_of",
    "import_results",
    "preview_import",
    "table_of",
]
