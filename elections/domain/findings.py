"""Coded findings: what an editor must mend (E) or know of (W) before a result goes out.

The wording is in `elections/domain/words/finding_words.py`, the meaning in `docs/findings.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elections.domain.fields import Field
from elections.domain.figures import Rule
from elections.domain.sources import Citation


class Code(StrEnum):
    """What was found. `E...` stops publication, `W...` asks for an acknowledgement.

    E1xx: the figures of one source, with the council's standing facts, cannot all be right.
    W1xx: the same, between the figures of several sources.
    E4xx: no result of this election may be published yet, whatever its figures.
    """

    SUM_FAILS = "E101"
    CHANGE_FAILS = "E102"
    SIZE_FAILS = "E103"
    CONTROL_FAILS = "E104"
    WORDS_FAIL = "E105"
    SEATS_WON_FAIL = "E106"
    TWO_VALUES = "E107"
    POLLS_ARE_OPEN = "E401"
    ELECTION_IS_A_DRAFT = "E402"
    SOURCES_SUM_FAILS = "W101"
    SOURCES_CHANGE_FAILS = "W102"
    SOURCES_SIZE_FAILS = "W103"
    SOURCES_CONTROL_FAILS = "W104"
    SOURCES_WORDS_FAIL = "W105"
    SOURCES_SEATS_WON_FAIL = "W106"
    SOURCES_DIFFER = "W107"
    SEATS_UNACCOUNTED = "W201"
    SIZE_UNKNOWN = "W202"

    @property
    def stops_publication(self) -> bool:
        """Return whether a result with this finding may not be published."""
        return self.value.startswith("E")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its code, the fields it binds, and what its sentence needs.

    `number` is a number of seats (those unaccounted for, those too many), `rule` the rule that
    failed, `citations` the claims concerned.
    """

    code: Code
    fields: tuple[Field, ...]
    rule: Rule | None = None
    number: int | None = None
    citations: tuple[Citation, ...] = ()
