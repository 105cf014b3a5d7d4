"""Councils and parties by whatever name a table gives them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from elections.browsing.names import fold
from elections.services.country.reading import MOST_PROBLEMS, SHOWN

# What tables put at the heads of columns, beside what parties are called in sentences.
ABBREVIATIONS: Final = {
    "con": "conservative",
    "lab": "labour",
    "ld": "liberal-democrats",
    "lib": "liberal-democrats",
    "libdem": "liberal-democrats",
    "green": "green",
    "grn": "green",
    "ref": "reform-uk",
    "ruk": "reform-uk",
    "ukip": "ukip",
    "pc": "plaid-cymru",
    "plaid": "plaid-cymru",
    "snp": "snp",
    "ind": "independent",
    "oth": "other",
    "sf": "sinn-fein",
    "all": "alliance",
    "apni": "alliance",
}


# What official names and old tables have around the name that people say. Not "CC", which tells a
# county council from the unitary of its name.
_BEFORE: Final = re.compile(r"^((royal |london )*borough of|city of|county of) ")
_AFTER: Final = re.compile(
    r"( islands| county| unitary| city)? council$"
    r"|( county| metropolitan| london)?( borough| boro| district| mbc| mdc| bc| dc)( council)?$"
    r"| metropolitan district council$| ua$| city of$"
)


class NoMatchError(ValueError):
    """A name is nobody's, or several councils'; the words say what is near."""


@dataclass(frozen=True, slots=True)
class CouncilNames:
    """A council, and all that it is called: names, slugs and codes, earlier ones included."""

    slug: str
    name: str
    gss_code: str
    others: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Return how messages call it: Medway (E06000035)."""
        return f"{self.name} ({self.gss_code})" if self.gss_code else self.name

    @property
    def nation(self) -> str:
        """Return the letter of its nation in its code: E, S, W, N, or nothing."""
        return self.gss_code[:1]


class Councils:
    """Councils, found by any of their names. Suggestions stop where nobody reads them."""

    def __init__(self, councils: Iterable[CouncilNames]) -> None:
        """Keep the councils by every name, as names are compared."""
        self.by_slug = {each.slug: each for each in councils}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        # A name as it is said gives way to one that is written so.
        self._as_said: dict[str, set[str]] = defaultdict(set)
        for each in self.by_slug.values():
            for text in (each.slug, each.name, each.gss_code, *each.others):
                name = fold(text)
                self._by_name[name].add(each.slug)
                self._as_said[_as_said(name)].add(each.slug)
        for names in (self._by_name, self._as_said):
            names.pop("", None)
        self._suggested = 0

    def named(self, text: str, *, likely: Collection[str]) -> CouncilNames:
        """Return the council that is called so. Raises NoMatchError, with what is near.

        Of several, it is the one that is among the likely ones: those with a contest that day.
        """
        slugs = self._called(text)
        of_several = sorted(slugs & set(likely)) if len(slugs) > 1 else sorted(slugs)
        if len(of_several) == 1:
            return self.by_slug[of_several[0]]
        if slugs:
            told = " or ".join(self.by_slug[slug].told for slug in of_several or sorted(slugs))
            raise NoMatchError(f"'{text[:SHOWN]}' may be {told}: give the GSS code.")
        raise NoMatchError(f"There is no council '{text[:SHOWN]}'.{self._near(text)}")

    def _called(self, text: str) -> set[str]:
        name = fold(text)
        said = _as_said(name)
        return (
            self._by_name.get(name) or self._by_name.get(said) or self._as_said.get(said) or set()
        )

    def _near(self, text: str) -> str:
        if self._suggested == MOST_PROBLEMS:
            return ""
        self._suggested += 1
        names = get_close_matches(fold(text)[:SHOWN], self._by_name, n=6)
        slugs = dict.fromkeys(slug for name in names for slug in sorted(self._by_name[name]))
        return _perhaps([self.by_slug[slug].told for slug in list(slugs)[:3]])


class Parties:
    """Parties, found by slug, name or abbreviation."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """Keep each party's slug by every name that it has."""
        self._by_name = {fold(text): slug for slug, texts in names.items() for text in texts}
        self._by_name |= {fold(slug): slug for slug in names}
        for text, slug in ABBREVIATIONS.items():
            if slug in names:
                self._by_name.setdefault(text, slug)

    def find(self, text: str) -> str | None:
        """Return the slug of the party that is called so, if there is one."""
        return self._by_name.get(fold(text))

    def named(self, text: str) -> str:
        """Return the slug of the party that is called so. Raises NoMatchError, with what is near."""
        found = self.find(text)
        if found is None:
            raise NoMatchError(f"There is no party '{text[:SHOWN]}'.{self.near(text)}")
        return found

    def near(self, text: str) -> str:
        """Return what might be meant, as a sentence that begins with a space, or nothing."""
        names = get_close_matches(fold(text)[:SHOWN], self._by_name, n=3)
        return _perhaps(list(dict.fromkeys(self._by_name[name] for name in names)))


def _as_said(name: str) -> str:
    """Return a name without what is law's: "rhondda cynon taf county borough council"."""
    words = " ".join(word for word in name.split() if word != "the")
    return _AFTER.sub("", _BEFORE.sub("", words))


def _perhaps(near: Sequence[str]) -> str:
    match near:
        case []:
            return ""
        case [one]:
            return f" Did you mean {one}?"
        case [*others, last]:
            return f" Did you mean {', '.join(others)} or {last}?"
    return ""
