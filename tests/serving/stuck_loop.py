"""A server whose event loop does nothing from the first request that reaches it: `python -m tests.serving.stuck_loop PORT`."""

from __future__ import annotations

import sys
import time

from granian.cli import cli

from config.page_cache.request import RequestHead
from config.serve import OPTIONS, RSGI
from config.serving.application import Client
from config.serving.scheduler import answer_before_scheduling

STORED = "/stored"


def answer_at_once(request: RequestHead, client: Client) -> bool:
    """Answer one address."""
    if request.path != STORED:
        return False
    client.response_bytes(200, [], b"stored")
    return True


async def application(request: RequestHead, client: Client) -> None:
    """Let nothing else run on the event loop for a minute."""
    time.sleep(60)


if __name__ == "__main__":
    answer_before_scheduling(answer_at_once)
    cli(
        [
            *(*OPTIONS, *RSGI, "--workers", "1", "--workers-kill-timeout", "1"),
            *("--host", "127.0.0.1", "--port", sys.argv[1], "tests.serving.stuck_loop:application"),
        ]
    )
