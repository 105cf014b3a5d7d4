"""Answers stored pages in granian's own thread, before a request is handed to the event loop.

Granian reads a request in one thread, hands it to the event loop in another and takes the answer back: each hand-over
costs more than finding a stored page. So a stored page is answered where the request was read; the rest goes on to the
event loop as always.

Granian has no setting for this. One of its functions that is not public is replaced: `_new_cbscheduler`, as in the
release that requirements.txt names. Without the replacement the site does the same, and answers stored pages on the
event loop at about three quarters of the rate.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from typing import Any, Protocol, cast

from granian import _futures, _granian
from granian.server import mp

from config.page_cache.request import RequestHead
from config.serving.application import Client

# Answers a request, or returns False. It is called in any thread and never waits.
AnswerAtOnce = Callable[[RequestHead, Client], bool]


class Watcher(Protocol):
    """What granian schedules: a request, and where its answer goes."""

    @property
    def scope(self) -> RequestHead:
        """Return the request."""

    @property
    def proto(self) -> Client:
        """Return the client."""


Schedule = Callable[[Watcher], None]

# Its types say nothing of what is not public.
_granian_futures = cast(Any, _futures)
_granian_core = cast(Any, _granian)
_granian_server = cast(Any, mp)


def answer_before_scheduling(answer_at_once: AnswerAtOnce) -> None:
    """Have every granian worker of this process ask `answer_at_once` before it schedules a request."""

    def make_scheduler(loop: AbstractEventLoop, run: object, **_options: object) -> object:
        # The last three are for granian's own kind of tasks, which are not used here.
        scheduler = _granian_core.CallbackScheduler(loop, run, None, None, None)
        schedule = _granian_futures._cbsched_aioschedule(loop, scheduler._ctx, run)
        scheduler._schedule_fn = ask_first(answer_at_once, schedule)
        return scheduler

    _granian_server._new_cbscheduler = make_scheduler


def ask_first(answer_at_once: AnswerAtOnce, schedule: Schedule) -> Schedule:
    """Return what schedules a request unless it is answered at once."""

    def ask_or_schedule(watcher: Watcher) -> None:
        try:
            is_answered = answer_at_once(watcher.scope, watcher.proto)
        except Exception:
            # Granian's thread has nobody to tell. The event loop meets the same error again, and reports it.
            is_answered = False
        if not is_answered:
            schedule(watcher)

    return ask_or_schedule
