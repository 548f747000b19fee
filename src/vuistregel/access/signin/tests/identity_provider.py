"""An organisation's sign-in for tests: a real server on this machine that speaks enough OIDC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        if self.path.endswith("/openid-configuration"):
            self._answer(
                {
                    "issuer": self.server.url,
                    "authorization_endpoint": f"{self.server.url}/authorize",
                    "token_endpoint": f"{self.server.url}/token",
                    "userinfo_endpoint": f"{self.server.url}/userinfo",
                    "jwks_uri": f"{self.server.url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self._answer(self.server.person)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self._answer({"access_token": "only-for-this-test", "token_type": "Bearer"})

    def _answer(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: a test's output is the test's."""


class Provider(ThreadingHTTPServer):
    """What it says about whoever signs in stands in `person`."""

    person: dict[str, Any]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def as_app(self) -> dict[str, Any]:
        return {
            "provider": "openid_connect",
            "provider_id": "organisatie",
            "name": "De Kantlijn",
            "client_id": "vuistregel",
            "secret": "invented",
            "settings": {"server_url": self.url, "oauth_pkce_enabled": True},
        }


@contextmanager
def provider() -> Iterator[Provider]:
    server = Provider(("127.0.0.1", 0), _Answers)
    server.person = {}
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
