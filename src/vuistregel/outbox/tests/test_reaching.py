"""Web calls leave for the internet and for nowhere else."""

from __future__ import annotations

import socket
from uuid import uuid4

import pytest

from vuistregel.outbox import reaching
from vuistregel.outbox.transports import Outcome, Parcel, call_webhook


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  (an address that is refused)
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:192.168.1.1", False),
        ("2002:c0a8:0101::1", False),
    ],
)
def test_which_addresses_everybody_shares(address: str, public: bool) -> None:
    assert reaching.is_public(address) is public


@pytest.fixture
def listening():
    """A port of this machine that would answer; tells whether anybody came."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def came(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_in_production_nobody_knocks_at_our_own_machine(listening, host: str) -> None:
    port = listening.getsockname()[1]
    parcel = Parcel(uuid4(), "k", f"https://{host}:{port}/hook", "s", "{}")

    assert call_webhook(parcel, need_tls=True) == (Outcome.NEVER, "address_refused")
    assert not came(listening)
