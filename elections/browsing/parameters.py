"""Every name that an address of the site may have in its query.

The page cache keeps only what asks for these: anybody can think of other names, and of as many as would fill its memory.
A page that reads another one works, and is made anew each time, until its name stands here.
"""

from __future__ import annotations

from elections.browsing.changes import SINCE, UNTIL
from elections.browsing.contests import BASELINE_SWITCH
from elections.browsing.criteria import SEARCH, SORT, Facet
from elections.pages.maps.switches import COLOURED_BY, LAYER, ZOOM

# Of pages and their downloads, beside the filters of lists: what changes are counted from, and between which polls;
# what is compared; which parties are added up; how a map is coloured, which it is, and how near.
OF_PAGES = frozenset(
    {
        BASELINE_SWITCH.parameter,
        SINCE,
        UNTIL,
        "at",
        "with",
        COLOURED_BY.parameter,
        LAYER,
        ZOOM.parameter,
    }
)
# Of lists under /api/.
OF_THE_API = frozenset({"council", "election", "limit", "offset"})

PARAMETERS = frozenset({*(facet.value for facet in Facet), SEARCH, SORT, *OF_PAGES, *OF_THE_API})
