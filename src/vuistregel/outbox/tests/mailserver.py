"""A small real mail server for tests: it keeps what it accepts, and refuses, hangs up or waits as a test says."""

from __future__ import annotations

import email
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message


@dataclass
class Post:
    """What the server does and what came in. Answers are whole SMTP lines; "" hangs up instead of answering."""

    to_recipient: str = "250 ok"
    to_data: str = "250 taken"
    to_quit: str = "221 bye"
    to_login: str = "535 no"
    offers: tuple[str, ...] = ()
    certificate: tuple[str, str] | None = None
    #: Set: the server answers a message only once `let_go` is set, and says by `holding` that it has one.
    holds: bool = False
    holding: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    accepted: list[Message] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def context(self) -> ssl.SSLContext:
        assert self.certificate is not None
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(*self.certificate)
        return made


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server
    secure = False

    def handle(self) -> None:
        try:
            self._talk()
        except OSError:
            pass  # the other side was killed, or did not like the certificate

    def _say(self, line: str) -> None:
        if line:
            self.wfile.write(line.encode() + b"\r\n")

    def _talk(self) -> None:
        post = self.server.post
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            answer = getattr(self, f"_{verb.lower()}", lambda: "250 ok")()
            if not answer:
                return
            self._say(answer)
            if verb == "STARTTLS":
                self.request = post.context().wrap_socket(self.request, server_side=True)
                self.secure = True
                self.setup()
            if verb == "QUIT":
                return

    def _ehlo(self) -> str:
        offers = [o for o in self.server.post.offers if o != "STARTTLS" or not self.secure]
        return "\r\n".join(f"250{'-' if n < len(offers) else ' '}{text}" for n, text in enumerate(["test", *offers]))

    def _rcpt(self) -> str:
        return self.server.post.to_recipient

    def _auth(self) -> str:
        return self.server.post.to_login

    def _starttls(self) -> str:
        return "220 go ahead"

    def _quit(self) -> str:
        return self.server.post.to_quit

    def _data(self) -> str:
        post = self.server.post
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()).strip(b"\r\n") != b".":
            if not line:
                return ""
            lines.append(line)
        if post.to_data.startswith("250") or not post.to_data:
            post.accepted.append(email.message_from_bytes(b"".join(lines)))
            post.encrypted.append(self.secure)
        if post.holds:
            post.holding.set()
            post.let_go.wait(60)
        return post.to_data


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, post: Post, *, tls: bool) -> None:
        self.post, self.tls = post, tls
        super().__init__(("127.0.0.1", 0), _Conversation)

    def get_request(self):
        connection, address = super().get_request()
        if self.tls:
            connection = self.post.context().wrap_socket(connection, server_side=True)
        return connection, address


@contextmanager
def mail_server(post: Post, *, tls: bool = False) -> Iterator[Post]:
    """The server, listening while the block lasts; `tls` speaks TLS from the start."""
    with _Server(post, tls=tls) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield post
        finally:
            post.let_go.set()
            server.shutdown()
            thread.join()
