"""Standing facts in the admin, to look at: they are amended in fixtures, with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest, PermissionDenied
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

# No name is longer, and each word of a search is one more condition of the query.
MAX_SEARCH_LENGTH = 100
# The longest key that a database holds has 19 digits.
MAX_KEY_DIGITS = 18


class ReadOnlyAdmin(AnyModelAdmin):
    """Rows that staff may look at and nobody may add, change or delete here.

    A URL asks for no more than the page offers: the filters beside the list, and the search.
    """

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
        """Return whether a filter beside the list makes links with this lookup.

        Django checks the first relation only. A URL could then ask through several relations, with
        `regex` or `icontains`, what a blind entry or the hash of a password holds.
        """
        return lookup in self.offered_lookups()

    def offered_lookups(self) -> frozenset[str]:
        """Return the query parameters that the links of the filters beside the list have. No query."""
        return frozenset(name for path in self.list_filter for name in self._lookups_of(str(path)))

    def _lookups_of(self, path: str) -> tuple[str, ...]:
        field: Any = get_fields_from_path(self.model, path)[-1]
        if field.is_relation:
            exact, is_empty = f"{path}__{field.target_field.name}__exact", field.many_to_many
        elif field.choices or isinstance(field, models.BooleanField):
            exact, is_empty = f"{path}__exact", False
        else:
            exact, is_empty = path, False
        return (exact, f"{path}__isnull") if field.null or is_empty else (exact,)

    @override
    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Return whether a URL may name a row by this field: by its key alone, since there are no popups."""
        return to_field == self.opts.pk.name

    @override
    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the list that a URL asks for. Raises BadRequest for a value that no link has.

        Django leads to the whole list instead, as if nothing had been asked, and fails where a
        number is too large for the database.
        """
        for name, values in request.GET.lists():
            if len(values) > 1:
                raise BadRequest(f"Ask for '{name}' once.")
            is_number = name != SEARCH_VAR and values[0].strip("-").isdecimal()
            if is_number and len(values[0]) > MAX_KEY_DIGITS:
                raise BadRequest(f"The number of '{name}' is too large.")
        try:
            return super().get_changelist_instance(request)
        except IncorrectLookupParameters as error:
            raise BadRequest("The list has no such part.") from error

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Return the rows in which words stand. Raises BadRequest for too many words."""
        if len(search_term) > MAX_SEARCH_LENGTH:
            raise BadRequest(f"Search for at most {MAX_SEARCH_LENGTH} characters.")
        return super().get_search_results(request, queryset, search_term)

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
