"""The environment variables of the house: one table, read once. docs/configuration.md is made from it.

Three modes: `local` (commands and a house on this machine; secrets are made on first use in the data folder),
`example` (local, with the invented board, its sign-ins and a clock that can be moved) and `production`
(every secret comes from outside and TLS is decided upon, or the house does not start).
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vuistregel.settings.problems import of_production, unreadable

MODES = ("local", "example", "production")


class Misconfigured(Exception):
    """The house may not start like this. `problems` names each setting and what to do."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, what holds when it is absent, and what it is for."""

    name: str
    default: str
    meaning: str
    secret: bool = False


VARIABLES: tuple[Variable, ...] = (
    Variable("VUISTREGEL_MODE", "local", "`local`, `example` or `production`."),
    Variable("VUISTREGEL_VAR", "./var", "Data folder: SQLite files, spool, backups, anchors, destruction ledger."),
    Variable("DATABASE_URL", "SQLite in the data folder", "The main database; PostgreSQL for more than one machine."),
    Variable("VUISTREGEL_KEYS_URL", "SQLite in the data folder", "The store of holders' keys; never the main one."),
    Variable("VUISTREGEL_SECRET_KEY", "made on first use (not in production)", "Signs sessions and links.", True),
    Variable(
        "VUISTREGEL_BOARD_KEYS",
        "made on first use (not in production)",
        "Wraps the holders' keys: `id:base64 of 32 bytes`, newest first, separated by commas.",
        True,
    ),
    Variable(
        "VUISTREGEL_LOG_KEY",
        "made on first use (not in production)",
        "Authenticates the evidence log: base64 of 32 bytes. Kept out of every database and backup.",
        True,
    ),
    Variable("VUISTREGEL_ANCHORS", "`anchors` in the data folder", "Where the log is anchored, outside the database."),
    Variable("VUISTREGEL_HOSTS", "localhost, 127.0.0.1", "Host names that the house answers to, by comma."),
    Variable(
        "VUISTREGEL_URL",
        "http://localhost:8000 (`run`: its own port)",
        "The address that people type; links in mail start with it.",
    ),
    Variable(
        "VUISTREGEL_TLS",
        "none",
        "`proxy` (TLS ends at a proxy that sets X-Forwarded-Proto), `direct` (certificate and key given to `serve`); "
        "`none` only outside production.",
    ),
    Variable("VUISTREGEL_CACHE_URL", "the database", "Shared cache for rate limits: `redis://…`, or empty."),
    Variable(
        "VUISTREGEL_MAIL_URL",
        "none: mail stays on the outbox page",
        "`smtp://user:password@host:587`. Without it nobody gets a link to sign in: only the example shows those.",
        True,
    ),
    Variable("VUISTREGEL_MAIL_FROM", "vuistregel@localhost", "Sender of mail."),
    Variable("VUISTREGEL_WEB_ROLE", "none", "PostgreSQL: the plain role that web processes assume (second lock)."),
    Variable("VUISTREGEL_OIDC", "none", "Staff sign-in by OIDC: `name|client id|secret|https://issuer`.", True),
    Variable("VUISTREGEL_SAML", "none", "Entree Federatie by SAML: path of the federation's metadata file."),
    Variable("VUISTREGEL_DEBUG", "no", "`yes` shows tracebacks in the browser; refused in production."),
)
NAMES = frozenset(v.name for v in VARIABLES)


@dataclass(frozen=True, slots=True)
class Environment:
    """What the variables came to. Keys are raw bytes; `board_keys` is newest first."""

    mode: str
    var: Path
    database_url: str
    keys_url: str
    secret_key: str
    board_keys: tuple[tuple[str, bytes], ...]
    log_key: bytes
    anchors: Path
    hosts: tuple[str, ...]
    url: str
    tls: str
    cache_url: str
    mail_url: str
    mail_from: str
    web_role: str
    oidc: str
    saml: str
    debug: bool

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def example(self) -> bool:
        return self.mode == "example"


def read(environ: Mapping[str, str] | None = None) -> Environment:
    """The environment, checked. Raises Misconfigured with every problem at once.

    Outside production a missing secret is made and kept in `secrets.env` of the data folder, readable by its owner
    only; there is no default secret anywhere.
    """
    env = dict(os.environ if environ is None else environ)
    problems = [
        f"{name} is not a setting of Vuistregel; see docs/configuration.md."
        for name in sorted(env)
        if name.startswith("VUISTREGEL_") and name not in NAMES
    ]
    mode = env.get("VUISTREGEL_MODE", "local")
    if mode not in MODES:
        raise Misconfigured([*problems, f"VUISTREGEL_MODE is {mode!r}; it must be one of {', '.join(MODES)}."])
    var = Path(env.get("VUISTREGEL_VAR", "var")).absolute()
    debug = env.get("VUISTREGEL_DEBUG", "no").lower() in {"1", "yes", "true"}
    tls = env.get("VUISTREGEL_TLS", "none")
    if tls not in {"none", "proxy", "direct"}:
        problems.append(f"VUISTREGEL_TLS is {tls!r}; it must be proxy, direct or none.")
    hosts = tuple(h.strip() for h in env.get("VUISTREGEL_HOSTS", "").split(",") if h.strip())
    url = env.get("VUISTREGEL_URL", "http://localhost:8000").rstrip("/")
    problems += unreadable(env, var)
    if mode != "production" and not problems:
        env = _with_own_secrets(env, var)
    board_keys, log_key = _keys(env, problems)
    if mode == "production":
        keys = {
            "VUISTREGEL_BOARD_KEYS": [key for _, key in board_keys],
            "VUISTREGEL_LOG_KEY": [log_key] if log_key else [],
        }
        problems += of_production(env, debug=debug, tls=tls, hosts=hosts, url=url, keys=keys)
    if problems:
        raise Misconfigured(problems)
    return Environment(
        mode=mode,
        var=var,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{var / 'vuistregel.sqlite3'}",
        keys_url=env.get("VUISTREGEL_KEYS_URL") or f"sqlite:///{var / 'keys.sqlite3'}",
        secret_key=env["VUISTREGEL_SECRET_KEY"],
        board_keys=board_keys,
        log_key=log_key,
        anchors=Path(env.get("VUISTREGEL_ANCHORS") or var / "anchors"),
        hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        url=url,
        tls=tls,
        cache_url=env.get("VUISTREGEL_CACHE_URL", ""),
        mail_url=env.get("VUISTREGEL_MAIL_URL", ""),
        mail_from=env.get("VUISTREGEL_MAIL_FROM", "vuistregel@localhost"),
        web_role=env.get("VUISTREGEL_WEB_ROLE", ""),
        oidc=env.get("VUISTREGEL_OIDC", ""),
        saml=env.get("VUISTREGEL_SAML", ""),
        debug=debug,
    )


def _with_own_secrets(env: dict[str, str], var: Path) -> dict[str, str]:
    """Fill missing secrets from the data folder's own file; make them once."""
    names = ("VUISTREGEL_SECRET_KEY", "VUISTREGEL_BOARD_KEYS", "VUISTREGEL_LOG_KEY")
    if all(env.get(name) for name in names):
        return env
    path = var / "secrets.env"
    try:
        text = path.read_text()
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
        # Two processes may start together: the file appears whole, and only the first one's counts.
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write("".join(f"{name}={value}\n" for name, value in new_secrets().items()))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        text = path.read_text()
    kept = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    return {**kept, **{k: v for k, v in env.items() if v}}


def new_secrets() -> dict[str, str]:
    """Fresh secrets by the names of their variables."""
    return {
        "VUISTREGEL_SECRET_KEY": secrets.token_urlsafe(50),
        "VUISTREGEL_BOARD_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "VUISTREGEL_LOG_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }


def _keys(env: Mapping[str, str], problems: list[str]) -> tuple[tuple[tuple[str, bytes], ...], bytes]:
    board_keys: list[tuple[str, bytes]] = []
    given = env.get("VUISTREGEL_BOARD_KEYS", "")
    parts = [part for part in map(str.strip, given.split(",")) if part]
    if given and not parts:
        problems.append("VUISTREGEL_BOARD_KEYS holds no key. It must be `id:base64 of 32 bytes`, separated by commas.")
    for part in parts:
        name, _, value = part.partition(":")
        key = _thirty_two_bytes(value)
        if not name or key is None:
            problems.append("VUISTREGEL_BOARD_KEYS must be `id:base64 of 32 bytes`, separated by commas.")
            break
        board_keys.append((name, key))
    log_key = _thirty_two_bytes(env.get("VUISTREGEL_LOG_KEY", ""))
    if env.get("VUISTREGEL_LOG_KEY") and log_key is None:
        problems.append("VUISTREGEL_LOG_KEY must be base64 of 32 bytes.")
    return tuple(board_keys), log_key or b""


def _thirty_two_bytes(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return key if len(key) == 32 else None
