"""Is the port free? The web server would share it in silence with another house, and answers would come from either."""

from __future__ import annotations

import errno
import socket
from typing import Any, Final

from vuistregel.actions import Refused
from vuistregel.decisions import Reason, no
from vuistregel.words import Words

_PORTS: Final = 65_536


def require_free(host: str, port: int) -> None:
    """Refuse an address that cannot be this process's alone; ask before anything starts."""
    try:
        found = [_problem(*address) for address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as unknown:
        found = [unknown]
    taken = any(problem and problem.errno == errno.EADDRINUSE for problem in found)
    if taken or all(found):
        other = port + 10 if port + 10 < _PORTS else 8010
        words = (_TAKEN if taken else _UNUSABLE).with_(host=host, port=port, other=other)
        raise Refused(no(Reason(words)))


def _problem(family: int, kind: int, protocol: int, _: str, address: Any) -> OSError | None:
    try:
        with socket.socket(family, kind, protocol) as tried:
            # Passes over connections that are only dying away, and over no server that listens.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OverflowError:
        return OSError(errno.EINVAL, "no such port")
    except OSError as problem:
        return problem
    return None


_TAKEN = Words(
    "Poort {port} is al in gebruik. Stop wat daar draait, of kies een andere: --port {other} (met make: PORT={other}).",
    "Port {port} is in use already. Stop what runs there, or choose another: --port {other} (with make: PORT={other}).",
)
_UNUSABLE = Words(
    "Op {host}, poort {port}, kan geen webserver staan. Kies een andere: --port {other} (met make: PORT={other}).",
    "No web server can stand at {host}, port {port}. Choose another: --port {other} (with make: PORT={other}).",
)
