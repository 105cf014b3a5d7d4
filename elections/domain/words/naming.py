"""How parties and baselines are called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elections.domain.baselines import Baseline


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party's name, and what a group of its people is called: "the Conservatives"."""

    name: str
    group: str

    @property
    def opening(self) -> str:
        """Return the group's name as a headline opens with it: "Conservatives gain …"."""
        bare = self.group.removeprefix("the ")
        return bare[:1].upper() + bare[1:]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all parties, by slug."""

    parties: Mapping[str, PartyName]

    def party(self, slug: str) -> PartyName:
        """Return the names of a party; one that is not listed is called by its slug."""
        known = self.parties.get(slug)
        if known is not None:
            return known
        name = slug.replace("-", " ").capitalize()
        return PartyName(name, name)


BASELINE_NAMES = {
    Baseline.EVE_OF_POLL: "just before polling day",
    Baseline.LAST_FOUGHT: "when these seats were last fought",
    Baseline.NOTIONAL: "the last result on the new boundaries",
}

BASELINE_MEANINGS = {
    Baseline.EVE_OF_POLL: (
        "Changes are counted from the council as it stood just before polling day, by-elections "
        "and defections included."
    ),
    Baseline.LAST_FOUGHT: (
        "Changes are counted from the council as it stood after these seats were last fought, so "
        "by-elections and defections since are part of the change."
    ),
    Baseline.NOTIONAL: (
        "Changes are counted from the last result restated on the new ward boundaries, so the "
        "council before has as many seats as the one after."
    ),
}


def joined(parts: list[str]) -> str:
    """Return words joined as a sentence joins them: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def seats_in_words(number: int) -> str:
    """Return "1 seat" or "4 seats"."""
    return f"{number} seat" if number == 1 else f"{number} seats"
