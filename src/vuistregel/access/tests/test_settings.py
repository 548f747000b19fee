"""A house starts only with settings that can work: each that cannot is named."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from vuistregel.settings.environment import Misconfigured, new_secrets, read


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    return new_secrets() | {
        "VUISTREGEL_MODE": "production",
        "VUISTREGEL_TLS": "proxy",
        "VUISTREGEL_HOSTS": "privacy.example.org",
        "VUISTREGEL_URL": "https://privacy.example.org",
        "VUISTREGEL_VAR": str(tmp_path),
    }


def problems(environ: dict[str, str]) -> list[str]:
    try:
        read(environ)
    except Misconfigured as wrong:
        return wrong.problems
    return []


def b64(key: bytes) -> str:
    return base64.b64encode(key).decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VUISTREGEL_BOARD_KEYS", ","),
        ("VUISTREGEL_BOARD_KEYS", f"k1:{b64(bytes(32))}"),
        ("VUISTREGEL_BOARD_KEYS", f"k2:{b64(bytes(range(32)))},k1:{b64(b'x' * 32)}"),
        ("VUISTREGEL_LOG_KEY", b64(bytes(32))),
        ("VUISTREGEL_SECRET_KEY", "ab" * 30),
        ("VUISTREGEL_MAIL_URL", "rubbish"),
        ("VUISTREGEL_MAIL_URL", "http://mail.example.org"),
        ("VUISTREGEL_MAIL_URL", "smtp://mail.example.org:many"),
        ("VUISTREGEL_CACHE_URL", "redis://"),
        ("VUISTREGEL_CACHE_URL", "memcached://cache.example.org"),
        ("DATABASE_URL", "mysql://house@database/vuistregel"),
        ("DATABASE_URL", "postgresql://house@database"),
        ("VUISTREGEL_KEYS_URL", "rubbish"),
        ("VUISTREGEL_HOSTS", "privacy.example.org,.org"),
        ("VUISTREGEL_HOSTS", "*"),
        ("VUISTREGEL_URL", "https://elsewhere.example.org"),
        ("VUISTREGEL_URL", "https://"),
    ],
)
def test_production_names_what_cannot_work(production: dict[str, str], name: str, value: str) -> None:
    assert problems(production) == []
    assert any(problem.startswith(f"{name} ") for problem in problems(production | {name: value}))


@pytest.mark.parametrize(
    "given",
    [
        {"VUISTREGEL_HOSTS": ".example.org"},
        {"VUISTREGEL_URL": "https://Privacy.Example.org:8443"},
        {"VUISTREGEL_MAIL_URL": "smtps://user:p%40ss@mail.example.org"},
        {"VUISTREGEL_CACHE_URL": "rediss://:secret@cache.example.org:6380/1"},
        {"DATABASE_URL": "postgresql://house@/vuistregel?host=/run/postgresql"},
    ],
)
def test_production_takes_what_works(production: dict[str, str], given: dict[str, str]) -> None:
    assert problems(production | given) == []


def test_a_folder_that_is_a_file_is_named(production: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = problems(production | {"VUISTREGEL_VAR": str(tmp_path / "file")})
    assert [problem.split()[0] for problem in found] == ["VUISTREGEL_VAR"]
