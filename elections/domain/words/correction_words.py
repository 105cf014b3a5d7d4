"""A correction or a retraction as readers are told of it."""

from __future__ import annotations

from elections.domain.desk.corrected import Corrected, PutRight, TakenBack
from elections.domain.desk.sheets import Counted, Difference, Said, What
from elections.domain.words.naming import Names
from elections.domain.words.wording import control_words

COUNTED_WORDS = {Counted.HELD: "seats held", Counted.WON: "seats won"}
SHORT = {What.VACANT: "vacant", What.CONTROL_SAID: "control", What.COUNTED: "counted"}


def corrected_words(corrected: Corrected, *, when: str, names: Names) -> str:
    """Return what was done and why: "Corrected at 04:12: Labour 33, not 32; misread sheet."

    `when` is the time in words as it follows "Corrected at".
    """
    reason = corrected.reason.rstrip(".")
    match corrected:
        case PutRight(lines=lines):
            told = (*(difference_words(each, names) for each in lines), reason)
            return f"Corrected at {when}: {'; '.join(told)}."
        case TakenBack():
            return f"Taken back at {when}: {reason}."


def difference_words(difference: Difference, names: Names) -> str:
    """Return what a line says now and what it said before: "Labour 33, not 32"."""
    line = difference.line
    name = names.party(line.party).name if line.what is What.SEATS else SHORT[line.what]
    return (
        f"{name} {said_words(difference.second, names)}, not {said_words(difference.first, names)}"
    )


def said_words(said: Said, names: Names) -> str:
    """Return what stands on a line, in words."""
    match said:
        case Counted():
            return COUNTED_WORDS[said]
        case int():
            return str(said)
        case None:
            return "not said"
        case control:
            return control_words(control, names)
