"""Why a step cannot be taken, each reason by its name. Whoever is refused is told, and nothing has changed."""

from __future__ import annotations

from collections.abc import Set

from elections.domain.desk.sheets import Line
from elections.domain.desk.states import State
from elections.domain.polling import TooEarly
from elections.domain.words.election_words import TOO_EARLY_WORDS


class WayError(Exception):
    """What was to be done with a result cannot be done now. Nothing has changed."""


class NotNowError(WayError):
    """The state that the result is in does not lead there."""

    def __init__(self, state: State, what: str) -> None:
        super().__init__(f"Nobody can {what} a result that is {state.name}.")
        self.state = state
        self.what = what


class OwnEntryError(WayError):
    """Somebody was to check an entry of their own."""

    def __init__(self, by: str) -> None:
        super().__init__(f"{by} typed this entry, so somebody else has to check it.")
        self.by = by


class TooEarlyError(WayError):
    """No result of the election can be entered or published yet."""

    def __init__(self, why: TooEarly) -> None:
        super().__init__(TOO_EARLY_WORDS[why])
        self.why = why


class NoReasonError(WayError):
    """A step that goes on record with its reason came without one."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say why: nobody can {what} a result without a reason.")
        self.what = what


class EmptySheetError(WayError):
    """A sheet on which nobody has a seat was handed in."""

    def __init__(self) -> None:
        super().__init__("Nobody has a seat on this sheet: it is not filled in.")


class NothingNewError(WayError):
    """A correction says what is published already."""

    def __init__(self) -> None:
        super().__init__("This says what is published already: give the correction up.")


class NotTheirsError(WayError):
    """Lines were retyped by somebody other than they were sent back to."""

    def __init__(self, by: str) -> None:
        super().__init__(f"These lines were not sent back to {by}.")
        self.by = by


class LinesError(WayError):
    """The lines given are not those that are asked for."""

    def __init__(self, lines: Set[Line]) -> None:
        super().__init__(f"Wrong lines: {', '.join(line.key for line in sorted(lines))}.")
        self.lines = frozenset(lines)
