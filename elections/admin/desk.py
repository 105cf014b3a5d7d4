"""The results desk in the admin, to look at: its own pages do the work. Standing facts are added here."""

from __future__ import annotations

from django.contrib import admin

from councils.admin import ReadOnlyAdmin
from elections.models import (
    AuditEntry,
    Correction,
    DeskResult,
    Draft,
    Proposal,
    SeatsDefended,
    Withdrawal,
)


@admin.register(DeskResult)
class DeskResultAdmin(ReadOnlyAdmin):
    """Results on their way."""

    list_display = ("contest", "state", "changed_at", "held_by", "held_until")
    list_filter = ("state",)
    list_select_related = ("contest",)
    ordering = ("-changed_at", "pk")
    search_fields = ("contest__ballot_id",)
    # What it holds of entries that are to be typed blind is nobody's to see here.
    exclude = ("way",)


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """Who has a draft of what. What is in it is its typist's alone."""

    list_display = ("result", "by", "saved_at")
    list_select_related = ("result",)
    ordering = ("-saved_at", "pk")
    exclude = ("typed",)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what to what, when, and from where. `/desk/audit/` shows why, and what was there before and after."""

    list_display = ("at", "by", "action", "subject", "address")
    list_filter = ("action",)
    ordering = ("-pk",)
    search_fields = ("by", "subject")
    # They hold figures of entries that are to be typed blind: the desk knows from whom to keep them.
    exclude = ("before", "after", "reason")


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """Changes of what is published that wait for a second person. `/desk/proposals/` decides them."""

    list_display = ("kind", "target", "state", "proposed_by", "proposed_at", "decided_by")
    list_filter = ("kind", "state")
    ordering = ("-proposed_at", "pk")
    search_fields = ("target", "proposed_by", "decided_by")
    # They may hold figures that are to be typed blind: the desk knows from whom to keep them.
    exclude = ("reason", "change")


@admin.register(SeatsDefended)
class SeatsDefendedAdmin(ReadOnlyAdmin):
    """The seats that parties defended."""

    list_display = ("contest", "party", "seats", "source")
    list_select_related = ("contest", "party", "source")
    ordering = ("contest", "pk")
    search_fields = ("contest__ballot_id",)


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    """Claims that were taken back."""

    list_display = ("claim", "at", "by", "reason")
    list_select_related = ("claim",)
    ordering = ("-at", "pk")


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """What was corrected or taken back in the open."""

    list_display = ("publication", "kind", "reason")
    list_filter = ("kind",)
    list_select_related = ("publication",)
    ordering = ("-publication", "pk")
