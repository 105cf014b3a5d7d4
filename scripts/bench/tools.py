"""Programs that the measurements need beside ours: wrk and nginx from the system, Datasette from packages."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements-bench.txt"
ENVIRONMENT = ROOT / ".data" / "bench-venv"
# Where Debian puts programs for operators, which is not in everybody's path.
FURTHER = ("/usr/sbin", "/usr/local/sbin")


class MissingError(RuntimeError):
    """A program is not here and could not be installed. Says how it would be."""


def program(name: str) -> str:
    """Return the path of a system's program, installed from Debian's packages if it is not here.

    Raises MissingError where that may not be done without asking.
    """
    if found := _path_of(name):
        return found
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        print(f"Installing {name} from Debian\u2019s packages", flush=True)
        # Not started as a service: it is ours to start, with a configuration of its own.
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", name],
        ):
            subprocess.run([*as_root, *command], env=quiet, check=False, stdout=subprocess.DEVNULL)
    if found := _path_of(name):
        return found
    raise MissingError(f"{name} is not installed. Install it: apt-get install {name}")


def _path_of(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(FURTHER))


def packaged(name: str) -> str:
    """Return the path of a program that requirements-bench.txt brings, in an environment of its own.

    Its packages are none of the site's, and would drag the site's along. Raises MissingError.
    """
    stamp = ENVIRONMENT / hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:16]
    if not stamp.exists():
        print(f"Installing {REQUIREMENTS.name} into {ENVIRONMENT.relative_to(ROOT)}", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        for command in (
            [sys.executable, "-m", "venv", str(ENVIRONMENT)],
            [
                str(ENVIRONMENT / "bin" / "python"),
                *("-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
                *("--only-binary", ":all:", "--requirement", str(REQUIREMENTS)),
            ],
        ):
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                raise MissingError(f"{REQUIREMENTS.name} could not be installed:\n{done.stderr}")
        stamp.touch()
    return str(ENVIRONMENT / "bin" / name)
