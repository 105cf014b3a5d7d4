"""Questions about elections, in the words of those who ask them; each kind of row has a module."""

from __future__ import annotations

from elections.querysets.amendments import AmendmentQuerySet
from elections.querysets.contests import (
    ContestQuerySet,
    ElectionQuerySet,
)
from elections.querysets.desk import (
    AuditQuerySet,
    CorrectionQuerySet,
    DeskResultQuerySet,
    DraftQuerySet,
    SeatsDefendedQuerySet,
    WithdrawalQuerySet,
)
from elections.querysets.freshness import (
    DataVersionQuerySet,
    LoadedFileQuerySet,
)
from elections.querysets.parties import (
    PartyAliasQuerySet,
    PartyQuerySet,
)
from elections.querysets.people import GivenPasswordQuerySet
from elections.querysets.proposals import ProposalQuerySet
from elections.querysets.publications import (
    ChangeOfControlQuerySet,
    ClaimUseQuerySet,
    PublicationQuerySet,
    PublishedFindingQuerySet,
    TallyQuerySet,
)
from elections.querysets.sources import (
    ClaimQuerySet,
    SourceQuerySet,
)

__all__ = [
    "AmendmentQuerySet",
    "AuditQuerySet",
    "ChangeOfControlQuerySet",
    "ClaimQuerySet",
    "ClaimUseQuerySet",
    "ContestQuerySet",
    "CorrectionQuerySet",
    "DataVersionQuerySet",
    "DeskResultQuerySet",
    "DraftQuerySet",
    "ElectionQuerySet",
    "GivenPasswordQuerySet",
    "LoadedFileQuerySet",
    "PartyAliasQuerySet",
    "PartyQuerySet",
    "ProposalQuerySet",
    "PublicationQuerySet",
    "PublishedFindingQuerySet",
    "SeatsDefendedQuerySet",
    "SourceQuerySet",
    "TallyQuerySet",
    "WithdrawalQuerySet",
]
