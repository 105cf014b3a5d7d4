"""Breaches of what must hold, by code and entry, and the exceptions that are known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What is broken. `docs/integrity.md` says what each means and what to do."""

    SUCCESSOR_MISSING = "I101"
    SUCCESSION_OFF_DAY = "I102"
    SUCCESSOR_TOO_LATE = "I103"
    ALIAS_IS_A_SLUG = "I104"
    ALIAS_IS_A_CODE = "I105"
    PLACE_MISSING = "I106"
    PLACE_ON_WRONG_MAP = "I107"
    SOURCES_SHARE_A_SLUG = "I108"
    SEATS_EXCEED_SIZE = "I201"
    PARTY_NOT_STORED = "I202"
    YEAR_DIFFERS_FROM_SIZE = "I203"
    NO_COUNCIL_THAT_YEAR = "I204"
    SIZE_MISSING = "I301"
    NO_COUNCIL_THAT_DAY = "I302"
    NEW_BUT_OLD = "I303"
    SEATS_UP_DO_NOT_FIT = "I304"
    ID_DOES_NOT_FIT = "I305"
    LAST_FOUGHT_LATER = "I306"
    CLAIM_EXCEEDS_SIZE = "I401"
    CLAIMS_EXCEED_SIZE = "I402"
    WHOLE_LIST_FALLS_SHORT = "I403"
    SOURCE_CLAIMS_NOTHING = "I404"
    REPLACES_ANOTHER_CONTESTS = "I405"
    BUNDLE_HAS_CONTROL = "I406"
    NOT_PUBLISHED = "I501"
    NOT_WHAT_CLAIMS_COME_TO = "I502"
    CANNOT_BE_READ = "I503"
    TALLIES_EXCEED_SIZE = "I504"
    CONTROL_AGAINST_SEATS = "I505"
    MAJORITY_WITHOUT_CONTROL = "I506"
    CHANGE_MISSING = "I507"
    PROPOSAL_CANNOT_BE_READ = "I601"
    PROPOSAL_SAYS_TWO_THINGS = "I602"
    PROPOSAL_OF_NOTHING = "I603"


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """Something that must hold and does not: of which entry, and how it is."""

    code: Code
    entry: str
    detail: str

    def __str__(self) -> str:
        """Return the breach on one line."""
        return f"{self.code.value} {self.entry}: {self.detail}"


@dataclass(frozen=True, slots=True)
class KnownException:
    """A breach that the published data has itself: by code and entry, with its source and why."""

    code: str
    entry: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left to mend: breaches nobody knew of, and exceptions that are none any more."""

    unknown: tuple[Breach, ...]
    known: tuple[Breach, ...]
    gone: tuple[KnownException, ...]

    @property
    def is_clean(self) -> bool:
        """Return whether nothing is left to mend."""
        return not self.unknown and not self.gone


def judge(breaches: Iterable[Breach], exceptions: Sequence[KnownException]) -> Verdict:
    """Return which breaches are known, which are not, and which exceptions no longer occur."""
    found = sorted(set(breaches))
    names = {(each.code, each.entry) for each in exceptions}
    occurring = {(each.code.value, each.entry) for each in found}
    return Verdict(
        unknown=tuple(each for each in found if (each.code.value, each.entry) not in names),
        known=tuple(each for each in found if (each.code.value, each.entry) in names),
        gone=tuple(each for each in exceptions if (each.code, each.entry) not in occurring),
    )
