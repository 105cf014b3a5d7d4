"""The kinds of principal council there are, and which of them have party control at all."""

from __future__ import annotations

from enum import StrEnum

from councils.domain.control import NotApplicable, NotApplicableReason


class CouncilType(StrEnum):
    """A kind of principal council, by the name used in addresses and filters.

    Local Government Act 1972 (counties, districts, metropolitan boroughs), London Government
    Act 1963, Local Government etc. (Scotland) Act 1994, Local Government (Wales) Act 1994,
    Local Government Act (Northern Ireland) 2014. `SUI_GENERIS` is the City of London and the
    Council of the Isles of Scilly.
    """

    COUNTY = "county"
    DISTRICT = "district"
    UNITARY = "unitary"
    METROPOLITAN = "metropolitan"
    LONDON_BOROUGH = "london-borough"
    SCOTTISH = "scottish"
    WELSH = "welsh"
    NORTHERN_IRISH = "northern-irish"
    SUI_GENERIS = "sui-generis"


def why_no_party_control(council_type: CouncilType) -> NotApplicable | None:
    """Return why a council of this type shows no control, or None where control applies.

    Northern Ireland's councils share posts in proportion (Local Government Act (Northern
    Ireland) 2014, schedule 1); the City of London and Scilly have no party control.
    """
    match council_type:
        case CouncilType.NORTHERN_IRISH:
            return NotApplicable(NotApplicableReason.POSTS_SHARED_IN_PROPORTION)
        case CouncilType.SUI_GENERIS:
            return NotApplicable(NotApplicableReason.NO_PARTY_POLITICS)
        case _:
            return None
