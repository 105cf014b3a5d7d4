"""People: who may sign in, what they are at the desk, and letting them in again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from elections.accounts.forms import ROLES, PersonForm, RolesForm
from elections.pages.desk.people import people_page, person_line
from elections.selectors.people import everybody, person_material
from elections.services import people as service
from elections.views.desk.access import PEOPLE, actor_of, desk_page
from elections.views.desk.entry import UNPROCESSABLE


@desk_page(PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show everybody, or add somebody and show their password, this once."""
    if request.method != "POST":
        return _people(request)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _people(request, notice="Give a name, and choose among the roles.")
    try:
        added = service.add_person(
            name=form.cleaned_data["name"],
            roles=form.given(),
            by=actor_of(request),
            at=timezone.now(),
        )
    except service.PeopleError as refused:
        return _people(request, notice=str(refused))
    return render(request, "desk/password_page.html", {"given": added})


@desk_page(PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, key: int) -> HttpResponse:
    """Show one person, or change them. A new password is shown, this once."""
    if request.method != "POST":
        return _person(request, key)
    by, at = actor_of(request), timezone.now()
    try:
        match request.POST.get("do", ""):
            case "change":
                form = RolesForm(request.POST)
                if not form.is_valid():
                    return _person(request, key, notice="Choose among the roles.")
                is_active = request.POST.get("is_active") == "yes"
                service.change_person(
                    key=key, roles=form.given(), is_active=is_active, by=by, at=at
                )
            case "password":
                given = service.give_new_password(key=key, by=by, at=at)
                return render(request, "desk/password_page.html", {"given": given})
            case "second_factor":
                service.reset_second_factor(key=key, by=by, at=at)
            case _:
                return _person(request, key, notice="Choose what to do.")
    except service.PeopleError as refused:
        # Where there is nobody, the page says so with a 404.
        return _person(request, key, notice=str(refused))
    messages.success(request, "Done, and on record.")
    return redirect("desk:person", key=key)


def _people(request: HttpRequest, *, notice: str = "") -> HttpResponse:
    page = people_page(
        everybody(), by=request.user.get_username(), is_superuser=request.user.is_superuser
    )
    chosen = request.POST.getlist("roles")
    context = {"page": page, "roles": ROLES, "chosen": chosen, "notice": notice}
    context["typed"] = request.POST.get("name", "")
    status = UNPROCESSABLE if notice else 200
    return render(request, "desk/people_page.html", context, status=status)


def _person(request: HttpRequest, key: int, *, notice: str = "") -> HttpResponse:
    person = person_line(
        person_material(key),
        by=request.user.get_username(),
        is_superuser=request.user.is_superuser,
    )
    context = {"person": person, "roles": ROLES, "chosen": person.roles, "notice": notice}
    status = UNPROCESSABLE if notice else 200
    return render(request, "desk/person_page.html", context, status=status)
