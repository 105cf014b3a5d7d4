"""`python -m config.serve` serves the site from processes that share what they have loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.storm.servers import PATIENCE, ROOT, environment, served


def test_a_worker_that_died_is_replaced_and_the_site_goes_on(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/db.sqlite3"
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=ROOT, env=environment(database), check=True)
    with served(database) as server:
        first = set(server.workers())
        assert len(first) == 2
        for worker in first:
            os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while (now := set(server.workers())) & first or len(now) < 2:
            assert time.monotonic() < until, "Nothing took the place of the workers."
            time.sleep(0.1)
        assert server.get("/healthz").status == 200
    assert server.process.returncode == 0


def test_an_option_that_there_is_not_is_named_and_ends_it() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "config.serve", "--no-such-option"],
        cwd=ROOT,
        env=environment("sqlite://:memory:"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert finished.returncode == 2
    assert "--no-such-option" in finished.stderr
