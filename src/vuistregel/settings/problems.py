"""What the house may not start with: a value that nobody can read, and in production one that is not safe.

Each problem is a sentence that begins with the name of its variable; none repeats a value, which may hold a password.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

import dj_database_url
from django.utils.http import is_same_domain

#: So many different characters or bytes are in whatever was drawn at random; fewer were typed by hand.
_DIFFERENT: Final = 10
_ENGINES: Final = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


def unreadable(env: Mapping[str, str], var: Path) -> list[str]:
    """Values that no house can work with, in any mode. Makes the data folder, for only then it is known to be one."""
    return [
        *(
            f"{name} is not the address of a database. Write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
            for name in ("DATABASE_URL", "VUISTREGEL_KEYS_URL")
            if env.get(name) and not _is_database(env[name])
        ),
        *_unreadable_addresses(env),
        *_no_folder(var),
    ]


def of_production(
    env: Mapping[str, str], *, debug: bool, tls: str, hosts: tuple[str, ...], url: str, keys: Mapping[str, list[bytes]]
) -> list[str]:
    """Production refuses what is only safe on one's own machine. `keys` are the readable ones, by their variable."""
    problems = [
        f"{name} is not set. Production does not make its own secrets: `vuistregel make_secrets` prints new ones."
        for name in ("VUISTREGEL_SECRET_KEY", "VUISTREGEL_BOARD_KEYS", "VUISTREGEL_LOG_KEY")
        if not env.get(name)
    ]
    secret = env.get("VUISTREGEL_SECRET_KEY", "")
    if secret and (len(secret) < 40 or len(set(secret)) < _DIFFERENT):
        problems.append("VUISTREGEL_SECRET_KEY is too short or too plain; use `vuistregel make_secrets`.")
    problems += [
        f"{name} is too plain; use `vuistregel make_secrets`."
        for name, given in keys.items()
        if any(len(set(key)) < _DIFFERENT for key in given)
    ]
    if debug:
        problems.append("VUISTREGEL_DEBUG is on. In production it shows pupils' data to whoever meets an error.")
    if tls == "none":
        problems.append("VUISTREGEL_TLS is not set. Choose `proxy` or `direct`; personal data never travels in clear.")
    return [*problems, *_unsafe_hosts(hosts, url)]


def _unsafe_hosts(hosts: tuple[str, ...], url: str) -> Iterator[str]:
    if not hosts:
        yield "VUISTREGEL_HOSTS is not set. Name the host names that the house answers to."
    if "*" in hosts:
        yield "VUISTREGEL_HOSTS holds `*`. Name the host names that the house answers to."
    for host in hosts:
        # `.example.nl` is every name under example.nl; `.nl` would be everybody's.
        if host.startswith(".") and "." not in host.strip("."):
            yield f"VUISTREGEL_HOSTS holds `{host}`, a whole top-level domain. Name hosts of your own."
    if not url.startswith("https://"):
        yield "VUISTREGEL_URL must start with https:// in production."
    elif hosts:
        address = _split(url)
        if not (address and address.hostname and any(is_same_domain(address.hostname, h.lower()) for h in hosts)):
            yield "VUISTREGEL_URL has a host that is not in VUISTREGEL_HOSTS: no link in mail would be answered."


def _unreadable_addresses(env: Mapping[str, str]) -> Iterator[str]:
    mail, cache = env.get("VUISTREGEL_MAIL_URL"), env.get("VUISTREGEL_CACHE_URL")
    if mail and not _names_a_host(mail, {"smtp", "smtps"}):
        yield "VUISTREGEL_MAIL_URL is not the address of a mail server. Write smtp://USER:PASSWORD@HOST:587 or smtps://…"
    if cache and not _names_a_host(cache, {"redis", "rediss"}):
        yield "VUISTREGEL_CACHE_URL is not the address of a cache. Write redis://HOST:6379, or leave it empty."


def _names_a_host(url: str, schemes: set[str]) -> bool:
    address = _split(url)
    return bool(address and address.scheme in schemes and address.hostname)


def _split(url: str) -> SplitResult | None:
    try:
        address = urlsplit(url)
        _ = address.port  # a port that is no number is found only when it is asked for
    except ValueError:
        return None
    return address


def _is_database(url: str) -> bool:
    try:
        found = dj_database_url.parse(url)
    except ValueError:
        return False
    return found.get("ENGINE") in _ENGINES and bool(found.get("NAME"))


def _no_folder(var: Path) -> Iterator[str]:
    try:
        var.mkdir(parents=True, exist_ok=True)
        writable = os.access(var, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        yield f"VUISTREGEL_VAR is {var}; that is no folder in which the house can write."
