"""What allauth asks of the site: nobody signs up, and where requests come from."""

from __future__ import annotations

from typing import Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from typing_extensions import override

from elections.accounts.address import address_of, network_of
from elections.sealing import seal, unseal

UNKNOWN: Final = "0.0.0.0"  # noqa: S104 - no address to listen at


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an admin, and messages are ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Name or password is wrong. Try again.",
    }

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody signs up."""
        return False

    @override
    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody signs in with the password they have now."""
        return reverse("account_login")

    @override
    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address as the audit log has it."""
        return address_of(request) or UNKNOWN


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A second factor that is compulsory is changed by setting up another, not removed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is wrong or no longer good: type the one that is shown now.",
        "cannot_delete_authenticator": "Here everybody has to have a second factor. If your phone is"
        " lost or changed, an admin resets it and you set it up again.",
    }

    @override
    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return seal(text)

    @override
    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret. Raises UnreadableSecretError."""
        return unseal(encrypted_text)

    @override
    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as a drawing to stand in the page: our policy lets no image be inlined."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        image = qrcode.make(url, image_factory=SvgPathImage, border=2)
        drawing: str = image.to_string(encoding="unicode")
        return drawing

    @override
    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether somebody may do without a second factor."""
        return not settings.REQUIRE_SECOND_FACTOR


def client_address(request: HttpRequest) -> str:
    """Return the address by which failures are counted."""
    return network_of(address_of(request) or UNKNOWN)
