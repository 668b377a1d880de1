"""Network that a request came from, as far as the number of our own proxies lets us know it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Whoever asks from here without a known proxy is one: behind it everybody would share one budget.
HOUSE = [
    ipaddress.ip_network(net) for net in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
]
HOUSE_6 = [ipaddress.ip_network(net) for net in ("::1/128", "fc00::/7")]
# What one household or server has of IPv6.
PREFIX_6 = 64


def network_of(request: HttpRequest) -> str:
    """Return the IPv4 address, or the first 64 bits of the IPv6 one; empty where only a proxy is known."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    said = request.META.get("REMOTE_ADDR", "")
    if proxies:
        passed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        said = passed[-proxies].strip() if len(passed) >= proxies else ""
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if not proxies and any(address in net for net in HOUSE):
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, PREFIX_6), strict=False))
    return str(address)
