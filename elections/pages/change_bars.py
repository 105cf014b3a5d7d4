"""Changes in seats as bars to either side of no change, from the very rows of the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elections.pages.before_and_after import SeatsRow


@dataclass(frozen=True, slots=True)
class ChangeBar:
    """One party's change. `width` is in seats; `start` is where the bar begins on the scale.

    A change of which no single number is known has no bar: `text` says what is known.
    """

    holder: str
    label: str
    text: str
    start: int
    width: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class ChangeBars:
    """Everybody's change, on one scale: no change is in the middle of it.

    `reach` is how many seats each half of the scale stands for.
    """

    bars: tuple[ChangeBar, ...]
    reach: int

    @property
    def scale(self) -> int:
        """Return the width of the whole drawing, in seats."""
        return 2 * self.reach


def change_bars(rows: Iterable[SeatsRow]) -> ChangeBars | None:
    """Return the changes of a table's rows, the largest gain first and what is not known last.

    None where no change is known, or none but that nothing changed.
    """
    views = [(row, row.change) for row in rows if row.change is not None]
    known = [(row, view.value) for row, view in views if view.value is not None]
    reach = max((abs(value) for _, value in known), default=0)
    if not reach:
        return None
    known.sort(key=lambda each: -each[1])
    texts = {row.holder: view.text for row, view in views}
    bars = [
        ChangeBar(
            row.holder,
            row.label,
            texts[row.holder],
            start=reach + min(value, 0),
            width=abs(value),
            is_known=True,
        )
        for row, value in known
    ]
    bars += [
        ChangeBar(row.holder, row.label, view.text, start=reach, width=0, is_known=False)
        for row, view in views
        if view.value is None
    ]
    return ChangeBars(tuple(bars), reach)
