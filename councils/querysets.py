"""Questions about councils, in the words of those who ask them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, OuterRef

if TYPE_CHECKING:
    from councils.models import (
        Composition,
        Council,
        CouncilAlias,
        CouncilSize,
        ExecutiveMayor,  # noqa: F401
        FactSource,
        Hexagon,
        PartySeats,
        Region,
        Succession,
    )


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions and nations."""

    def get_by_natural_key(self, slug: str) -> Region:
        """Return the region of this slug. Raises Region.DoesNotExist."""
        return self.get(slug=slug)

    def in_order(self) -> Self:
        """Return the regions in the order a reader expects: England's, then the other nations."""
        return self.order_by("position", "slug")

    def of_slug(self, slug: str) -> Self:
        """Return the region of this slug, if there is one."""
        return self.filter(slug=slug)

    def with_names_of_councils(self) -> models.QuerySet[Region, tuple[Any, ...]]:
        """Return a row for each other name of each council, the regions in order.

        Slug and name of the region, key and slug of the council, kind and text of its other name:
        None where a council has none, or a region no council.
        """
        return self.order_by("position", "slug", "councils", "councils__aliases").values_list(
            "slug",
            "name",
            "councils",
            "councils__slug",
            "councils__aliases__kind",
            "councils__aliases__text",
        )


class CouncilQuerySet(models.QuerySet["Council"]):
    """Councils."""

    def get_by_natural_key(self, slug: str) -> Council:
        """Return the council of this slug. Raises Council.DoesNotExist."""
        return self.get(slug=slug)

    def in_region(self, slug: str) -> Self:
        """Return the councils that lie in a region or nation."""
        return self.filter(region__slug=slug)

    def with_aliases_and_sizes(self) -> models.QuerySet[Council, tuple[Any, ...]]:
        """Return a row for each alias with each size, and one where there is neither.

        First nine columns of the council, its region's slug and name last; two of the alias, kind
        by kind from A to Z; four of the size, the oldest first: seats, since when, its source's
        slug, the note. One query: a council has few of either.
        """
        return self.order_by("sizes__in_force_from", "aliases__kind", "aliases__text").values_list(
            "slug",
            "name",
            "official_name",
            "gss_code",
            "council_type",
            "starts_on",
            "ends_on",
            "region__slug",
            "region__name",
            "aliases__kind",
            "aliases__text",
            "sizes__seats",
            "sizes__in_force_from",
            "sizes__source__slug",
            "sizes__note",
        )

    def of_region_or_beside(self, slug: str) -> Self:
        """Return the councils of a council's region, itself too, and those beside it on the map.

        Beside it are all within one row and one column: whose hexagons touch is for the caller.
        """
        own = self.model._default_manager.filter(slug=slug)
        near = self.model._default_manager.filter(
            slug=slug,
            hexagons__layout=OuterRef("hexagons__layout"),
            hexagons__east__range=(OuterRef("hexagons__east") - 1, OuterRef("hexagons__east") + 1),
            hexagons__north__range=(
                OuterRef("hexagons__north") - 1,
                OuterRef("hexagons__north") + 1,
            ),
        )
        return self.filter(models.Q(region__in=own.values("region")) | models.Q(Exists(near)))

    def of_type(self, council_type: str) -> Self:
        """Return the councils of a type, as in `unitary`."""
        return self.filter(council_type=council_type)

    def of_slug(self, slug: str) -> Self:
        """Return the council of this slug, if there is one."""
        return self.filter(slug=slug)

    def known_as(self, slug: str) -> Self:
        """Return the council of which `slug` is another form, as in `folkestone-hythe`."""
        return self.filter(aliases__kind="slug", aliases__text=slug)

    def with_region(self) -> Self:
        """Fetch each council's region in the same query."""
        return self.select_related("region")

    def numbers_by_region(self) -> dict[str, tuple[int, int]]:
        """Return how many councils lie in each region, and how many of them end, by its slug.

        One query.
        """
        counted = self.values_list("region__slug").annotate(Count("pk"), Count("ends_on"))
        return {slug: (number, ending) for slug, number, ending in counted.order_by()}

    def in_order_of_name(self) -> Self:
        """Return the councils from A to Z."""
        return self.order_by("name", "slug")


class CouncilAliasQuerySet(models.QuerySet["CouncilAlias"]):
    """Other names, slugs and codes of councils."""

    def get_by_natural_key(self, kind: str, text: str) -> CouncilAlias:
        """Return the alias of this kind and text. Raises CouncilAlias.DoesNotExist."""
        return self.get(kind=kind, text=text)

    def of_council(self, slug: str) -> Self:
        """Return the other names of one council, kind by kind from A to Z."""
        return self.filter(council__slug=slug).order_by("kind", "text")

    def called(self, kind: str, text: str) -> Self:
        """Return the other name of this kind and text, if there is one."""
        return self.filter(kind=kind, text=text)

    def that_people_say(self) -> models.QuerySet[CouncilAlias, tuple[int, str, str]]:
        """Return each council's key, and kind and text of what else somebody may call it.

        Three-letter codes are left out: they look like the beginnings of names.
        """
        return self.filter(kind__in=["name", "slug", "gss"]).values_list(
            "council_id", "kind", "text"
        )

    def slugs(self) -> dict[str, str]:
        """Return the councils' own slugs by each other form of them. One query."""
        return dict(self.filter(kind="slug").values_list("text", "council__slug"))


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Which council took over from which."""

    def get_by_natural_key(self, predecessor: str, successor: str) -> Succession:
        """Return the succession between two slugs. Raises Succession.DoesNotExist."""
        return self.get(predecessor__slug=predecessor, successor__slug=successor)

    def in_order(self) -> Self:
        """Return all successions by day, both councils fetched."""
        return self.select_related("predecessor", "successor").order_by("on", "pk")

    def of_council(self, slug: str) -> Self:
        """Return the successions that a council is part of, both councils fetched, by day."""
        return (
            self.filter(models.Q(predecessor__slug=slug) | models.Q(successor__slug=slug))
            .select_related("predecessor", "successor")
            .order_by("on", "pk")
        )


class FactSourceQuerySet(models.QuerySet["FactSource"]):
    """Where standing facts come from."""

    def get_by_natural_key(self, slug: str) -> FactSource:
        """Return the source of this slug. Raises FactSource.DoesNotExist."""
        return self.get(slug=slug)

    def of_slugs(self, slugs: Iterable[str]) -> Self:
        """Return the sources of these slugs."""
        return self.filter(slug__in=slugs)

    def slugs(self) -> set[str]:
        """Return every source's slug. One query."""
        return set(self.values_list("slug", flat=True))

    def in_order_of_name(self) -> Self:
        """Return the sources by publisher and name, from A to Z."""
        return self.order_by("publisher", "name", "slug")


class CouncilSizeQuerySet(models.QuerySet["CouncilSize"]):
    """How many seats councils have had, by date."""

    def get_by_natural_key(self, council: str, in_force_from: date | str) -> CouncilSize:
        """Return a council's size from a date on. Raises CouncilSize.DoesNotExist."""
        return self.get(council__slug=council, in_force_from=in_force_from)

    def of_council(self, slug: str) -> Self:
        """Return the sizes of one council, the oldest first."""
        return self.filter(council__slug=slug).order_by("in_force_from", "pk")

    def of_councils(self, councils: models.QuerySet[Any, int]) -> Self:
        """Return the sizes of several councils, given by their keys."""
        return self.filter(council__in=councils)

    def of_source(self, slug: str) -> Self:
        """Return the sizes that one source gives."""
        return self.filter(source__slug=slug)

    def from_day(self, day: date) -> Self:
        """Return the sizes in force from just this day on."""
        return self.filter(in_force_from=day)

    def with_council(self) -> Self:
        """Fetch each size's council and region in the same query."""
        return self.select_related("council__region")

    def with_source(self) -> Self:
        """Fetch where each size is from in the same query."""
        return self.select_related("source")

    def newest_first(self) -> Self:
        """Return the sizes, those in force last first."""
        return self.order_by("-in_force_from", "pk")

    def in_order_of_council(self) -> Self:
        """Return the sizes by the council's name, from A to Z, each council's oldest first."""
        return self.order_by("council__name", "in_force_from", "pk")


class CompositionQuerySet(models.QuerySet["Composition"]):
    """What councils were made of, by year."""

    def of_council(self, slug: str) -> Self:
        """Return one council's compositions, the oldest first."""
        return self.filter(council__slug=slug).order_by("year")

    def as_rows(self) -> models.QuerySet[Composition, tuple[int, str, int, int, str, str]]:
        """Return each one's key, council, year, size, label and source, by council and year."""
        return self.order_by("council__slug", "year").values_list(
            "pk", "council__slug", "year", "seats", "label", "source__slug"
        )

    def with_seats(self) -> Self:
        """Fetch every party's seats, and where they are from. One more query."""
        return self.select_related("source").prefetch_related("party_seats")

    def by_party(self) -> models.QuerySet[Composition, tuple[Any, ...]]:
        """Return a row for each party of each year: year, seats, label, mayor, party and its seats.

        What is known of the source comes last. One query for all of it; `mayor` is the party of
        an executive mayor in that year, None where no source names one.
        """
        mayors = FilteredRelation(
            "council__mayors", condition=models.Q(council__mayors__year=models.F("year"))
        )
        return self.annotate(mayor=mayors).values_list(
            "year",
            "seats",
            "label",
            "mayor__party",
            "party_seats__party",
            "party_seats__seats",
            "source__slug",
            "source__name",
            "source__publisher",
            "source__licence",
            "source__retrieved_on",
        )


class PartySeatsQuerySet(models.QuerySet["PartySeats"]):
    """Parties' seats by year."""

    def of_councils(self, slugs: Iterable[str]) -> Self:
        """Return the seats of several councils' parties."""
        return self.filter(composition__council__slug__in=slugs)

    def in_region(self, slug: str) -> Self:
        """Return the seats of the parties of a region's councils."""
        return self.filter(composition__council__region__slug=slug)

    def with_their_years(
        self,
    ) -> models.QuerySet[PartySeats, tuple[str, str, int, int, str, int]]:
        """Return each one's council, its type, the year, the size then, the party and its seats."""
        return self.values_list(
            "composition__council__slug",
            "composition__council__council_type",
            "composition__year",
            "composition__seats",
            "party",
            "seats",
        )

    def parties(self) -> set[str]:
        """Return the slugs of all parties that are named. One query."""
        return set(self.values_list("party", flat=True).distinct())

    def keep_only(self, wanted: Iterable[PartySeats]) -> None:
        """Delete all seats but those of the compositions and parties that are given."""
        keys = {(each.composition_id, each.party) for each in wanted}
        rows = self.values_list("pk", "composition_id", "party")
        stale = [pk for pk, composition, party in rows if (composition, party) not in keys]
        if stale:
            self.filter(pk__in=stale).delete()


class ExecutiveMayorQuerySet(models.QuerySet["ExecutiveMayor"]):
    """Directly elected mayors, by year."""

    def of_council(self, slug: str) -> Self:
        """Return one council's mayors, the newest first."""
        return self.filter(council__slug=slug).order_by("-year")

    def in_year(self, year: int) -> Self:
        """Return the mayors there were in a year."""
        return self.filter(year=year)

    def with_council(self) -> Self:
        """Fetch each mayor's council and region in the same query."""
        return self.select_related("council__region")

    def with_source(self) -> Self:
        """Fetch where each fact is from in the same query."""
        return self.select_related("source")

    def parties(self) -> set[str]:
        """Return the slugs of all parties that are named. One query."""
        return set(self.values_list("party", flat=True).distinct())


class HexagonQuerySet(models.QuerySet["Hexagon"]):
    """Places on the maps of hexagons."""

    def of_layout(self, layout: str) -> Self:
        """Return the places on one map."""
        return self.filter(layout=layout)

    def with_council(self) -> Self:
        """Fetch each place's council and region in the same query."""
        return self.select_related("council__region")

    def keep_only(self, wanted: Iterable[Hexagon]) -> None:
        """Delete all places but those that are given: a council that moves leaves its old one."""
        places = {(each.layout, each.council_id, each.east, each.north) for each in wanted}
        rows = self.values_list("pk", "layout", "council_id", "east", "north")
        stale = [pk for pk, *place in rows if tuple(place) not in places]
        if stale:
            self.filter(pk__in=stale).delete()
