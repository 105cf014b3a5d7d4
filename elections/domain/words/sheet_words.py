"""What is said of a sheet: to its typist, who is to look at the sheet again, and to an editor, who is told why."""

from __future__ import annotations

from types import MappingProxyType

from elections.domain.desk.checking import SheetCode, SheetFinding
from elections.domain.desk.sheets import Line, What
from elections.domain.words.naming import Names, joined, seats_in_words

# What each code stands for, whatever the sheet. `docs/findings.md` says what to do about it.
SHEET_MEANINGS = MappingProxyType(
    {
        SheetCode.EMPTY: "nobody has a seat on the sheet",
        SheetCode.SUM_IS_NOT_THE_SIZE: (
            "the parties' seats and the vacant seats do not add up to the size of the council"
        ),
        SheetCode.MORE_WON_THAN_UP: "more seats were won than were up",
        SheetCode.CHANGE_EXCEEDS_SEATS_UP: (
            "a party gained or lost more seats since the eve of the poll than were up"
        ),
        SheetCode.CONTROL_DIFFERS: "control as the sheet says it does not follow from its seats",
        SheetCode.BEFORE_THE_POLL_CLOSED: "the result is from before the poll closed",
        SheetCode.NOT_KNOWN_WHAT_STAYS: (
            "seats won are entered, and the seats that each party defended are not known"
        ),
        SheetCode.DEFENDED_EXCEEDS_HELD: (
            "a party is said to have defended more seats than it held on the eve of the poll"
        ),
        SheetCode.LARGE_SWING: "a party gained or lost more than two thirds of the seats up",
        SheetCode.STRANGER: "a party has a seat that neither sat nor stood there before",
        SheetCode.SEATS_VACANT: "seats are vacant after the poll",
        SheetCode.SIZE_NOT_KNOWN: "the size of the council is not known",
        SheetCode.FEWER_WON_THAN_UP: "fewer seats were won than were up",
        SheetCode.CHANGE_SEEMS_TO_EXCEED: (
            "a party gained or lost more seats than were up, since an eve of the poll that is only "
            "known approximately"
        ),
        SheetCode.IN_THE_FUTURE: "the result is to be declared in the future",
    }
)


def line_words(line: Line, names: Names) -> str:
    """Return a line of a sheet in words: "Labour", "the vacant seats"."""
    match line.what:
        case What.SEATS:
            return names.party(line.party).name
        case What.VACANT:
            return "the vacant seats"
        case What.CONTROL_SAID:
            return "who is said to have control"
        case What.COUNTED:
            return "whether the numbers are seats won or seats held"


def for_the_typist(finding: SheetFinding, names: Names) -> str:
    """Return where to look on the sheet again, and nothing of what would make the sum right.

    A typist who is told by how much a sum is out tends to make it right without the sheet.
    """
    where = joined([line_words(line, names) for line in finding.lines])
    match finding.code:
        case SheetCode.EMPTY:
            return "Nothing is filled in: enter each party's seats from the sheet."
        case SheetCode.NOT_KNOWN_WHAT_STAYS:
            return (
                "For this council the seats won are not enough: enter the seats that each party "
                "holds now, those that were not up included."
            )
        case SheetCode.SUM_IS_NOT_THE_SIZE:
            return "Check every figure and the vacant seats against the sheet."
        case SheetCode.MORE_WON_THAN_UP:
            return (
                "Check every figure against the sheet, and whether it gives the seats won or held."
            )
        case SheetCode.FEWER_WON_THAN_UP:
            return "Check every figure against the sheet, and whether a ward is still to come."
        case SheetCode.BEFORE_THE_POLL_CLOSED | SheetCode.IN_THE_FUTURE:
            return "Check the time of the declaration against the sheet."
        case SheetCode.CONTROL_DIFFERS:
            return "Check who is said to have control, and the figures, against the sheet."
        case SheetCode.SIZE_NOT_KNOWN:
            return "Check every figure against the sheet: the size of this council is not stored."
        case SheetCode.DEFENDED_EXCEEDS_HELD:
            return "Check whether these are the seats won, or enter the seats held now."
        case _:
            return f"Check this against the sheet: {where}."


def for_the_editor(finding: SheetFinding, names: Names) -> str:
    """Return what was found, with the numbers."""
    number, limit = finding.number or 0, finding.limit or 0
    where = joined([line_words(line, names) for line in finding.lines])
    match finding.code:
        case SheetCode.SUM_IS_NOT_THE_SIZE:
            apart = abs(number - limit)
            way = "too many" if number > limit else "too few"
            return (
                f"The seats add up to {number}, and the council has {limit}: "
                f"{seats_in_words(apart)} {way}."
            )
        case SheetCode.MORE_WON_THAN_UP | SheetCode.FEWER_WON_THAN_UP:
            return f"{seats_in_words(number).capitalize()} were won, and {limit} were up."
        case SheetCode.CHANGE_EXCEEDS_SEATS_UP:
            return (
                f"{where} moved by {seats_in_words(number)} since the eve of the poll, and only "
                f"{limit} were up."
            )
        case SheetCode.CHANGE_SEEMS_TO_EXCEED:
            return (
                f"{where} moved by {seats_in_words(number)}, and {limit} were up; who held what on "
                "the eve of the poll is only known approximately."
            )
        case SheetCode.LARGE_SWING:
            return f"{where} moved by {seats_in_words(number)}, and {limit} were up."
        case SheetCode.STRANGER:
            return (
                f"{where} has {seats_in_words(number)}, and neither sat nor stood here before, "
                "as far as this site knows."
            )
        case SheetCode.SEATS_VACANT:
            return f"{seats_in_words(number).capitalize()} {'is' if number == 1 else 'are'} vacant."
        case code:
            meaning = SHEET_MEANINGS[code]
            return f"{meaning[:1].upper()}{meaning[1:]}."
