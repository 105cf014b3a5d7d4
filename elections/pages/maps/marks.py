"""What a hexagon carries for what happened in its council: a colour, a pattern, letters, a thick edge.

Nothing is said by colour alone: parties have letters, no overall control is hatched, and where
control changed the edge is thick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from councils.domain.control import Majority, NoOverallControl, NotApplicable
from elections.browsing.contests import NOC, NOT_APPLICABLE, TIED, UNDETERMINED, ContestSummary
from elections.browsing.criteria import Facet
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.overview.flow import CHANGED
from elections.domain.overview.largest import Largest, Tied
from elections.keeping import same_for_same
from elections.pages.facts import Parties
from elections.pages.words import MINUS


class Colouring(StrEnum):
    """What a map is coloured by, as `?map=` calls it."""

    CONTROL = "control"
    CHANGE = "change"
    LARGEST = "largest"


COLOURING_LABELS = MappingProxyType(
    {
        Colouring.CONTROL: "Control after",
        Colouring.CHANGE: "Change of control",
        Colouring.LARGEST: "Largest party",
    }
)
# What each narrows a list down by: its legend's entries are the choices of a facet.
FACET_OF = MappingProxyType(
    {
        Colouring.CONTROL: Facet.CONTROL,
        Colouring.CHANGE: Facet.CHANGE,
        Colouring.LARGEST: Facet.LARGEST,
    }
)


class Look(StrEnum):
    """How a hexagon is filled. The names are classes of the stylesheet."""

    SOLID = "solid"
    PALE = "pale"
    HATCHED = "hatched"
    PALE_HATCHED = "pale-hatched"
    OPEN = "open"
    # In the election, and not among those asked for.
    GREY = "grey"
    # Not in the election.
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Mark:
    """How hexagons look that say the same. `key` tells marks of one map apart.

    `holder` is the colour's class, empty for none. `code` is written on a map that is large
    enough, else `letter`; `sign` stands above it.
    """

    key: str
    look: Look
    holder: str = ""
    code: str = ""
    letter: str = ""
    sign: str = ""
    is_outlined: bool = False

    @property
    def fill(self) -> str:
        """Return the class of its colour."""
        return self.holder or "no-party"

    @property
    def is_line(self) -> bool:
        """Return whether it is a line around nothing."""
        return self.look in {Look.OPEN, Look.EMPTY}

    @property
    def pattern(self) -> str:
        """Return the id of its hatching, empty where it has none."""
        return f"hatch-{self.fill}" if self.look in {Look.HATCHED, Look.PALE_HATCHED} else ""


GREY = Mark("grey", Look.GREY)
EMPTY = Mark("empty", Look.EMPTY)
# What a thick edge means, alone, for a legend.
CHANGED_HANDS = Mark("changed", Look.EMPTY, is_outlined=True)
NOT_KNOWN = Mark(UNDETERMINED, Look.OPEN, code="?", letter="?")
NO_PARTY_CONTROL = Mark(NOT_APPLICABLE, Look.OPEN, code="n/a", letter="\N{MINUS SIGN}")
NO_CONTROL = Mark(NOC, Look.HATCHED, "noc")
A_TIE = Mark(TIED, Look.HATCHED, "noc", code="=", letter="=")

# What stands in a legend for each change, whoever it was.
OF_KIND = MappingProxyType(
    {
        ChangeKind.GAIN: Mark("gain", Look.SOLID, sign="+", is_outlined=True),
        ChangeKind.LOSS_TO_NOC: Mark("loss", Look.HATCHED, sign=MINUS, is_outlined=True),
        ChangeKind.NEW: Mark("new", Look.SOLID, sign="*", is_outlined=True),
        ChangeKind.HOLD: Mark("hold", Look.PALE),
        ChangeKind.STAYS_NOC: Mark("stays-noc", Look.PALE_HATCHED, "noc"),
        ChangeKind.UNDETERMINED: NOT_KNOWN,
        ChangeKind.NOT_APPLICABLE: NO_PARTY_CONTROL,
    }
)


@dataclass(frozen=True, slots=True)
class Letters:
    """What a party is called where there is room for three letters, and for one."""

    code: str
    letter: str


@same_for_same(most=4)
def letters_of(parties: Parties) -> Mapping[str, Letters]:
    """Return each party's letters by its slug. No two parties have the same one letter, if it can be.

    The code is the party's short name; the letter is the first of it, or of its name, that no
    party listed before it has: L for Labour, D for the Liberal Democrats.
    """
    given: dict[str, Letters] = {}
    for slug, party in sorted(parties.by_slug.items(), key=lambda each: each[1].position):
        code = (party.short_name or party.name)[:4]
        candidates = [each.upper() for each in code + party.name + slug if each.isalpha()]
        taken = {letters.letter for letters in given.values()}
        letter = next((each for each in candidates if each not in taken), candidates[0])
        given[slug] = Letters(code, letter)
    return MappingProxyType(given)


def mark_of(summary: ContestSummary, colouring: Colouring, letters: Mapping[str, Letters]) -> Mark:
    """Return how a contest looks on a map that is coloured by one thing or another."""
    match colouring:
        case Colouring.CONTROL:
            return _by_control(summary.change, letters)
        case Colouring.CHANGE:
            return _by_change(summary.change, letters)
        case Colouring.LARGEST:
            return _by_largest(summary, letters)


def mark_of_value(value: str, colouring: Colouring, letters: Mapping[str, Letters]) -> Mark:
    """Return what stands in the legend for one choice of the facet that a map is coloured by."""
    if colouring is Colouring.CHANGE:
        return OF_KIND[ChangeKind(value)]
    match value:
        case "noc":
            return NO_CONTROL
        case "tied":
            return A_TIE
        case "undetermined":
            return NOT_KNOWN
        case "not_applicable":
            return NO_PARTY_CONTROL
        case party:
            return _solid(party, letters)


def _by_control(change: ChangeOfControl, letters: Mapping[str, Letters]) -> Mark:
    match change.after:
        case Majority(party=party):
            mark = _solid(party, letters)
        case NoOverallControl():
            mark = NO_CONTROL
        case NotApplicable():
            return NO_PARTY_CONTROL
        case _:
            return NOT_KNOWN
    return _outlined(mark) if change.kind in CHANGED else mark


def _by_change(change: ChangeOfControl, letters: Mapping[str, Letters]) -> Mark:
    like = OF_KIND[change.kind]
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN | ChangeKind.NEW, after=Majority(party=party)):
            return _partys(like, party, letters)
        case ChangeOfControl(kind=ChangeKind.HOLD, after=Majority(party=party)):
            return _partys(like, party, letters)
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC, before=Majority(party=party)):
            return _partys(like, party, letters)
        case ChangeOfControl(kind=ChangeKind.NEW):
            return replace(like, key=f"{like.key}-noc", look=Look.HATCHED, holder="noc")
        case _:
            return like


def _by_largest(summary: ContestSummary, letters: Mapping[str, Letters]) -> Mark:
    match summary.largest:
        case Largest(holder=holder):
            return _solid(holder, letters)
        case Tied():
            return A_TIE
        case _:
            return NOT_KNOWN


def _solid(party: str, letters: Mapping[str, Letters]) -> Mark:
    return Mark(party, Look.SOLID, party, letters[party].code, letters[party].letter)


def _outlined(mark: Mark) -> Mark:
    return replace(mark, key=f"{mark.key}-changed", is_outlined=True)


def _partys(like: Mark, party: str, letters: Mapping[str, Letters]) -> Mark:
    return replace(
        like,
        key=f"{party}-{like.key}",
        holder=party,
        code=letters[party].code,
        letter=letters[party].letter,
    )
