"""Second factors as they are stored: sealed anew after SECRET_KEY was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from elections.sealing import UnreadableSecretError, seal, unseal


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many second factors were sealed anew, and whose can't be read with any key that is known."""

    done: int
    unreadable: tuple[str, ...]


@transaction.atomic
def reseal_second_factors() -> Resealed:
    """Seal every stored secret with the newest SECRET_KEY. Two queries, and one for each secret.

    What can't be read stays as it is: a key that is found again opens it.
    """
    done, unreadable = 0, []
    held = Authenticator.objects.select_related("user").select_for_update(of=("self",))
    for authenticator in held.order_by("pk"):
        try:
            data = with_secrets(authenticator.data, lambda text: seal(unseal(text)))
        except UnreadableSecretError:
            unreadable.append(authenticator.user.get_username())
            continue
        authenticator.data = data
        authenticator.save(update_fields=["data"])
        done += 1
    return Resealed(done, tuple(dict.fromkeys(unreadable)))


def with_secrets(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return what allauth stores of a second factor with each secret in it changed."""
    changed = dict(data)
    for name in ("secret", "seed"):
        if name in data:
            changed[name] = change(data[name])
    if "migrated_codes" in data:
        changed["migrated_codes"] = [change(code) for code in data["migrated_codes"]]
    return changed
