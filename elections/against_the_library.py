"""Control as seats have it beside control as the Commons Library publishes it: `docs/against-the-library.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    Undetermined,
    UndeterminedReason,
)

NOC, NONE, UNKNOWN, OTHER, INDEPENDENT = "noc", "none", "unknown", "other", "independent"


class Moment(StrEnum):
    """When: once these seats were last fought, or after the poll."""

    LAST_FOUGHT = "last_fought"
    AFTER = "after"


class Reason(StrEnum):
    """Why the Library's control and that of the seats differ."""

    BUNDLE_HOLDS = "The Library gives control to its bundle"
    KNOWS_ITS_BUNDLE = "The Library knows who is in its bundle"
    EXACTLY_HALF = "Exactly half of all seats, and more than half of those filled"
    CONTINUES = "The Library takes a council that goes on for a new one"
    NO_COLUMN = "No column for the SNP or Plaid Cymru"
    LABELS_SHIFTED = "The Library's labels are shifted"


EXPLAINED: Final[Mapping[Reason, str]] = {
    Reason.BUNDLE_HOLDS: "Its “OTH” counts independents and local parties together. Several parties are none, so a bundle"
    " never has control here: who has it is not known from these seats.",
    Reason.KNOWS_ITS_BUNDLE: "Its “OTH” has more than half of the seats, and the Library knows whether one of those in it"
    " has. The table does not say so of each, so here it is not known. In 2023 it also counts UKIP apart, which is"
    " in “other” in the table that is loaded.",
    Reason.EXACTLY_HALF: "The Library counts a majority of the seats that were filled on the day. Here a majority is more"
    " than half of all seats, vacant ones included.",
    Reason.CONTINUES: "The county council went on as a unitary one, and had members before.",
    Reason.NO_COLUMN: "Of councils in Scotland and Wales when last fought, the table that is loaded has no column for"
    " the SNP or Plaid Cymru: whose the seats are that it leaves over is not known.",
    Reason.LABELS_SHIFTED: "In the Library's table of Wales each label stands for the next party: CON for Labour, LD for"
    " Plaid Cymru, SNP/PC for others. Read so, it agrees with the seats.",
}
# What a Welsh label stands for.
SHIFTED: Final = {
    "conservative": "labour",
    "liberal-democrats": "plaid-cymru",
    "plaid-cymru": OTHER,
    UNKNOWN: "conservative",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Who had control of one council at one moment: by the Library, and by its seats.

    `theirs` is a party's slug, `noc`, `none` before a new council, or `unknown` where the Library's
    label is none. `seats` are those known, by party; `size` is None where it is not known.
    """

    polling_day: str
    council: str
    name: str
    nation: str
    moment: Moment
    theirs: str
    ours: Control
    seats: Mapping[str, int]
    size: int | None

    @property
    def agrees(self) -> bool:
        """Return whether both say the same."""
        return word(self.ours) == self.theirs


def word(control: Control) -> str:
    """Return a control as the Library's is written: a slug, `noc`, `none`, `undetermined`."""
    match control:
        case Majority(party=party):
            return party
        case NoOverallControl():
            return NOC
        case NoCouncilBefore():
            return NONE
        case Undetermined():
            return "undetermined"
        case _:
            return "not_applicable"


def why(each: Compared) -> Reason | None:
    """Return why the two differ; None where nothing that is known explains it."""
    if each.nation == "wales" and each.theirs in SHIFTED:
        return _if_shifted(each)
    match each.ours:
        case _ if each.theirs == NONE:
            return Reason.CONTINUES
        case Undetermined(reason=UndeterminedReason.OTHERS_BUNDLED):
            return Reason.BUNDLE_HOLDS if each.theirs == OTHER else Reason.KNOWS_ITS_BUNDLE
        case Undetermined() if _has_no_column(each):
            return Reason.NO_COLUMN
        case Undetermined() if each.theirs == OTHER and 2 * each.seats.get(OTHER, 0) > _size(each):
            return Reason.BUNDLE_HOLDS
        case NoOverallControl() if _has_exactly_half(each):
            return Reason.EXACTLY_HALF
        case _:
            return None


def _if_shifted(each: Compared) -> Reason | None:
    """Return the reason for a Welsh label, if the one that it stands for explains itself."""
    meant = SHIFTED[each.theirs]
    if meant == word(each.ours):
        return Reason.LABELS_SHIFTED
    bundled = 2 * each.seats.get(OTHER, 0)
    if meant == OTHER and bundled > min(_size(each), sum(each.seats.values())):
        return Reason.LABELS_SHIFTED
    return Reason.LABELS_SHIFTED if meant == "plaid-cymru" and _has_no_column(each) else None


def _has_no_column(each: Compared) -> bool:
    return each.moment is Moment.LAST_FOUGHT and each.nation in {"scotland", "wales"}


def _has_exactly_half(each: Compared) -> bool:
    """Return whether whom the Library names has half of all seats, of which some are not filled."""
    twice = 2 * each.seats.get(each.theirs, 0)
    return sum(each.seats.values()) < twice == _size(each)


def _size(each: Compared) -> int:
    return sum(each.seats.values()) if each.size is None else each.size


OPENING: Final = """\
# Control by the seats, against the Commons Library's

Made by `manage.py write_comparison` from the published results and `fixtures/library-control.csv`; a test holds it to
both. The Library publishes seats and control for 2022 (CBP-9545) and 2023 (CBP-9798), council by council: of the council
when these seats were last fought, and after the poll. Its seats are loaded as claims; its words on control are not,
and are compared here with what follows from the seats.
"""


def comparison_page(compared: Sequence[Compared]) -> str:
    """Return the page as Markdown. Differences without a reason stand under a head of their own."""
    differing = [each for each in compared if not each.agrees]
    by_reason: dict[Reason | None, list[Compared]] = {}
    for each in differing:
        by_reason.setdefault(why(each), []).append(each)
    lines = [OPENING, *_numbers(compared), *_flows(compared)]
    for reason in (*Reason, None):
        if reason in by_reason:
            lines += _section(reason, by_reason[reason])
    return "\n".join(lines) + "\n"


def _numbers(compared: Iterable[Compared]) -> Iterator[str]:
    yield "## How many agree\n"
    yield "| poll | nation | moment | councils | agree | differ |"
    yield "| --- | --- | --- | --- | --- | --- |"
    alike: Counter[tuple[str, str, Moment]] = Counter()
    all_of: Counter[tuple[str, str, Moment]] = Counter()
    for each in compared:
        key = (each.polling_day, each.nation, each.moment)
        all_of[key] += 1
        alike[key] += each.agrees
    for key, number in sorted(all_of.items()):
        day, nation, moment = key
        yield (
            f"| {day} | {nation.title()} | {MOMENTS[moment]} | {number} | {alike[key]} |"
            f" {number - alike[key]} |"
        )


MOMENTS: Final = {Moment.LAST_FOUGHT: "last fought", Moment.AFTER: "after"}
LOSSES: Final = ("2023-05-04", "conservative")
INTRODUCTION: Final = """
## The Conservatives' losses of 2023

Councils that were the Conservatives' when last fought and are not since, by whose they are now.
"""


def flows(compared: Iterable[Compared]) -> tuple[Counter[str], Counter[str], list[Compared]]:
    """Return the Conservatives' losses of 2023 by who has control now, the Library's and ours.

    With them come the councils that the two count differently, after the poll.
    """
    day, loser = LOSSES
    moments: dict[str, dict[Moment, Compared]] = {}
    for each in compared:
        if each.polling_day == day and each.nation == "england":
            moments.setdefault(each.council, {})[each.moment] = each
    theirs: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    apart = []
    for both in moments.values():
        before, after = both[Moment.LAST_FOUGHT], both[Moment.AFTER]
        their_move = before.theirs == loser and after.theirs != loser
        our_move = word(before.ours) == loser and word(after.ours) != loser
        theirs[after.theirs] += their_move
        ours[word(after.ours)] += our_move
        if (their_move or our_move) and not (before.agrees and after.agrees):
            apart.append(after)
    return +theirs, +ours, apart


def _flows(compared: Sequence[Compared]) -> Iterator[str]:
    theirs, ours, apart = flows(compared)
    yield INTRODUCTION
    yield "| now | the Library | by the seats |"
    yield "| --- | --- | --- |"
    for who in sorted({*theirs, *ours}):
        yield f"| {who} | {theirs[who]} | {ours[who]} |"
    yield ""
    told = [
        f"{each.name} ({_seats(each)}: `{each.theirs}` by the Library, `{word(each.ours)}` by the"
        " seats)"
        for each in apart
    ]
    yield f"What makes the difference: {'; '.join(told)}."


def _section(reason: Reason | None, found: Iterable[Compared]) -> Iterator[str]:
    yield f"\n## {'Nothing explains these' if reason is None else reason.value}\n"
    if reason is not None:
        yield f"{EXPLAINED[reason]}\n"
    yield "| council | poll | moment | the Library | by the seats | seats |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in sorted(found, key=lambda each: (each.polling_day, each.council, each.moment)):
        yield (
            f"| {each.name} | {each.polling_day} | {MOMENTS[each.moment]} | {each.theirs} |"
            f" {word(each.ours)} | {_seats(each)} |"
        )


def _seats(each: Compared) -> str:
    """Return the seats that are known, most first, and of how many they are."""
    seats = sorted(each.seats.items(), key=lambda pair: (-pair[1], pair[0]))
    told = ", ".join(f"{party} {number}" for party, number in seats if number)
    return f"{told} of {each.size}" if each.size is not None else told
