"""Elections in the admin, to look at.

Claims are written once and what is published follows from them, so that nothing is edited here:
results are entered on pages of their own (`entering.py`).
"""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, path
from typing_extensions import override

from councils.admin import ReadOnlyAdmin
from elections.admin.entering import contest_result, enter_result
from elections.models import (
    Amendment,
    ChangeOfControl,
    Claim,
    ClaimUse,
    Contest,
    DataVersion,
    Election,
    GivenPassword,
    LoadedFile,
    Party,
    PartyAlias,
    Publication,
    PublishedFinding,
    Source,
    Tally,
)


@admin.register(Election)
class ElectionAdmin(ReadOnlyAdmin):
    """Polling days."""

    list_display = ("polling_day", "name", "status")
    list_filter = ("status",)
    ordering = ("-polling_day",)


@admin.register(Party)
class PartyAdmin(ReadOnlyAdmin):
    """Parties, independents and bundles."""

    list_display = ("name", "slug", "short_name", "kind", "ec_id", "colour")
    list_filter = ("kind",)
    ordering = ("position", "slug")
    search_fields = ("name", "slug", "short_name", "ec_id", "aliases__text")


@admin.register(PartyAlias)
class PartyAliasAdmin(ReadOnlyAdmin):
    """Other names of parties."""

    list_display = ("text", "party")
    list_select_related = ("party",)
    ordering = ("text",)
    search_fields = ("text",)


@admin.register(Contest)
class ContestAdmin(ReadOnlyAdmin):
    """Councils at elections."""

    list_display = ("ballot_id", "scope", "seats_up", "last_fought_on", "is_new")
    list_filter = ("election", "scope")
    ordering = ("ballot_id",)
    search_fields = (
        "ballot_id",
        "council__name",
        "council__official_name",
        "council__aliases__text",
    )

    @override
    def get_urls(self) -> list[URLPattern]:
        """Return the admin's addresses of contests, and those at which results are entered."""
        return [
            path(
                "enter/",
                self.admin_site.admin_view(enter_result),
                name="elections_contest_enter",
            ),
            path(
                "<int:pk>/result/",
                self.admin_site.admin_view(contest_result),
                name="elections_contest_result",
            ),
            *super().get_urls(),
        ]


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Articles, declarations and datasets."""

    list_display = ("name", "slug", "title", "kind", "published_on", "edition")
    list_filter = ("kind",)
    ordering = ("-published_on", "-edition", "slug")
    search_fields = ("name", "slug", "title", "outlet_name")


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    """What sources state."""

    list_display = (
        "reference",
        "source",
        "contest",
        "kind",
        "moment",
        "party",
        "value",
        "recorded_by",
    )
    list_filter = ("kind", "moment", "source")
    list_select_related = ("source", "contest", "party")
    ordering = ("source__slug", "paragraph", "reference")
    search_fields = ("reference", "source__slug", "contest__ballot_id")


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """Versions of results."""

    list_display = ("contest", "version", "is_current", "published_at", "published_by", "reason")
    list_filter = ("is_current", "state")
    list_select_related = ("contest",)
    ordering = ("-published_at", "pk")
    search_fields = ("contest__ballot_id",)


@admin.register(Tally)
class TallyAdmin(ReadOnlyAdmin):
    """Published figures."""

    list_display = ("publication", "measure", "moment", "holder", "party", "status", "value")
    list_filter = ("measure", "status")
    list_select_related = ("publication", "party")
    ordering = ("-publication", "measure", "moment", "pk")
    search_fields = ("publication__contest__ballot_id",)


@admin.register(ChangeOfControl)
class ChangeOfControlAdmin(ReadOnlyAdmin):
    """Published changes of control."""

    list_display = ("publication", "baseline", "kind", "control_before_kind")
    list_filter = ("kind", "baseline")
    list_select_related = ("publication",)
    ordering = ("-publication", "baseline")
    search_fields = ("publication__contest__ballot_id",)


@admin.register(PublishedFinding)
class PublishedFindingAdmin(ReadOnlyAdmin):
    """Findings that went out with results."""

    list_display = ("publication", "position", "code", "rule", "number")
    list_filter = ("code",)
    list_select_related = ("publication",)
    ordering = ("-publication", "position")


@admin.register(ClaimUse)
class ClaimUseAdmin(ReadOnlyAdmin):
    """What became of claims."""

    list_display = ("claim", "publication", "outcome")
    list_filter = ("outcome",)
    list_select_related = ("claim", "publication")
    ordering = ("-publication", "pk")


@admin.register(DataVersion)
class DataVersionAdmin(ReadOnlyAdmin):
    """The one data version."""

    list_display = ("number", "changed_at")


@admin.register(LoadedFile)
class LoadedFileAdmin(ReadOnlyAdmin):
    """Which fact files were loaded last."""

    list_display = ("name", "loaded_at", "digest")
    ordering = ("name",)


@admin.register(Amendment)
class AmendmentAdmin(ReadOnlyAdmin):
    """What was changed at the desk, so that loading files leaves it."""

    list_display = ("kind", "key", "column", "by", "at")
    list_filter = ("kind",)
    ordering = ("-at", "pk")
    search_fields = ("key",)


@admin.register(GivenPassword)
class GivenPasswordAdmin(ReadOnlyAdmin):
    """Who has a password that somebody else made up."""

    list_display = ("user", "given_at")
    list_select_related = ("user",)
    ordering = ("-given_at", "pk")
