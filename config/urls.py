"""Addresses of the whole site; each app keeps its own in <app>/urls.py."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from elections.admin.people import put_people_in_place
from elections.api.routes import api

admin.site.site_header = "Overall Control: staff"
admin.site.site_title = "Overall Control"
admin.site.index_title = "What there is to look at"

put_people_in_place(admin.site)

urlpatterns = [
    path("", include("elections.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("elections.accounts.urls")),
    path("desk/", include("elections.desk_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "elections.api.refusals.bad_request"
handler403 = "elections.views.service.permission_denied"
handler404 = "elections.api.refusals.page_not_found"
# Asked for by allauth where somebody sends one of its forms too often.
handler429 = "elections.views.service.too_many_requests"
handler500 = "elections.api.refusals.server_error"
