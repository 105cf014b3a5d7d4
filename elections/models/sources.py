"""Articles, declarations and datasets that claims come from."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import choices_of, filled, one_of, within
from councils.models import FactSource
from elections.domain.sources import SourceKind
from elections.querysets import SourceQuerySet


class Source(CheckedAtOnce):
    """One article, declaration or dataset.

    `title` is our own description, never the article's headline. `edition` counts the versions
    of one report that appeared on one day. `date_basis` says how the day is known.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, help_text="As a reader knows it: The Independent.")
    title = models.CharField(max_length=200, help_text="What it is about, in our own words.")
    outlet = models.SlugField(max_length=80, help_text="Who published it, as in bbc.")
    outlet_name = models.CharField(max_length=120, help_text="As in BBC News.")
    kind = models.CharField(max_length=20, choices=choices_of(SourceKind))
    published_on = models.DateField()
    edition = models.SmallIntegerField(default=1)
    date_basis = models.TextField(help_text="How the day is known.")
    url = models.URLField("address", max_length=500, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("slug", name="source_has_slug", what="a slug"),
            filled("name", name="source_has_name", what="a name"),
            filled("title", name="source_has_title", what="a description in our own words"),
            filled("outlet", name="source_has_outlet", what="who published it"),
            filled("outlet_name", name="source_has_outlet_name", what="the outlet's name"),
            filled("date_basis", name="source_date_has_a_basis", what="how the day is known"),
            one_of("kind", SourceKind, name="source_kind_is_known"),
            within("edition", 1, 100, name="source_edition_in_bounds", what="The edition"),
        ]

    @override
    def __str__(self) -> str:
        return self.slug

    @override
    def clean(self) -> None:
        """Check that no source of facts has this slug: pages cite both alike. One query."""
        if FactSource.objects.filter(slug=self.slug).exists():
            raise ValidationError({"slug": "A source of standing facts has this slug already."})

    def natural_key(self) -> tuple[str]:
        """Return what fixtures call the source."""
        return (self.slug,)
