"""The stylesheet of the parties' colours, made from what the database holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SLUG = re.compile(r"[a-z0-9-]+")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class PartyColour:
    """A party's fill on a light page and on a dark one."""

    slug: str
    light: str
    dark: str

    @property
    def is_safe(self) -> bool:
        """Return whether nothing but a slug and two colours would be written into the sheet."""
        return all(
            pattern.fullmatch(text)
            for pattern, text in ((_SLUG, self.slug), (_HEX, self.light), (_HEX, self.dark))
        )


def ink_on(fill: str) -> str:
    """Return black or white, whichever reads better on a fill: one of them always passes 4.5:1."""
    level = luminance(fill)
    return "#ffffff" if 1.05 / (level + 0.05) >= (level + 0.05) / 0.05 else "#000000"


def luminance(colour: str) -> float:
    """Return the relative luminance, as WCAG 2 defines it, of a colour like #dc0032."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_sheet(parties: Iterable[PartyColour]) -> str:
    """Return the stylesheet: a property for each party, and the classes that fill with it.

    What is written upon a party's colour has the class `on-` and its slug.

    A party whose slug or colour is not plainly one is left out: it is drawn like any unknown.
    """
    safe = [party for party in parties if party.is_safe]
    light = "".join(_properties(party.slug, party.light) for party in safe)
    dark = "".join(_properties(party.slug, party.dark) for party in safe)
    classes = "\n".join(
        f".fill-{party.slug}{{fill:var(--party-{party.slug})}}"
        f".swatch-{party.slug}{{background:var(--party-{party.slug})}}"
        f".on-{party.slug}{{fill:var(--on-{party.slug})}}"
        for party in safe
    )
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{{light}}}}}\n"
        f"{classes}\n"
    )


def _properties(slug: str, fill: str) -> str:
    return f"--party-{slug}:{fill};--on-{slug}:{ink_on(fill)};"
