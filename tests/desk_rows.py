"""Rows of the results desk for tests, none of them stored."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from elections.codec.way import way_json
from elections.domain.desk.states import Expected
from elections.models import (
    Amendment,
    AuditEntry,
    Contest,
    Correction,
    DeskResult,
    Draft,
    GivenPassword,
    Proposal,
    SeatsDefended,
    Withdrawal,
)
from tests import factories


def desk_result(**columns: Any) -> DeskResult:
    """Return a result of Medway that nobody has begun with."""
    given: dict[str, Any] = {
        "state": "expected",
        "way": way_json(Expected()),
        "changed_at": factories.NIGHT,
        "waiting_since": factories.NIGHT,
    }
    if "contest" not in columns:
        given["contest"] = Contest.objects.first() or factories.contest()
    return DeskResult(**(given | columns))


def draft(**columns: Any) -> Draft:
    """Return an empty draft of that result."""
    given: dict[str, Any] = {"by": "ruth", "saved_at": factories.NIGHT}
    if "result" not in columns:
        given["result"] = DeskResult.objects.first() or factories.made(desk_result())
    return Draft(**(given | columns))


def entry(**columns: Any) -> AuditEntry:
    """Return an entry of the audit log."""
    given = {"at": factories.NIGHT, "by": "ruth", "action": "opened", "subject": "Medway"}
    return AuditEntry(**(given | columns))


def proposal(**columns: Any) -> Proposal:
    """Return an open proposal that Medway has 61 seats."""
    given: dict[str, Any] = {
        "kind": "council_size",
        "target": "medway 2023-05-04",
        "told": "Medway: 61 seats from 4 May 2023",
        "change": {
            "slug": "medway",
            "seats": 61,
            "in_force_from": "2023-05-04",
            "source": "medway-review-2021",
        },
        "reason": "The order says 61.",
        "proposed_by": "ada",
        "proposed_at": factories.NIGHT,
    }
    return Proposal(**(given | columns))


def defended(**columns: Any) -> SeatsDefended:
    """Return the seats that Labour defended in Medway."""
    given: dict[str, Any] = {
        "contest": Contest.objects.first() or factories.contest(),
        "party": factories.party(),
        "seats": 7,
        "source": factories.fact_source(),
    }
    return SeatsDefended(**(given | columns))


BY_EDITH: dict[str, Any] = {"at": factories.NIGHT, "by": "edith", "reason": "misread"}


def withdrawal(**columns: Any) -> Withdrawal:
    """Return a withdrawal of a claim, with that claim stored."""
    return Withdrawal(claim=factories.claim(), **(BY_EDITH | columns))


def correction(**columns: Any) -> Correction:
    """Return a correction, with the publication that it is of stored."""
    given: dict[str, Any] = {"kind": "correction", "reason": "misread"}
    return Correction(publication=factories.publication(), **(given | columns))


def amendment(**columns: Any) -> Amendment:
    """Return a note that Medway's name was changed at the desk."""
    given = {"kind": "council", "key": "medway", "column": "name", "at": factories.NIGHT}
    return Amendment(**(given | {"by": "ada"} | columns))


def given_password() -> GivenPassword:
    """Return a note that Ruth's password was given to her, with her account stored."""
    return GivenPassword(user=User.objects.create_user("ruth"), given_at=factories.NIGHT)
