"""Calling only what anybody on the internet could call: never a machine in our own network (SSRF).

The address is looked up once and that very address is called: a name that points somewhere else a moment later leads
nowhere.
"""

from __future__ import annotations

import http.client
import socket
import urllib.request
from ipaddress import IPv6Address, ip_address
from typing import Any


class NotPublic(OSError):
    """A name that leads into a network of its own: this machine, a local network, a cloud's own data."""


def is_public(address: str) -> bool:
    """Whether an IP address, as text, belongs to the internet that everybody shares."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast


def addresses_of(host: str, port: int) -> list[str]:
    """Where a host leads, as IP addresses. Raises OSError when nobody knows it, NotPublic for a private network."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(is_public(address) for address in found):
        raise NotPublic(host)
    return list(dict.fromkeys(found))


def _connect(address: tuple[str, int], timeout: float | None = None, source: Any = None) -> socket.socket:
    """As socket.create_connection, to public addresses only."""
    host, port = address
    last: OSError = NotPublic(host)
    for each in addresses_of(host, port):
        try:
            return socket.create_connection((each, port), timeout, source)
        except OSError as error:
            last = error
    raise last


class _Connection(http.client.HTTPSConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = _connect


class PublicHttps(urllib.request.HTTPSHandler):
    """Opens https addresses of the internet, and no others."""

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req, context=self._context)  # type: ignore[attr-defined]
