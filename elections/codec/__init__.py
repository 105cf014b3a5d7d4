"""Between a reconciliation and the rows that publish it, in both directions."""

from __future__ import annotations

from elections.codec.pieces import UnknownSourceError
from elections.codec.results import cited_sources, decode, encode
from elections.codec.rows import (
    ChangeRow,
    ControlRow,
    Detail,
    FindingRow,
    ResultRows,
    TallyRow,
    UseRow,
)

__all__ = [
    "ChangeRow",
    "ControlRow",
    "Detail",
    "FindingRow",
    "ResultRows",
    "TallyRow",
    "UnknownSourceError",
    "UseRow",
    "cited_sources",
    "decode",
    "encode",
]
