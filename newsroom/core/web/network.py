"""Network that a request came from, as far as the number of our own proxies lets us know it."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

# Whoever asks from here without a known proxy is one: behind it everybody would share one budget.
HOUSE = [
    ipaddress.ip_network(net)
    for net in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
]
# What one household or server has of IPv6.
PREFIX_6 = 64
# As some proxies write it.
WITH_PORT = re.compile(r"(?:([0-9.]+)|\[([0-9a-fA-F:.]+)\])(?::[0-9]{1,5})?")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network_of(request: HttpRequest) -> str:
    """Return the network of whoever asks; empty where only a proxy is known."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    said = request.META.get("REMOTE_ADDR", "")
    if proxies:
        passed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        said = passed[-proxies].strip() if len(passed) >= proxies else ""
    address = _address(said)
    if address is None or (not proxies and any(address in net for net in HOUSE)):
        return ""
    return _network(address)


def network(ip: str) -> str:
    """Return the network of an address, or what is none as it is."""
    address = _address(ip)
    return ip if address is None else _network(address)


def _address(ip: str) -> Address | None:
    """Return an address, of an IPv4 one written as IPv6 the former; a port beside it is left out."""
    if match := WITH_PORT.fullmatch(ip):
        ip = match[1] or match[2]
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(address: Address) -> str:
    """Return an IPv4 address as it is, and of an IPv6 one its first 64 bits, all of which one visitor has."""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, PREFIX_6), strict=False))
    return str(address)
