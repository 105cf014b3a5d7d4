"""Secrets of second factors as they are stored: sealed with a key that follows from SECRET_KEY.

Whoever comes to a copy of the database alone can make no code from it. `cryptography` is only
imported where a secret is read or written: readers' processes stay small.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

# Another purpose makes another key: what is sealed here opens nothing else that SECRET_KEY keeps.
PURPOSE: Final = b"overall-control second factor"


class UnreadableSecretError(Exception):
    """A stored secret was sealed with a SECRET_KEY that is not known any more, or was tampered with."""

    def __init__(self) -> None:
        super().__init__("This secret was sealed with another SECRET_KEY.")


def seal(text: str) -> str:
    """Return a secret as it is stored, sealed with the newest key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return a stored secret, opened with the newest key or an earlier one. Raises UnreadableSecretError."""
    from cryptography.fernet import InvalidToken

    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def _keys() -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet(
        [Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return urlsafe_b64encode(derived)
