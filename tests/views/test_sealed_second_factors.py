"""Second factors are stored sealed, by a key that follows from SECRET_KEY and can be changed."""

from __future__ import annotations

import json
import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.apps import apps
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from elections.sealing import UnreadableSecretError, seal, unseal
from tests.views.reading import words_of

SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "thirty-three for Labour"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A code that was right as it was made is right on a busy machine too.
    settings.MFA_TOTP_TOLERANCE = 1
    cache.clear()


def ruth() -> User:
    user = User.objects.create_user("ruth", password=PASSWORD, is_staff=True)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def stored() -> str:
    return json.dumps([each.data for each in Authenticator.objects.all()])


def answer_to_a_right_code() -> tuple[int, str]:
    client = Client()
    client.post("/accounts/login/", {"login": "ruth", "password": PASSWORD})
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    cache.clear()
    answer = client.post("/accounts/2fa/code/", {"code": code})
    return answer.status_code, words_of(answer) if answer.status_code != 302 else ""


def test_no_secret_and_no_recovery_code_stands_in_the_database() -> None:
    codes = RecoveryCodes.activate(ruth()).generate_codes()
    assert not [each for each in (SECRET, *codes) if each in stored()]
    assert answer_to_a_right_code() == (302, "")


def test_a_seal_is_never_the_same_twice_and_what_is_changed_does_not_open() -> None:
    sealed = seal(SECRET)
    assert sealed != seal(SECRET)
    assert unseal(sealed) == SECRET
    for wrong in (sealed[:-6] + "AAAA==", "", SECRET):
        with pytest.raises(UnreadableSecretError):
            unseal(wrong)


def test_an_earlier_key_opens_until_everything_is_sealed_anew(settings: Settings) -> None:
    ruth()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as long as it takes"
    assert answer_to_a_right_code()[0] == 302
    call_command("reseal_second_factors")
    settings.SECRET_KEY_FALLBACKS = []
    assert answer_to_a_right_code()[0] == 302


def test_a_lost_key_is_said_and_nobody_gets_in_by_it(settings: Settings) -> None:
    ruth()
    settings.SECRET_KEY = "another key, as long as it takes"
    status, words = answer_to_a_right_code()
    assert status == 503
    assert "An admin of this site resets your second factor" in words
    before = stored()
    with pytest.raises(CommandError, match="ruth"):
        call_command("reseal_second_factors")
    assert stored() == before


def test_those_stored_before_are_sealed_by_the_migration_and_opened_on_the_way_back() -> None:
    user = ruth()
    migration = import_module("elections.migrations.0009_second_factors_are_sealed")
    editor = connection.schema_editor()
    migration.open_them(apps, editor)
    assert SECRET in stored()
    for _ in range(2):
        migration.seal_them(apps, editor)
        assert SECRET not in stored()
    totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert unseal(totp.data["secret"]) == SECRET
