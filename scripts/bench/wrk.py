"""Load on a server by wrk: how many answers a second, and how long the slowest took."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.bench.effort import CONNECTIONS, SECONDS

# Seconds after which a server that has not answered is taken not to.
LONGEST = 30

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_SLOWEST = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0}


class WrongAnswersError(RuntimeError):
    """Some answers were none: whatever the rate is, it is of something else."""


@dataclass(frozen=True, slots=True)
class Load:
    """Answers a second, and the time in milliseconds that 99 of 100 took at most."""

    rate: float
    slowest: float


def load(
    program: str, url: str, *, headers: Mapping[str, str] | None = None, seconds: int = SECONDS
) -> Load:
    """Ask an address over and over on many connections; for longer where a busy machine gives no answer in that time.

    Raises WrongAnswersError.
    """
    said = subprocess.run(
        [
            *(program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency"),
            *(
                each
                for name, value in (headers or {}).items()
                for each in ("-H", f"{name}: {value}")
            ),
            url,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if wrong := _WRONG.search(said):
        raise WrongAnswersError(f"{url}: {wrong.group(0)}")
    rate, slowest = _RATE.search(said), _SLOWEST.search(said)
    if rate is None or slowest is None:
        raise WrongAnswersError(f"{url}: wrk said nothing that can be read:\n{said}")
    if not float(rate.group(1)):
        if seconds < LONGEST:
            return load(program, url, headers=headers, seconds=seconds * 4)
        raise WrongAnswersError(f"{url}: no answer within {seconds} seconds")
    return Load(float(rate.group(1)), float(slowest.group(1)) * _UNITS[slowest.group(2)])
