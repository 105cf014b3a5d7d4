"""What to say when there is no such page, and where to go from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

# Below this likeness a suggestion puzzles more than it helps.
LIKENESS = 0.6
MOST_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page that may have been meant."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A page that does not exist: what is missing, and the way on."""

    message: str
    suggestions: tuple[Suggestion, ...] = ()


def near_matches(asked: str, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the slugs and names that look like what was asked for, the likest first.

    `names` is by slug. A name that begins with what was asked for counts as near however long
    it is.
    """
    wanted = "-".join(asked.lower().split())
    begins = [slug for slug in sorted(names) if len(wanted) > 2 and slug.startswith(wanted)]
    alike = get_close_matches(wanted, list(names), n=MOST_SUGGESTIONS, cutoff=LIKENESS)
    near = list(dict.fromkeys([*begins, *alike]))[:MOST_SUGGESTIONS]
    return tuple((slug, names[slug]) for slug in near)
