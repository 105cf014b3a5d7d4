"""How far an election's contests are known, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from elections.domain.results import State
from elections.domain.words.naming import joined
from elections.pages.words import count


def elections_in_words(states: Sequence[State]) -> str:
    """Return how many councils voted, as far as this site has them, and what is known of them."""
    if not states:
        return "No contest is stored for this election yet."
    by_state = Counter(states)
    elections = f"Elections to {count(len(states), 'council')}"
    if by_state[State.DECLARED] == len(states):
        return f"{elections}, {'all' if len(states) > 1 else 'and it has'} declared."
    known = [
        f"{by_state[state]} {words}"
        for state, words in (
            (State.DECLARED, "declared"),
            (State.IN_PART, "reported in part"),
            (State.AWAITED, "awaited"),
        )
        if by_state[state]
    ]
    return f"{elections}: {joined(known)}."
