"""What must hold of all data together and no single row can promise: pure checks of plain facts."""

from __future__ import annotations

from elections.integrity.breaches import Breach, Code, KnownException, Verdict, judge
from elections.integrity.checking import check

__all__ = ["Breach", "Code", "KnownException", "Verdict", "check", "judge"]
