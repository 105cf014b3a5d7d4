"""How much a run takes on: enough to compare by, or with --short just enough to see that there is an answer."""

from __future__ import annotations

import sys
from typing import Final

IS_SHORT: Final = "--short" in sys.argv[1:]

# Rounds in which all take their turn: with fewer than three, one disturbance would decide.
ROUNDS: Final = 1 if IS_SHORT else 3
# How many connections wrk has, and for how many seconds: while it is measured, before that, and with a server that
# gives the first of 32 readers an answer after five seconds on a quiet machine.
CONNECTIONS: Final = 4 if IS_SHORT else 32
SECONDS: Final = 1 if IS_SHORT else 4
WARM_UP: Final = 0 if IS_SHORT else 2
SLOW: Final = 1 if IS_SHORT else 15
# Seconds of the attack, the two before and after readers are asked included.
ATTACK: Final = 6 if IS_SHORT else 14
# Seconds of this process on a processor that contests are reconciled for.
RECONCILING: Final = 0.05 if IS_SHORT else 0.5
# Contests of which ten times as many are published, and how often a page is asked for.
FEW: Final = 2 if IS_SHORT else 40
CALLS: Final = 2 if IS_SHORT else 15
# Pages that each process serves before its memory is weighed; None are all there are.
MOST_PAGES: Final = 20 if IS_SHORT else None
