"""Events: elections, contests, what sources claim of them, and what reconciliation publishes."""

from __future__ import annotations

from elections.models.amendments import Amendable, Amendment
from elections.models.claims import BaselineBasis, Claim, StatedAs
from elections.models.contests import Contest
from elections.models.data_version import DataVersion
from elections.models.desk import (
    Action,
    AuditEntry,
    Correction,
    CorrectionKind,
    DeskResult,
    Draft,
    SeatsDefended,
    Withdrawal,
)
from elections.models.elections import Election
from elections.models.loaded_files import LoadedFile
from elections.models.parties import Party, PartyAlias, PartyKind
from elections.models.people import GivenPassword
from elections.models.proposals import Proposal
from elections.models.publications import (
    ChangeOfControl,
    ClaimUse,
    Publication,
    PublishedFinding,
    Tally,
)
from elections.models.sources import Source

__all__ = [
    "Action",
    "Amendable",
    "Amendment",
    "AuditEntry",
    "BaselineBasis",
    "ChangeOfControl",
    "Claim",
    "ClaimUse",
    "Contest",
    "Correction",
    "CorrectionKind",
    "DataVersion",
    "DeskResult",
    "Draft",
    "Election",
    "GivenPassword",
    "LoadedFile",
    "Party",
    "PartyAlias",
    "PartyKind",
    "Proposal",
    "Publication",
    "PublishedFinding",
    "SeatsDefended",
    "Source",
    "StatedAs",
    "Tally",
    "Withdrawal",
]
