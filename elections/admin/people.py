"""People in the admin, to look at: the desk changes them (`/desk/people/`), with a record of it.

Django's own form would let whoever may change people make themselves a superuser, and shows no record.
"""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from councils.admin import ReadOnlyAdmin
from elections.admin.entering import find_choices


class UserAdmin(ReadOnlyAdmin):
    """Who may sign in, or once could."""

    list_display = ("username", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "groups")
    ordering = ("username",)
    search_fields = ("username",)
    fields = ("username", "is_active", "is_staff", "is_superuser", "groups", "last_login")


class GroupAdmin(ReadOnlyAdmin):
    """Roles, as groups with their permissions."""

    ordering = ("name",)


def put_people_in_place(site: AdminSite) -> None:
    """Show people to look at, hide what holds secrets, and have the site's own pages do the signing in."""
    for model in (User, Group, EmailAddress, Authenticator):
        if site.is_registered(model):
            site.unregister(model)
    site.register(User, UserAdmin)
    site.register(Group, GroupAdmin)
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
    # The one page of the admin that Django lets a browser store.
    site.password_change_done = never_cache(site.password_change_done)  # type: ignore[method-assign]
    site.password_change = change_password  # type: ignore[assignment,method-assign]
    # Django answers everybody who may look at the rows, whatever field a URL names.
    site.autocomplete_view = find_choices  # type: ignore[assignment,method-assign]


def change_password(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """Lead to the one page at which passwords are changed, where failures count."""
    return redirect("account_change_password")
