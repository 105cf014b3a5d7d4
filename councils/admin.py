"""Standing facts in the admin, to look at: they are amended in fixtures, with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from typing_extensions import override

from councils.models import (
    Composition,
    Council,
    CouncilAlias,
    CouncilSize,
    ExecutiveMayor,
    FactSource,
    Hexagon,
    PartySeats,
    Region,
    Succession,
)

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
else:
    AnyModelAdmin = admin.ModelAdmin


class ReadOnlyAdmin(AnyModelAdmin):
    """Rows that staff may look at and nobody may add, change or delete here."""

    # What Django 6 will do of itself.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    @override
    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Return whether an address may narrow a list down so: by what stands beside it, and no more.

        Django lets an address ask after any column of a row, what is not shown among them: whether
        an entry that is to be typed blind has a 33 in it.
        """
        return lookup.partition("__")[0] in self.list_filter

    @override
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show a row's history. Raises PermissionDenied for those who may not look at its kind."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions and nations."""

    list_display = ("name", "slug", "nation", "gss_code")
    ordering = ("position", "slug")


@admin.register(Council)
class CouncilAdmin(ReadOnlyAdmin):
    """Councils."""

    list_display = ("name", "slug", "council_type", "region", "gss_code", "starts_on", "ends_on")
    list_filter = ("council_type", "region")
    list_select_related = ("region",)
    ordering = ("name", "slug")
    search_fields = ("name", "slug", "gss_code")


@admin.register(CouncilAlias)
class CouncilAliasAdmin(ReadOnlyAdmin):
    """Other names, slugs and codes of councils."""

    list_display = ("text", "kind", "council")
    list_select_related = ("council",)
    ordering = ("kind", "text")
    search_fields = ("text",)


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    """Which council took over from which."""

    list_display = ("predecessor", "successor", "on", "continues")
    list_select_related = ("predecessor", "successor")
    ordering = ("-on", "pk")


@admin.register(FactSource)
class FactSourceAdmin(ReadOnlyAdmin):
    """Where standing facts come from."""

    list_display = ("name", "slug", "publisher", "licence", "retrieved_on")
    ordering = ("slug",)
    search_fields = ("name", "slug")


@admin.register(CouncilSize)
class CouncilSizeAdmin(ReadOnlyAdmin):
    """How many seats councils have had."""

    list_display = ("council", "seats", "in_force_from", "source")
    list_select_related = ("council", "source")
    ordering = ("council__slug", "-in_force_from")
    search_fields = ("council__name", "council__slug")


@admin.register(Composition)
class CompositionAdmin(ReadOnlyAdmin):
    """Councils year by year."""

    list_display = ("council", "year", "seats", "label", "source")
    list_filter = ("year",)
    list_select_related = ("council", "source")
    ordering = ("council__slug", "-year")
    search_fields = ("council__name", "council__slug")


@admin.register(PartySeats)
class PartySeatsAdmin(ReadOnlyAdmin):
    """Parties' seats year by year."""

    list_display = ("composition", "party", "seats")
    list_filter = ("party",)
    list_select_related = ("composition",)
    ordering = ("-composition__year", "composition", "party")
    search_fields = ("composition__council__name", "composition__council__slug")


@admin.register(ExecutiveMayor)
class ExecutiveMayorAdmin(ReadOnlyAdmin):
    """Directly elected mayors year by year."""

    list_display = ("council", "year", "party", "source")
    list_filter = ("year", "party")
    list_select_related = ("council", "source")
    ordering = ("council__slug", "-year")
    search_fields = ("council__name", "council__slug")


@admin.register(Hexagon)
class HexagonAdmin(ReadOnlyAdmin):
    """Places on the maps of hexagons."""

    list_display = ("council", "layout", "east", "north")
    list_filter = ("layout",)
    list_select_related = ("council",)
    ordering = ("layout", "council__slug")
    search_fields = ("council__name", "council__slug")
