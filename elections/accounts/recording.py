"""Who signed in, failed to and signed out, from where: on record in the audit log.

A name that nobody has is not written down: it may be a password typed into the wrong field.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.account.signals import password_changed
from allauth.mfa import signals as second_factor
from axes.signals import user_locked_out
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from elections.accounts.address import address_of
from elections.accounts.limits import is_address_locked
from elections.models import Action
from elections.selectors.people import is_somebody
from elections.services.desk.stepping import Actor, audit
from elections.services.people import own_password

SITE: Final = "this site"
NOBODY: Final = "nobody known"
NOT_THEM: Final = "Name or password was wrong."
WRONG_CODE: Final = "The code was wrong."
LOCKED: Final = "Kept out for a while after too many failures."
ADDRESS_LOCKED: Final = "Everybody is kept out from there for a while after too many failures."


def connect() -> None:
    """Put on record what Django, allauth and axes say of people at the door."""
    for signal, receiver in (
        (user_logged_in, signed_in),
        (user_logged_out, signed_out),
        (user_login_failed, failed),
        (user_locked_out, kept_out),
        (password_changed, changed_password),
        (second_factor.authentication_failed, failed_code),
        (second_factor.authenticator_added, changed_second_factor),
        (second_factor.authenticator_removed, changed_second_factor),
        (second_factor.authenticator_reset, changed_second_factor),
    ):
        signal.connect(
            receiver, dispatch_uid=f"elections.accounts.{receiver.__name__}.{id(signal)}"
        )


def signed_in(request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    """Put a sign-in on record. One query."""
    _record(Action.SIGNED_IN, request, user.get_username())


def signed_out(request: HttpRequest, user: AbstractBaseUser | None, **kwargs: Any) -> None:
    """Put a sign-out on record, unless nobody was signed in. One query."""
    if user is not None:
        _record(Action.SIGNED_OUT, request, user.get_username())


def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Put a wrong name or password on record, once for each try that was looked at. Two queries."""
    # Who is kept out is not looked at: the moment it began is on record (`kept_out`).
    if request is None or getattr(request, "axes_locked_out", False):
        return
    _record(
        Action.FAILED_TO_SIGN_IN,
        request,
        _name(credentials.get("username")),
        reason=credentials.get("why", NOT_THEM),
    )


def kept_out(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    """Put on record that somebody is kept out from now on; tries after that are not. Two queries."""
    if getattr(request, "axes_failures_since_start", None) is not None:
        reason = ADDRESS_LOCKED if is_address_locked(request) else LOCKED
        _record(Action.FAILED_TO_SIGN_IN, request, _name(username), reason=reason)


def failed_code(request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    """Have a wrong code count, and go on record, as a wrong password does."""
    user_login_failed.send(
        sender=__name__,
        credentials={"username": user.get_username(), "why": WRONG_CODE},
        request=request,
    )


def changed_password(request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    """Put on record that somebody changed their password, which is their own now. Two queries."""
    own_password(key=user.pk)
    _record(
        Action.CHANGED_PEOPLE, request, user.get_username(), reason="Changed their own password."
    )


def changed_second_factor(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **kwargs: Any
) -> None:
    """Put on record that somebody set up, removed or made anew a second factor. One query."""
    did = {
        id(second_factor.authenticator_added): "Set up",
        id(second_factor.authenticator_removed): "Removed",
        id(second_factor.authenticator_reset): "Made anew",
    }[id(kwargs["signal"])]
    what = authenticator.get_type_display().lower()
    _record(
        Action.CHANGED_PEOPLE,
        request,
        user.get_username(),
        reason=f"{did} their own second factor: {what}.",
    )


def _name(typed: object) -> str:
    return str(typed) if typed and is_somebody(str(typed)) else NOBODY


def _record(action: Action, request: HttpRequest, name: str, *, reason: str = "") -> None:
    subject = name if action is Action.CHANGED_PEOPLE else SITE
    audit(
        action=action,
        by=Actor(name, address_of(request)),
        at=timezone.now(),
        subject=subject,
        reason=reason,
    )
