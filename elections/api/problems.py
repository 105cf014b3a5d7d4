"""What went wrong with a request, as the API tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from elections.browsing.criteria import Problem

# More of a value than this says no more.
LONGEST_SHOWN = 40


class RefusedError(ValueError):
    """Some parameters make no sense, so nothing is answered: half an answer would mislead."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.message for problem in self.problems))


def unknown_parameters(asked: Mapping[str, str], known: Sequence[str]) -> tuple[Problem, ...]:
    """Return what to say of parameters that an address does not take.

    They are refused, not left out: whoever mistypes `regoin` would be given every region.
    """
    return tuple(
        _unknown_parameter(name, value, known) for name, value in asked.items() if name not in known
    )


def _unknown_parameter(name: str, value: str, known: Sequence[str]) -> Problem:
    shown = shortened(name)
    near = get_close_matches(name[:LONGEST_SHOWN].lower(), known, n=1)
    if not known:
        what_would_do = "This address takes none."
    elif near:
        what_would_do = f"Did you mean “{near[0]}”?"
    else:
        what_would_do = f"This address takes {', '.join(known)}."
    return Problem(
        shown, shortened(value), f"There is no parameter “{shown}” here. {what_would_do}"
    )


def in_words(errors: Iterable[Mapping[str, Any]], query: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return pydantic's errors of a query in words of ours."""
    return tuple(_in_words(error, query) for error in errors)


def _in_words(error: Mapping[str, Any], query: Mapping[str, str]) -> Problem:
    parameter = next((str(part) for part in reversed(error["loc"]) if part in query), "")
    value = shortened(query.get(parameter, ""))
    limits = error.get("ctx", {})
    match error["type"]:
        case "greater_than_equal":
            message = f"“{parameter}” is {limits['ge']} at least."
        case "less_than_equal":
            message = f"“{parameter}” is {limits['le']} at most."
        case str(kind) if kind.startswith("int"):
            message = f"“{parameter}” is a whole number, which “{value}” is not."
        case _:
            message = f"“{parameter}” is not right: {error['msg']}."
    return Problem(parameter, value, message)


def shortened(text: str) -> str:
    """Return a value as a message shows it."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
