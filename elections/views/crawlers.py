"""What search engines and other crawlers are told."""

from __future__ import annotations

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.http import HttpResponse
from django.urls import reverse
from typing_extensions import override

from elections.selectors.addresses import Address, public_addresses
from elections.views.public import PublicRequest, public_page

# Each choice of a list's filters has an address; the lists themselves are enough to find every page by.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /*?
Sitemap: {sitemap}
"""


class Pages(Sitemap[Address]):
    """Every page that a reader would look for. When each last changed is not said: nobody knows it for all."""

    # All in one file: it holds fifty thousand.
    limit = 50_000

    @override
    def items(self) -> list[Address]:
        """Return the pages. Ten queries."""
        return [address for address in public_addresses() if address.is_sought]

    @override
    def location(self, item: Address) -> str:
        """Return where a page is."""
        return item.path


@public_page
def sitemap(request: PublicRequest) -> HttpResponse:
    """List every page, for search engines."""
    response = sitemap_of(request, {"pages": Pages()})
    return response.render()


@public_page
def robots(request: PublicRequest) -> HttpResponse:
    """Say what crawlers need not look at, and where the list of pages is."""
    address = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")
