"""One finished mirror in the place of another, from one moment to the next."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

# In every mirror: how a folder is known to be one.
MARK = "baked.json"


class NotAMirrorError(Exception):
    """What is at the folder's place is nothing that may be replaced."""


class Folder:
    """A mirror's place: a link to the folder with the newest one, which lies beside it.

    A file server that reads through the link sees either mirror whole and never a half of one: setting
    a link is one step of the file system.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._prefix = f".{self.path.name}-baked-"

    def begin(self) -> Path:
        """Return a new empty folder to write to. Raises NotAMirrorError where one must not be replaced."""
        if self.path.is_symlink():
            if not (self.path / MARK).is_file():
                raise NotAMirrorError(f"{self.path} is a link to something that was not baked.")
        elif self.path.is_dir():
            if any(self.path.iterdir()):
                raise NotAMirrorError(
                    f"{self.path} is a folder with something in it: name one that is empty, or none yet."
                )
        elif self.path.exists():
            raise NotAMirrorError(f"{self.path} is a file.")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=self._prefix, dir=self.path.parent))
        # For the file server, which is somebody else.
        new.chmod(0o755)
        return new

    def replace(self, new: Path) -> None:
        """Put a finished mirror in its place, and remove those before it."""
        link = new.with_name(f"{new.name}-link")
        link.symlink_to(new.name)
        if self.path.is_dir() and not self.path.is_symlink():
            self.path.rmdir()
        os.replace(link, self.path)  # noqa: PTH105 - says what matters: one step
        for old in self.path.parent.glob(f"{self._prefix}*"):
            if old != new:
                shutil.rmtree(old, ignore_errors=True)

    def discard_unfinished(self, new: Path) -> None:
        """Remove a folder that was begun and did not become the mirror."""
        if self.path.resolve() != new.resolve():
            shutil.rmtree(new, ignore_errors=True)


def write(path: Path, body: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
