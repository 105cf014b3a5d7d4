"""The site's server: `python -m config.serve --port 8000`, and whatever else granian takes.

Workers are forked from a process that has loaded the site already, so that what they only read is in
memory once. New code needs the service started anew: a worker that takes another's place has its parent's.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from granian.cli import cli

APPLICATION = "config.wsgi:application"

# One blocking thread a worker is fastest for Django; the long queues let idle connections wait without
# blocking the others (at granian's defaults 1,200 of them stop everyone for seconds).
OPTIONS = (
    *("--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"),
    *("--backlog", "16384", "--backpressure", "8192"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
)


def serve(arguments: Sequence[str]) -> None:
    """Serve the site until a signal ends it. Of an option that is in `OPTIONS` too, the one in `arguments` holds."""
    load()
    cli([*OPTIONS, *arguments, APPLICATION], prog_name="granian", auto_envvar_prefix="GRANIAN")


def load() -> None:
    """Load what every worker needs: the application, and with the addresses all views."""
    import_module("config.wsgi")
    import_module("config.urls")
    # To look whether an object is garbage writes to it, and a worker would get a copy of its own.
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    serve(sys.argv[1:])
