"""Searching the whole site: what a few typed letters may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rapidfuzz.distance import OSA

from elections.browsing.names import fold

# No name here is longer.
LONGEST_ASKED = 100
# Fewer letters than these are near almost anything.
FEWEST_LETTERS_FOR_NEAR = 4
# What stands in the names of councils in law and is typed after their usual ones.
_SAID_OF_ANY = frozenset({"and", "the", "of", "council", "borough", "district", "city", "county"})


class Kind(StrEnum):
    """What may be found, in the order in which equals are told."""

    COUNCIL = "council"
    REGION = "region"
    PARTY = "party"
    ELECTION = "election"
    SOURCE = "source"


class How(IntEnum):
    """How what was typed fits a name, the best first."""

    EXACTLY = 0
    ANOTHER_NAME = 1
    BEGINS = 2
    WORDS_BEGIN = 3
    ANOTHER_NAME_BEGINS = 4
    INSIDE = 5
    NEARLY = 6


@dataclass(frozen=True, slots=True)
class Findable:
    """Something with a page. `names` are its own, folded, the usual one first.

    `others` are further names, folded and as they are written, or with nothing to show for a mere
    spelling. `codes` count only when they are typed in full. `says` tells what it is; `became`
    what became of what is no longer there.
    """

    kind: Kind
    name: str
    href: str
    says: str
    names: tuple[str, ...]
    others: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()
    is_former: bool = False
    became: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Something found, and how.

    `by` is the other name it answered to, where it was one; `wrong` how many letters are not as
    they were typed.
    """

    found: Findable
    how: How
    by: str = ""
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """All that fits what was asked for, the likeliest first."""

    asked: str
    matches: tuple[Match, ...]

    @property
    def are_near(self) -> bool:
        """Return whether nothing has such a name, and these have one that is like it."""
        return bool(self.matches) and self.matches[0].how is How.NEARLY

    @property
    def the_one(self) -> Findable | None:
        """Return the one page that is meant beyond doubt, or None where there may be another.

        Its own name is typed out and no other's. Another name of it will do where no name of
        anything else begins so: "hull" is Kingston upon Hull, "newcastle" may be either.
        """
        exact = [each for each in self.matches if each.how is How.EXACTLY]
        if len(exact) == 1 and exact[0].found.kind in _NAMED_ONCE:
            return exact[0].found
        words = [each for each in self.matches if each.how < How.INSIDE]
        if len(words) == 1 and words[0].how is How.ANOTHER_NAME:
            return words[0].found
        return None


# Elections and sources are found by words that others have too: a year, an outlet.
_NAMED_ONCE = frozenset({Kind.COUNCIL, Kind.REGION, Kind.PARTY})


def find(everything: Iterable[Findable], asked: str) -> Found:
    """Return what fits the words asked for: by a name, or else by one that is nearly it.

    Within one way of fitting what is there now comes before what was, councils before the rest,
    then A to Z. What holds no letter or digit finds nothing.
    """
    folded = fold(asked)
    if not folded:
        return Found(asked, ())
    items = tuple(everything)
    matches = [match for each in items if (match := _match(each, folded)) is not None]
    if not matches and (fewer := _without_what_any_has(folded)):
        matches = [match for each in items if (match := _match(each, fewer)) is not None]
    if not matches:
        matches = _near(items, folded)
    return Found(asked, tuple(sorted(matches, key=_rank)))


def _rank(match: Match) -> tuple[int, int, bool, int, str, str]:
    found = match.found
    kind = list(Kind).index(found.kind)
    return match.how, match.wrong, found.is_former, kind, found.name, found.href


def _match(item: Findable, asked: str) -> Match | None:
    if asked in item.names or asked in item.codes:
        return Match(item, How.EXACTLY)
    for name, written in item.others:
        if name == asked:
            return Match(item, How.ANOTHER_NAME, written)
    # "London" begins the names in law of thirty boroughs, and none that people say.
    if any(name.startswith(asked) for name in item.names[:1]):
        return Match(item, How.BEGINS)
    words = [word for word in asked.split() if word != "and"]
    if any(_words_begin(name, words) for name in item.names):
        return Match(item, How.WORDS_BEGIN)
    for name, written in item.others:
        if name.startswith(asked) or _words_begin(name, words):
            return Match(item, How.ANOTHER_NAME_BEGINS, written)
    if len(asked) >= FEWEST_LETTERS_FOR_NEAR and any(asked in name for name in item.names):
        return Match(item, How.INSIDE)
    return None


def _words_begin(name: str, words: Sequence[str]) -> bool:
    there = name.split()
    return bool(words) and all(any(each.startswith(word) for each in there) for word in words)


def _without_what_any_has(asked: str) -> str:
    """Return what is asked for without "borough council" and the like, or nothing if that is all."""
    fewer = " ".join(word for word in asked.split() if word not in _SAID_OF_ANY)
    return "" if fewer == asked else fewer


def _near(items: Sequence[Findable], asked: str) -> list[Match]:
    """Return what has nearly such a name: those with the fewest letters wrong, and one more."""
    if len(asked.replace(" ", "")) < FEWEST_LETTERS_FOR_NEAR:
        return []
    near: list[Match] = []
    for item in items:
        # The words of a title are near anything.
        if item.kind is Kind.SOURCE:
            continue
        tried = [
            (wrong, written)
            for name, written in (*((name, "") for name in item.names), *item.others)
            if (wrong := _letters_wrong(asked, name)) is not None
        ]
        if tried:
            wrong, written = min(tried)
            near.append(Match(item, How.NEARLY, written, wrong))
    fewest = min((match.wrong for match in near), default=0)
    return [match for match in near if match.wrong <= fewest + 1]


def _letters_wrong(asked: str, name: str) -> int | None:
    """Return by how many letters a name differs, as a whole or word by word, if by few.

    Two letters changed over count as one. Blanks count for nothing: "tunbridgewells".
    """
    one, other = asked.replace(" ", ""), name.replace(" ", "")
    allowed = _allowed(one)
    whole = OSA.distance(one, other, score_cutoff=allowed)
    if whole <= allowed:
        return whole
    there = name.split()
    total = 0
    for word in asked.split():
        if word in _SAID_OF_ANY:
            continue
        allowed = _allowed(word)
        nearest = min(
            min(
                OSA.distance(word, each, score_cutoff=allowed),
                OSA.distance(word, each[: len(word)], score_cutoff=allowed),
            )
            for each in there
        )
        if nearest > allowed:
            return None
        total += nearest
    # Words that any council has are left out: with nothing but them, nothing is near.
    return total or None


def _allowed(word: str) -> int:
    """Return how many letters of a word may be wrong: none of the short ones, at most three."""
    return min(len(word) // 4, 3)
