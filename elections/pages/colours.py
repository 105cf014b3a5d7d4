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


def colour_sheet(parties: Iterable[PartyColour]) -> str:
    """Return the stylesheet: a property for each party, and the classes that fill with it.

    A party whose slug or colour is not plainly one is left out: it is drawn like any unknown.
    """
    safe = [party for party in parties if party.is_safe]
    light = "".join(f"--party-{party.slug}:{party.light};" for party in safe)
    dark = "".join(f"--party-{party.slug}:{party.dark};" for party in safe)
    classes = "\n".join(
        f".fill-{party.slug}{{fill:var(--party-{party.slug})}}"
        f".swatch-{party.slug}{{background:var(--party-{party.slug})}}"
        for party in safe
    )
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{{light}}}}}\n"
        f"{classes}\n"
    )
