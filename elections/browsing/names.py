"""How names are compared with what somebody types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['\u2018\u2019`]")


def fold(text: str) -> str:
    """Return a name as it is compared: "Folkestone & Hythe" and "folkestone-and-hythe" are one.

    Small letters without accents, words parted by one space, "&" spelt out.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = _APOSTROPHES.sub("", plain.lower()).replace("&", " and ")
    return _NOT_A_WORD.sub(" ", words).strip()


def folded(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names as they are compared, each once, in the order given."""
    return tuple(dict.fromkeys(name for name in map(fold, names) if name))


def answers_to(names: Iterable[str], asked: str) -> bool:
    """Return whether one of the folded names has each word asked for, or a word that begins so.

    "hull" finds Kingston upon Hull and "med" Medway. "and" is left out on both sides, as some
    write it and some do not. What holds no letter or digit finds nothing.
    """
    wanted = [word for word in fold(asked).split() if word != "and"]
    if not wanted:
        return fold(asked) == "and" and any("and" in name.split() for name in names)
    return any(
        all(any(word.startswith(each) for word in name.split()) for each in wanted)
        for name in names
    )
