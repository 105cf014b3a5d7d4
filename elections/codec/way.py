"""Between a result on its way to readers and the JSON that stores where it is, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from elections.codec.pieces import control_json, control_of
from elections.domain.desk.sheets import Counted, Difference, Line, Said, Sheet, What
from elections.domain.desk.states import (
    Agreed,
    Approved,
    Checked,
    Differences,
    Expected,
    FirstEntry,
    HandedIn,
    Keep,
    Published,
    Retracted,
    Round,
    SecondEntry,
    Settled,
    State,
    TwoAgree,
    Typist,
)

Json = Any


class UnknownStateError(ValueError):
    """What is stored is no state that this version of the site knows."""


def sheet_json(sheet: Sheet) -> Json:
    """Return a sheet as JSON."""
    said = sheet.control_said
    return {
        "counted": sheet.counted.value,
        "seats": dict(sheet.seats),
        "vacant": sheet.vacant,
        "control_said": None if said is None else control_json(said),
    }


def sheet_of(stored: Json) -> Sheet:
    """Return the sheet that JSON stands for."""
    said = stored["control_said"]
    return Sheet(
        Counted(stored["counted"]),
        stored["seats"],
        stored["vacant"],
        None if said is None else control_of(said),
    )


def said_json(said: Said) -> Json:
    """Return what stands on a line of a sheet as JSON."""
    match said:
        case Counted():
            return said.value
        case int() | None:
            return said
        case control:
            return control_json(control)


def differences_json(found: Iterable[Difference]) -> Json:
    """Return the lines on which two sheets differ as JSON: key, before, after."""
    return [[each.line.key, said_json(each.first), said_json(each.second)] for each in found]


def differences_of(stored: Json) -> tuple[Difference, ...]:
    """Return the lines that JSON stands for."""
    lines = [(Line.of(key), before, after) for key, before, after in stored]
    return tuple(
        Difference(line, _said_of(line, before), _said_of(line, after))
        for line, before, after in lines
    )


def _said_of(line: Line, stored: Json) -> Said:
    match line.what:
        case What.COUNTED:
            return Counted(stored)
        case What.CONTROL_SAID:
            return None if stored is None else control_of(stored)
        case _:
            return int(stored)


def way_json(state: State) -> Json:
    """Return a state, with all that led to it, as JSON."""
    return {"state": state.name, **_state_json(state)}


def way_of(stored: Json) -> State:
    """Return the state that JSON stands for. Raises UnknownStateError."""
    match stored["state"]:
        case "expected":
            return Expected()
        case "first_entry":
            return FirstEntry(_round_of(stored["round"]), stored["sent_back"])
        case "second_entry":
            return SecondEntry(_round_of(stored["round"]), _entry_of(stored["first"]))
        case "differences":
            return Differences(
                _round_of(stored["round"]),
                _entry_of(stored["first"]),
                _entry_of(stored["second"]),
                tuple(
                    (Typist(who), frozenset(Line.of(key) for key in lines))
                    for who, lines in stored["asked"]
                ),
            )
        case "agreed":
            return Agreed(
                _round_of(stored["round"]),
                sheet_of(stored["sheet"]),
                _checked_of(stored["checked"]),
            )
        case "published" | "corrected":
            return _published_of(stored)
        case "retracted":
            return Retracted(stored["reason"])
        case name:
            raise UnknownStateError(f"There is no state '{name}'.")


def _state_json(state: State) -> Mapping[str, Json]:
    match state:
        case Expected():
            return {}
        case FirstEntry(round=of, sent_back=sent_back):
            return {"round": _round_json(of), "sent_back": sent_back}
        case SecondEntry(round=of, first=first):
            return {"round": _round_json(of), "first": _entry_json(first)}
        case Differences(round=of, first=first, second=second, asked=asked):
            return {
                "round": _round_json(of),
                "first": _entry_json(first),
                "second": _entry_json(second),
                "asked": [[who.value, sorted(line.key for line in lines)] for who, lines in asked],
            }
        case Agreed(round=of, sheet=sheet, checked=checked):
            return {
                "round": _round_json(of),
                "sheet": sheet_json(sheet),
                "checked": _checked_json(checked),
            }
        case Published():
            return _published_json(state)
        case Retracted(reason=reason):
            return {"reason": reason}


def _round_json(of: Round) -> Json:
    published = of.published
    return {
        "published": None if published is None else way_json(published),
        "reason": of.reason,
    }


def _round_of(stored: Json) -> Round:
    published = stored["published"]
    return Round(None if published is None else _published_of(published), stored["reason"])


def _published_json(state: Published) -> Mapping[str, Json]:
    return {
        "sheet": sheet_json(state.sheet),
        "checked": _checked_json(state.checked),
        "corrects": state.corrects,
    }


def _published_of(stored: Json) -> Published:
    return Published(sheet_of(stored["sheet"]), _checked_of(stored["checked"]), stored["corrects"])


def _entry_json(entry: HandedIn) -> Json:
    at = entry.declared_at
    return {
        "by": entry.by,
        "sheet": sheet_json(entry.sheet),
        "source": entry.source,
        "declared_at": None if at is None else at.isoformat(),
        "note": entry.note,
        "ticked": list(entry.ticked),
    }


def _entry_of(stored: Json) -> HandedIn:
    at = stored["declared_at"]
    return HandedIn(
        stored["by"],
        sheet_of(stored["sheet"]),
        stored["source"],
        None if at is None else datetime.fromisoformat(at),
        stored["note"],
        tuple(stored["ticked"]),
    )


def _checked_json(checked: Checked) -> Json:
    match checked:
        case Approved(entry=entry, by=by):
            return {"how": "approved", "entry": _entry_json(entry), "by": by}
        case TwoAgree(first=first, second=second):
            return {"how": "two_agree", "first": _entry_json(first), "second": _entry_json(second)}
        case Settled(first=first, second=second, kept=kept, by=by):
            return {
                "how": "settled",
                "first": _entry_json(first),
                "second": _entry_json(second),
                "kept": [[line.key, keep.value] for line, keep in kept],
                "by": by,
            }


def _checked_of(stored: Json) -> Checked:
    match stored["how"]:
        case "approved":
            return Approved(_entry_of(stored["entry"]), stored["by"])
        case "two_agree":
            return TwoAgree(_entry_of(stored["first"]), _entry_of(stored["second"]))
        case "settled":
            return Settled(
                _entry_of(stored["first"]),
                _entry_of(stored["second"]),
                tuple((Line.of(key), Keep(keep)) for key, keep in stored["kept"]),
                stored["by"],
            )
        case how:
            raise UnknownStateError(f"Nothing is checked by '{how}'.")
