"""From which network somebody tries. The address itself is used for counting and is never kept."""

from __future__ import annotations

import hmac
from datetime import date
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

#: A household or school gets a whole IPv6 network of this size; single addresses in it change by the hour.
_IPV6_NETWORK: Final = 64


def network_of(request: HttpRequest) -> str:
    """The network of a request: an IPv4 address, or the IPv6 network around it."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{_IPV6_NETWORK}", strict=False))
    return str(address)


def tag(network: str, day: date) -> str:
    """Eight characters by which the log shows that attempts of one day came from one network, and not which."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"{day.isoformat()} {network}".encode(), sha256).hex()[:8]
