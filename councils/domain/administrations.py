"""Who runs a council, read from a table's short label: "LAB/LD/GRN", "LAB min", "CON Mayor".

A sourced fact of its own, never derived from seats: whoever runs a council need hold no majority.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Form(StrEnum):
    """How whoever runs a council does so, as far as a label says it."""

    ALONE = "alone"
    TOGETHER = "together"
    MINORITY = "minority"
    MAYOR = "mayor"


@dataclass(frozen=True, slots=True)
class Administration:
    """Who runs a council, by the parties' slugs in the label's order, and how.

    Several with the form MINORITY run it together as a minority.
    """

    parties: tuple[str, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class InItsOwnWords:
    """A label that names somebody this site does not know by that name: told as it stands."""

    label: str


# As Open Council Data UK's yearly tables abbreviate them.
ABBREVIATIONS = MappingProxyType(
    {
        "CON": "conservative",
        "GRN": "green",
        "IND": "independent",
        "LAB": "labour",
        "LD": "liberal-democrats",
        "PC": "plaid-cymru",
        "REF": "reform-uk",
        "SNP": "snp",
        "UKIP": "ukip",
    }
)


def read_label(label: str) -> Administration | InItsOwnWords | None:
    """Return who runs a council by a label, or None where the label is empty.

    "LD/GRN/IND min" is a minority of three together. A label with an abbreviation that is not
    listed, a party twice or a form that is none, as in "Aspire Mayor" or "CIIP/PIP", is left as
    it stands.
    """
    label = " ".join(label.split())
    if not label:
        return None
    names, _, how = label.partition(" ")
    parties = tuple(ABBREVIATIONS.get(name, "") for name in names.split("/"))
    if not all(parties) or len(set(parties)) < len(parties):
        return InItsOwnWords(label)
    match how, len(parties):
        case "", 1:
            return Administration(parties, Form.ALONE)
        case "", _:
            return Administration(parties, Form.TOGETHER)
        case "min", _:
            return Administration(parties, Form.MINORITY)
        case "Mayor", 1:
            return Administration(parties, Form.MAYOR)
        case _:
            return InItsOwnWords(label)
