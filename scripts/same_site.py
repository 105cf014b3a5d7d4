"""Compare the public site of the working tree with that of a commit, byte for byte.

    python scripts/same_site.py COMMIT [--keep FOLDER]

Each tree loads the whole country into a database of its own, at the same moment, and bakes its mirror: every page, CSV,
map and document. Beside that it is asked for lists of the API. Names of assets with a hash in them, names of classes and
the assets themselves are left out of the comparison. It takes some six minutes; what differs is printed, and the exit
code is 1 if anything does.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# When each tree's data are loaded and its pages made.
MOMENT = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
HOST = "results.example"
# Lists of the API and answers to questions, which no mirror holds.
ASKED = (
    "/api/v1/openapi.json",
    "/api/v1/elections",
    "/api/v1/contests?election=2023-05-04&limit=500",
    "/api/v1/contests?election=2026-05-07&baseline=last_fought",
    "/api/v1/contests?region=south-east&limit=500",
    "/api/v1/contests?party=labour&change=gain",
    "/api/v1/councils?limit=500",
    "/api/v1/councils?q=ne",
    "/api/v1/parties",
    "/api/v1/regions",
    "/api/v1/sources",
    "/elections/2023-05-04/contests.csv?region=south-east&party=labour",
    "/elections/2026-05-07/?control=noc&sort=majority",
    "/changes/?since=2021&region=south-east",
    "/councils/?q=med",
    "/search/?q=south",
)
# Hashes in the names of assets, and names of classes.
HASHED = re.compile(r"(/static/[\w./-]+?)\.[0-9a-f]{12}(\.\w+)")
CLASSES = re.compile(r"""\sclass=(?:"[^"]*"|'[^']*')""")
# The random id of the database, which is in every ETag.
EDITION = re.compile(r"\b[0-9a-f]{16}\b")
# Files about the mirror itself, with the time when it was baked.
LEFT_OUT = frozenset({"baked.json", "mirror.conf"})
TEXT = frozenset({".html", ".json", ".csv", ".svg", ".xml", ".txt", ".webmanifest", ""})
MOST_LINES = 12


def main() -> int:
    """Make both sites, print what differs, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the site with that of a commit.")
    parser.add_argument("commit")
    parser.add_argument("--keep", type=Path, help="leave both sites there, as before/ and after/")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="same-site-") as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        tree = Path(name) / "tree"
        git("worktree", "add", "--quiet", "--detach", str(tree), asked.commit)
        try:
            (tree / "node_modules").symlink_to(ROOT / "node_modules")
            make_site_of(tree, folder / "before")
        finally:
            git("worktree", "remove", "--force", str(tree))
        make_site_of(ROOT, folder / "after")
        return compare(folder / "before", folder / "after")


def git(*words: str) -> None:
    """Run git here."""
    subprocess.run(["git", *words], cwd=ROOT, check=True)  # noqa: S607 - git, wherever it is


def make_site_of(tree: Path, folder: Path) -> None:
    """Have a process make the site of a tree."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "SECRET_KEY": "the same in both trees, and in no other place",
        "STATIC_ROOT": f"{folder}/static",
        "ALLOWED_HOSTS": f"{HOST},testserver",
        "DEBUG": "false",
        "STATIC_HASHED": "true",
        "PAGE_CACHE": "false",
    }
    command = [sys.executable, str(Path(__file__).resolve()), "--make", str(folder)]
    subprocess.run(command, cwd=tree, env=environment, check=True)


def make_site(folder: Path) -> None:
    """Load the country, bake it and ask the questions, in the tree that this process runs in."""
    import django
    import time_machine
    from django.core.management import call_command
    from django.test import Client

    with time_machine.travel(MOMENT, tick=False):
        django.setup()
        for words in (
            ("migrate",),
            ("load_fixtures",),
            ("load_data",),
            ("collectstatic", "--no-input"),
        ):
            call_command(*words, verbosity=0)
        call_command("bake", str(folder / "mirror"), site=f"https://{HOST}", verbosity=0)
        reader = Client(headers={"host": HOST})
        (folder / "asked").mkdir()
        for number, address in enumerate(ASKED):
            answer = reader.get(address, secure=True)
            body = b"".join(answer) if answer.streaming else answer.content
            head = f"{address}\n{answer.status_code}\n".encode()
            (folder / "asked" / f"{number:02}").write_bytes(head + body)


def compare(before: Path, after: Path) -> int:
    """Print what differs between two sites, and return the exit code."""
    old, new = files_of(before), files_of(after)
    wrong = [f"only before: {name}" for name in sorted(old.keys() - new.keys())]
    wrong += [f"only after: {name}" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        first, second = comparable(old[name]), comparable(new[name])
        if first != second:
            wrong.append(f"differs: {name}")
            wrong += list(differences(first, second))[:MOST_LINES]
    print("\n".join(wrong))
    alike = len(old.keys() & new.keys())
    print(
        f"{alike:,} files on both sides; {sum(not each.startswith(' ') for each in wrong):,} differ."
    )
    return 1 if wrong or not alike else 0


def files_of(site: Path) -> dict[str, Path]:
    """Return the files to compare by their paths: without assets and compressed copies."""
    mirror = (site / "mirror").resolve()
    found = {f"asked/{path.name}": path for path in (site / "asked").iterdir()}
    for path in mirror.rglob("*"):
        name = str(path.relative_to(mirror))
        is_left_out = (
            name in LEFT_OUT or name.startswith("static/") or path.suffix in {".gz", ".br"}
        )
        if path.is_file() and not is_left_out:
            found[name] = path
    return found


def comparable(path: Path) -> bytes:
    """Return the bytes of a file, without hashes and names of classes if it is text."""
    raw = path.read_bytes()
    if path.suffix not in TEXT:
        return raw
    text = HASHED.sub(r"\1\2", raw.decode())
    return EDITION.sub("-", CLASSES.sub("", text)).encode()


def differences(first: bytes, second: bytes) -> Iterator[str]:
    """Yield the lines that differ, indented."""
    old, new = (
        re.sub(r">\s*<", ">\n<", part.decode(errors="replace")).splitlines()
        for part in (first, second)
    )
    for line in difflib.unified_diff(old, new, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield f"    {line[:200]}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make_site(Path(sys.argv[2]))
        sys.exit()
    sys.exit(main())
