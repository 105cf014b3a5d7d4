"""Every name that an address of the site may have in its query.

The page cache keeps only what asks for these: anybody can think of other names, and of as many as would fill its memory.
A page that reads another one works, and is made anew each time, until its name stands here.
"""

from __future__ import annotations

from elections.browsing.contests import BASELINE_SWITCH
from elections.browsing.criteria import SEARCH, SORT, Facet

# Of pages and their downloads, beside the filters of lists.
OF_PAGES = frozenset({BASELINE_SWITCH.parameter, "with"})
# Of lists under /api/.
OF_THE_API = frozenset({"council", "election", "limit", "offset"})

PARAMETERS = frozenset({*(facet.value for facet in Facet), SEARCH, SORT, *OF_PAGES, *OF_THE_API})
