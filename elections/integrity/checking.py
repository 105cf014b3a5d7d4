"""Every check there is, over all facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from elections.integrity.breaches import Breach
from elections.integrity.contests import claim_breaches, contest_breaches
from elections.integrity.facts import Facts
from elections.integrity.proposals import proposal_breaches
from elections.integrity.register import (
    name_breaches,
    place_breaches,
    succession_breaches,
    year_breaches,
)
from elections.integrity.results import result_breaches

CHECKS: Final[tuple[Callable[[Facts], Iterator[Breach]], ...]] = (
    succession_breaches,
    name_breaches,
    place_breaches,
    year_breaches,
    contest_breaches,
    claim_breaches,
    result_breaches,
    proposal_breaches,
)


def check(facts: Facts) -> tuple[Breach, ...]:
    """Return every breach, by code and entry."""
    return tuple(sorted({breach for each in CHECKS for breach in each(facts)}))
