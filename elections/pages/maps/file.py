"""A map as a drawing of its own, to show elsewhere: with its title, its legend, and whom to name."""

from __future__ import annotations

from dataclasses import dataclass

from elections.pages.maps.drawing import MapView
from elections.pages.maps.marks import CHANGED_HANDS

# Beside the drawing, around it, above it, and a line of the legend.
BESIDE, AROUND, ABOVE, LINE = 290, 24, 84, 36
CREDIT_LINE = 16
CREDITS = (
    "Figures: House of Commons Library (Open Parliament Licence v3.0), Open Council Data UK and the press.",
    "Hexagons: Open Innovations (MIT), county councils by Overall Control. Licence of the whole: CC BY-SA 4.0.",
)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of text, and how far down it stands; in the legend with the mark it explains."""

    y: int
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class MapFile:
    """A map as a file. `site` is the beginning of absolute addresses, `sheet` its style sheet."""

    title: str
    subtitle: str
    map: MapView
    site: str
    sheet: str

    @property
    def width(self) -> int:
        """Return the width of the whole drawing."""
        return 2 * AROUND + self.map.width + BESIDE

    @property
    def height(self) -> int:
        """Return the height of the whole drawing: of the map, or of the legend if that is longer."""
        legend = LINE * (len(self.legend) + 1)
        return ABOVE + max(self.map.height, legend) + (len(CREDITS) + 2) * CREDIT_LINE

    @property
    def legend_x(self) -> int:
        """Return where the legend's marks stand."""
        return 3 * AROUND + self.map.width

    @property
    def legend(self) -> tuple[FileLine, ...]:
        """Return what the marks mean, and how many councils each stands for."""
        entries = [(entry.mark.key, f"{entry.label}: {entry.count}") for entry in self.map.legend]
        if self.map.says_changes:
            entries.append((CHANGED_HANDS.key, "Thick edge: control changed"))
        return tuple(
            FileLine(ABOVE + LINE * place, text, mark)
            for place, (mark, text) in enumerate(entries, start=1)
        )

    @property
    def credits(self) -> tuple[FileLine, ...]:
        """Return whom to name, line by line, the site last."""
        top = self.height - (len(CREDITS) + 1) * CREDIT_LINE
        return tuple(
            FileLine(top + CREDIT_LINE * place, text)
            for place, text in enumerate((*CREDITS, f"Overall Control, {self.site}"))
        )
