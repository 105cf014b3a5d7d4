"""Whose claims a table holds: a source that is stored, or one that is described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import slugify

from elections.domain.sources import SourceKind
from elections.models import Source
from elections.services.country.reading import Problem
from elections.services.recording import LONGEST_SLUG


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a source. None where nothing is said."""

    name: str | None = None
    title: str | None = None
    outlet_name: str | None = None
    kind: str | None = None
    published_on: date | None = None
    date_basis: str | None = None
    url: str | None = None
    licence: str | None = None
    note: str | None = None

    @property
    def given(self) -> dict[str, object]:
        """Return what is said, by the source's fields."""
        return {
            each.name: value
            for each in fields(self)
            if (value := getattr(self, each.name)) is not None
        }


# What has to be said of a source that is not stored yet.
NEEDED = ("name", "title", "outlet_name", "published_on", "date_basis")
OPTIONS = {
    "name": "--source-name",
    "title": "--source-title",
    "outlet_name": "--outlet",
    "kind": "--source-kind",
    "published_on": "--published-on",
    "date_basis": "--date-basis",
    "url": "--source-url",
    "licence": "--licence",
    "note": "--source-note",
    "slug": "--source",
    "outlet": "--outlet",
}


def stored_source(slug: str) -> Source | None:
    """Return the source of a slug, locked until the transaction ends. One query."""
    return Source.objects.of_slugs([slug]).held_until_saved().first()


def problems_of(source: Source, description: Description) -> Iterator[Problem]:
    """Yield why a table's claims can't be those of a stored source."""
    where = f"source {source.slug}"
    if source.kind == SourceKind.ARTICLE:
        yield Problem(
            where,
            0,
            "",
            "This is an article, of which each claim names its paragraph: enter it at the desk, or"
            " describe the table as a source of its own.",
        )
    for field, said in description.given.items():
        if getattr(source, field) != said:
            told = f"It is stored with '{getattr(source, field)}', and '{said}' is given"
            yield Problem(where, 0, OPTIONS[field], f"{told}: leave out the option.")


def new_source(slug: str, description: Description) -> Source | list[Problem]:
    """Return a source as it is described, not stored; or what its description lacks. Two queries."""
    where = f"source {slug}"
    given = description.given
    missing = [OPTIONS[field] for field in NEEDED if field not in given]
    if missing:
        told = f"There is no source of this slug. To describe a new one, give {', '.join(missing)}."
        return [Problem(where, 0, "", told)]
    outlet = slugify(description.outlet_name or "")[:LONGEST_SLUG]
    source = Source(slug=slug, outlet=outlet, **({"kind": SourceKind.DATASET.value} | given))
    try:
        source.full_clean()
    except ValidationError as error:
        return [
            Problem(where, 0, "" if field == NON_FIELD_ERRORS else OPTIONS[field], message)
            for field, messages in error.message_dict.items()
            for message in messages
        ]
    problems = list(problems_of(source, Description()))
    twin = Source.objects.like(source).first()
    if twin is not None:
        told = f"This source is stored already as '{twin.slug}': say --source {twin.slug}."
        problems.append(Problem(where, 0, "", told))
    return problems or source
