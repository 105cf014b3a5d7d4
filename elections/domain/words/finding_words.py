"""The sentence for each finding. The one place where they are worded; `docs/findings.md` explains."""

from __future__ import annotations

from elections.domain.baselines import AFTER
from elections.domain.fields import NOT_NAMED, TOTAL, VACANT, Field, Measure
from elections.domain.findings import Code, Finding
from elections.domain.polling import TooEarly
from elections.domain.words.election_words import TOO_EARLY_WORDS
from elections.domain.words.naming import BASELINE_NAMES, Names, joined, seats_in_words

# What each code stands for, whatever the council. `docs/findings.md` says what to do about it.
MEANINGS = {
    Code.SUM_FAILS: (
        "one source's seats add up to more than the council has, or its whole list and "
        "its vacant seats to less"
    ),
    Code.CHANGE_FAILS: "one source's seats before, changes and seats after do not fit together",
    Code.SIZE_FAILS: (
        "one source's figures for the size of the council, or the seats up, cannot all be right"
    ),
    Code.CONTROL_FAILS: (
        "control as one source states it, or a majority, does not follow from its seats; "
        "or control is said to be a bundle's"
    ),
    Code.WORDS_FAIL: (
        'what one source says in words ("needed six", "largest party", "one '
        'behind") does not fit its seats'
    ),
    Code.SEATS_WON_FAIL: "seats won exceed the seats up or the seats held, or leave too many",
    Code.TWO_VALUES: "one source gives two values for one figure",
    Code.POLLS_ARE_OPEN: "a source tells the result of an election whose polls have not closed",
    Code.ELECTION_IS_A_DRAFT: "the election is a draft, which readers do not see",
    Code.SOURCES_SUM_FAILS: (
        "the seats that different sources give do not add up to the size of the council"
    ),
    Code.SOURCES_CHANGE_FAILS: (
        "seats before, changes and seats after of different sources do not fit together"
    ),
    Code.SOURCES_SIZE_FAILS: "sizes of different sources do not fit together",
    Code.SOURCES_CONTROL_FAILS: (
        "control as stated does not follow from the seats that are stated"
    ),
    Code.SOURCES_WORDS_FAIL: "the words of one source do not fit the seats of another",
    Code.SOURCES_SEATS_WON_FAIL: "seats won by one source do not fit the seats held by another",
    Code.SOURCES_DIFFER: "sources state different values of one figure",
    Code.SEATS_UNACCOUNTED: "every party named has its seats, and they do not fill the council",
    Code.SIZE_UNKNOWN: "the size of the council is not known",
}


def sentence(finding: Finding, names: Names) -> str:
    """Return what was found, as a reader understands it, with the figures it concerns.

    Where they are all the parties of a council the sentence does not list them.
    """
    if finding.code in (Code.SEATS_UNACCOUNTED, Code.SIZE_UNKNOWN):
        return _found(finding)
    concerned = joined([field_words(name, names) for name in finding.fields])
    return f"{_found(finding)} It concerns {concerned}." if concerned else _found(finding)


def _found(finding: Finding) -> str:
    number = finding.number
    match finding.code:
        case Code.SUM_FAILS | Code.SOURCES_SUM_FAILS if number is not None:
            return f"The parties' seats add up to {number} more than the council has."
        case Code.SUM_FAILS:
            return "One source's seats do not add up to the size of the council."
        case Code.SOURCES_SUM_FAILS:
            return "The seats that different sources give do not add up to the size of the council."
        case Code.CHANGE_FAILS:
            return "One source's seats before, its changes and its seats after do not fit together."
        case Code.SOURCES_CHANGE_FAILS:
            return (
                "Seats before, changes and seats after, as different sources give them, do not fit "
                "together; each is shown as stated."
            )
        case Code.SIZE_FAILS:
            return "One source's figures for the size of the council cannot all be right."
        case Code.SOURCES_SIZE_FAILS:
            return "The sizes that different sources give for the council do not fit together."
        case Code.CONTROL_FAILS:
            return "Who has control, as one source states it, does not follow from its seats."
        case Code.SOURCES_CONTROL_FAILS:
            return "Who has control, as stated, does not follow from the seats that are stated."
        case Code.WORDS_FAIL:
            return "What one source says in words does not fit the seats it gives."
        case Code.SOURCES_WORDS_FAIL:
            return "What one source says in words does not fit the seats that others give."
        case Code.SEATS_WON_FAIL:
            return "The seats won cannot be right beside the seats held and the seats that were up."
        case Code.SOURCES_SEATS_WON_FAIL:
            return "The seats won by one source do not fit the seats held by another."
        case Code.TWO_VALUES:
            return "One source gives two values for one figure."
        case Code.POLLS_ARE_OPEN:
            return TOO_EARLY_WORDS[TooEarly.POLLS_ARE_OPEN]
        case Code.ELECTION_IS_A_DRAFT:
            return TOO_EARLY_WORDS[TooEarly.IS_A_DRAFT]
        case Code.SOURCES_DIFFER:
            return "Sources differ."
        case Code.SEATS_UNACCOUNTED:
            return f"{_moment_of(finding)}, {_seats_left(number or 0)} not accounted for."
        case Code.SIZE_UNKNOWN:
            return "The size of the council is not known, so little follows from the seats given."


def _seats_left(number: int) -> str:
    return f"{seats_in_words(number)} of the council {'is' if number == 1 else 'are'}"


def _moment_of(finding: Finding) -> str:
    moment = finding.fields[0].moment
    words = "after the poll" if moment is AFTER else BASELINE_NAMES[moment]
    return words[:1].upper() + words[1:]


def field_words(name: Field, names: Names) -> str:
    """Return a figure's name in words: "Labour seats after"."""
    when = "after" if name.moment is AFTER else BASELINE_NAMES[name.moment]
    holder = {TOTAL: "all", VACANT: "vacant", NOT_NAMED: "other parties'"}.get(name.holder)
    who = holder if holder is not None else names.party(name.holder).name
    match name.measure:
        case Measure.SEATS if name.holder == TOTAL:
            return f"the size of the council {when}"
        case Measure.SEATS:
            return f"{who} seats {when}"
        case Measure.CHANGE if name.holder == TOTAL:
            return f"the change in size since {when}"
        case Measure.CHANGE:
            return f"the change in {who} seats since {when}"
        case Measure.MAJORITY:
            return f"the {who} majority {when}"
        case Measure.CONTROL:
            return f"control {when}"
        case Measure.UP:
            return "the seats that were up"
        case Measure.WON:
            return f"the seats {who} won"
        case Measure.NEEDED:
            return f"the seats {who} needed to gain"
        case Measure.SHORT_BY:
            return f"the seats {who} fell short by"
        case Measure.LEAD:
            return f"the lead of {who} over {names.party(name.over).name} {when}"
