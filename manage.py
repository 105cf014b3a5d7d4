#!/usr/bin/env python
"""Django's command line for this project."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line
from django.db import Error


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] != ["runserver"]:
        # Nobody waits before a page for a command: it waits longer for its turn, and not for ever.
        os.environ.setdefault("DATABASE_LOCK_SECONDS", "60")
    try:
        execute_from_command_line(sys.argv)
    except Error as error:
        from elections.trouble import trouble_of

        trouble = trouble_of(error)
        if trouble is None or "--traceback" in sys.argv:
            raise
        sys.exit(f"{trouble.heading}. {trouble.what_to_do} The database says: {one_line(error)}")


def one_line(error: Exception) -> str:
    """Return what an error says, without the line breaks that a database puts into it."""
    return " ".join(str(error).split())


if __name__ == "__main__":
    main()
