"""Typed readers of environment variables.

A variable that is absent or empty takes its default; any other value is either understood or refused
with `ImproperlyConfigured`, naming the variable and what it may hold. A slip in a deployment then stops
the site at its start and not in front of a reader.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

WORDS_FOR_TRUE = frozenset({"1", "true", "yes", "on"})
WORDS_FOR_FALSE = frozenset({"0", "false", "no", "off"})


class Environment:
    """The environment variables, read by type."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def text(self, name: str, *, default: str) -> str:
        """Return the variable as it stands, without the blanks around it."""
        return self._variables.get(name, "").strip() or default

    def boolean(self, name: str, *, default: bool) -> bool:
        """Return whether the variable says yes. Raises ImproperlyConfigured for anything but yes or no."""
        value = self.text(name, default="").lower()
        if not value:
            return default
        if value in WORDS_FOR_TRUE:
            return True
        if value in WORDS_FOR_FALSE:
            return False
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which is neither yes nor no: use 'true' or 'false'."
        )

    def natural(self, name: str, *, default: int) -> int:
        """Return the variable as a whole number from 0 up. Raises ImproperlyConfigured for anything else."""
        value = self.text(name, default=str(default))
        if not (value.isascii() and value.isdecimal()):
            raise ImproperlyConfigured(
                f"{name} is {value!r}: it must be a whole number, 0 or more."
            )
        return int(value)

    def words(self, name: str, *, default: tuple[str, ...] = ()) -> list[str]:
        """Return the variable split at its commas; blanks around the words do not count."""
        value = self.text(name, default="")
        if not value:
            return list(default)
        words = [word.strip() for word in value.split(",")]
        if not all(words):
            raise ImproperlyConfigured(
                f"{name} is {value!r}: between two commas, and at its end, nothing is left to read."
            )
        return words

    def path(self, name: str, *, default: Path) -> Path:
        """Return the variable as an absolute path."""
        return Path(self.text(name, default=str(default))).expanduser().resolve()

    def secret(self, name: str, *, default_file: Path) -> str:
        """Return a secret from the variable, or from the file that NAME_FILE names, or from the default file.

        Raises ImproperlyConfigured when there is none: a secret has no fallback.
        """
        if secret := self.text(name, default=""):
            return secret
        file = self.path(f"{name}_FILE", default=default_file)
        try:
            secret = file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name} is not set, and {file} can't be read ({error.strerror}). Set {name}, or name a "
                f"file that holds it in {name}_FILE; for a machine of your own, 'make secret' makes one."
            ) from error
        if not secret:
            raise ImproperlyConfigured(f"{name} is not set, and {file} is empty.")
        return secret
