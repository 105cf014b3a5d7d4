"""Password hashing that leaves the processor to readers."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from typing_extensions import override

# The priority of the thread that hashes, in steps of `nice`: 0 is usual, 19 the lowest.
NICENESS: Final = 10


class CappedPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 as Django has it, one password at a time in each process, at low priority.

    A hash takes a processor for a third of a second, by design. Whoever posts passwords by the dozen would
    otherwise have all of them.
    """

    @override
    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Return the hash, computed in the one thread for it."""
        return _thread().submit(super().encode, password, salt, iterations).result()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="hashing", initializer=_lower_priority)


def _lower_priority() -> None:
    if hasattr(os, "setpriority"):
        thread = threading.get_native_id()
        # Nobody but root may raise it again.
        niceness = max(os.getpriority(os.PRIO_PROCESS, thread), NICENESS)
        os.setpriority(os.PRIO_PROCESS, thread, niceness)
