"""From which address somebody asks."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """Return the address that a request comes from; behind a proxy, the one that it saw. None if unknown."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # The last is the one the proxy itself added; those before it are a visitor's word.
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        found = ip_address(address)
    except ValueError:
        return None
    # A socket for both kinds of addresses tells an IPv4 address as an IPv6 one.
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def network_of(address: str) -> str:
    """Return what failures are counted by: an IPv4 address, or the /64 network of an IPv6 address.

    Whoever has one address of such a network has all of them.
    """
    if isinstance(ip_address(address), IPv6Address):
        return str(ip_network(f"{address}/64", strict=False).network_address)
    return address
