"""The forms of signing in, with failures counted alike for passwords and codes; and those of people."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError

from elections.pages.desk.people import ROLE_WORDS
from elections.selectors.people import first_things_of
from elections.services.staff import Role

CODE: Final = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
SAME: Final = "This is the password that you have: think of another."
KEPT_OUT: Final = "Too many failures: wait a while before you try again."


class CodeInput(forms.TextInput):
    """A field for a code, empty again after a wrong one: the next is typed at once, not behind it."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the field is drawn from, without what was typed."""
        return super().get_context(name, None, attrs)


class SignInForm(LoginForm):  # type: ignore[misc]
    """A name and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Telephones begin with a capital letter otherwise, and names tell those apart.
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].label = "Name"
        self.fields["login"].widget = forms.TextInput(attrs={**name, "autofocus": True})
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password in place of the one that somebody has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("oldpassword", "The password that you have"),
            ("password1", "The new one"),
            ("password2", "The new one again"),
        ):
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].widget.attrs["autofocus"] = True
        self.is_given = first_things_of(self.user.pk).has_given_password

    def clean_password1(self) -> str:
        """Return the new password. Raises ValidationError where it is the old one."""
        new: str = self.cleaned_data["password1"]
        if new == self.cleaned_data.get("oldpassword"):
            raise ValidationError(SAME)
        return new


class PasswordAgainForm(PasswordAgain):  # type: ignore[misc]
    """The password before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = "Your password", ""
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autofocus"] = True


class Counted:
    """A code of an app or a recovery code: who failed too often has to wait, whatever they type."""

    user: Any
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.widget = "Code", CodeInput(attrs={**CODE, "autofocus": True})

    def clean_code(self) -> str:
        """Return the code if it is right. Raises ValidationError; a wrong one is counted."""
        request = context.request
        credentials = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out, request.axes_credentials = True, credentials
            raise ValidationError(KEPT_OUT)
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class SecondFactorForm(Counted, AuthenticateForm):  # type: ignore[misc]
    """The code at signing in."""


class SecondFactorAgainForm(Counted, ReauthenticateForm):  # type: ignore[misc]
    """The code before something that matters."""


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was shown the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The code that the app shows"
        self.fields["code"].widget = CodeInput(
            attrs={**CODE, "inputmode": "numeric", "autofocus": True}
        )


ROLES: Final = [(role.value, ROLE_WORDS[role.value]) for role in Role]


class RolesForm(forms.Form):
    """What somebody is at the desk."""

    roles = forms.MultipleChoiceField(
        choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def given(self) -> tuple[Role, ...]:
        """Return the roles chosen. The form has to be valid."""
        return tuple(Role(value) for value in self.cleaned_data["roles"])


class PersonForm(RolesForm):
    """Somebody to add."""

    name = forms.CharField(max_length=150)
