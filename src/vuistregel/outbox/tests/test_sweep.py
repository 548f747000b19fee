"""The sweep sends what is due, tries again what can be tried again, and asks a person about the rest."""

from __future__ import annotations

import dataclasses
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from vuistregel import clock, keys, norms
from vuistregel.keys.backup import hooks
from vuistregel.organisation.tests import builders as b
from vuistregel.outbox.life import POST
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.sweep import LEASE, sweep
from vuistregel.outbox.tests.mailserver import Post, mail_server
from vuistregel.outbox.tests.posting import ADDRESS, TEXT, posted

pytestmark = pytest.mark.django_db


def in_minutes(minutes: float):
    return clock.now() + timedelta(minutes=minutes)


@pytest.fixture
def served(settings):
    """`served(url, mode)`: the house has this mail server."""

    def serve(url: str, mode: str = "local") -> None:
        settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail_url=url, mode=mode)

    return serve


def as_it_is(item: OutboxItem) -> tuple[str, str]:
    item.refresh_from_db()
    return item.state, item.trouble


def test_a_mail_arrives_once_however_often_is_swept(served) -> None:
    item = posted(b.a_board())
    with mail_server(Post()) as server:
        served(server.url)
        assert [sweep(in_minutes(n)) for n in (0, 1, 600)] == [1, 0, 0]

    (mail,) = server.accepted
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "Uw link")
    assert mail.get_payload(decode=True).decode().strip() == TEXT
    assert mail["Message-ID"].startswith(f"<{item.uid}@")
    assert as_it_is(item) == ("sent", "")


def test_without_a_mail_server_mail_is_kept_and_letters_always_are(served) -> None:
    served("")
    board = b.a_board()
    mail, letter = posted(board), posted(board, "letter")

    sweep(in_minutes(0))

    assert (as_it_is(mail), as_it_is(letter)) == (("kept", ""), ("kept", ""))


@pytest.mark.parametrize(
    ("behaviour", "state", "trouble"),
    [
        ({"to_recipient": "550 nobody"}, "failed", "recipient_refused"),
        ({"to_recipient": "450 later"}, "waiting", "recipient_refused"),
        ({"to_data": "554 no"}, "failed", "smtp_554"),
        ({"to_data": "451 later"}, "waiting", "smtp_451"),
        ({"to_data": ""}, "unsure", "SMTPServerDisconnected"),
        ({"to_quit": "421 later"}, "sent", ""),
        ({"to_quit": ""}, "sent", ""),
    ],
)
def test_the_answer_of_the_server_decides_what_becomes_of_a_mail(served, behaviour, state, trouble) -> None:
    item = posted(b.a_board())
    with mail_server(Post(**behaviour)) as server:
        served(server.url)
        sweep(in_minutes(0))

    assert as_it_is(item) == (state, trouble)


def test_what_may_have_been_sent_is_never_sent_again_by_itself(served) -> None:
    item = posted(b.a_board())
    with mail_server(Post(to_data="")) as server:
        served(server.url)
        for minutes in (0, 10, 60 * 24 * 30):
            sweep(in_minutes(minutes))

    assert len(server.accepted) == 1
    assert as_it_is(item)[0] == "unsure"


def test_a_server_that_is_away_is_tried_again_ever_later_and_at_last_given_up(served) -> None:
    item = posted(b.a_board())
    served("smtp://127.0.0.1:9")
    moment = clock.now()
    waits: list[timedelta] = []

    while as_it_is(item)[0] == "waiting" and len(waits) < 50:
        moment = max(moment, item.due_at)
        assert sweep(moment) == 1
        waits.append(as_it_is(item) and item.due_at - moment)
        assert sweep(moment) == 0

    tries = int(norms.on(clock.today()).value("outbox.retry.max"))
    assert as_it_is(item)[0] == "failed"
    assert item.attempts == len(waits) == tries
    assert waits[:-1] == sorted(set(waits[:-1]))


def test_a_wrong_password_of_the_house_waits_and_loses_no_mail(served) -> None:
    item = posted(b.a_board())
    with mail_server(Post(offers=("AUTH PLAIN",))) as server:
        served(server.url.replace("//", "//huis:geheim@"))
        sweep(in_minutes(0))

    assert as_it_is(item) == ("waiting", "SMTPAuthenticationError")
    assert server.accepted == []


@pytest.mark.parametrize("to", ["piet\n@voorbeeld.example", "piet@voorbeeld.example\r\nBcc: ander@voorbeeld.example"])
def test_an_address_that_is_none_is_given_up_and_the_next_mail_goes(served, to: str) -> None:
    board = b.a_board()
    wrong, right = posted(board, to=to), posted(board)
    with mail_server(Post()) as server:
        served(server.url)
        sweep(in_minutes(0))

    assert (as_it_is(wrong), as_it_is(right)) == (("failed", "not_a_message"), ("sent", ""))


def test_a_destroyed_key_means_that_nothing_is_sent(served) -> None:
    item = posted(b.a_board())
    keys.destroy(item.holder, why="test", norm=None)
    with mail_server(Post()) as server:
        served(server.url)
        sweep(in_minutes(0))

    assert server.accepted == []
    assert as_it_is(item) == ("failed", "key_destroyed")


def test_a_sender_that_was_killed_leaves_mail_to_a_person_and_web_calls_to_the_next_sweep(served) -> None:
    board = b.a_board()
    mail, call = posted(board), posted(board, "webhook", "gopher://voorbeeld.example/")
    for item in (mail, call):
        assert POST.move(item, "claim", claimed_at=clock.now())

    sweep(clock.now() + LEASE - timedelta(seconds=5))
    assert as_it_is(mail)[0] == as_it_is(call)[0] == "sending"
    sweep(clock.now() + LEASE + timedelta(seconds=5))

    assert as_it_is(mail) == ("unsure", "killed")
    assert as_it_is(call) == ("failed", "address_refused")  # it was tried again


@pytest.fixture
def trusted(monkeypatch, tmp_path: Path) -> tuple[str, str]:
    """A certificate of localhost that this machine trusts during the test, with its key."""
    certificate, key = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    return certificate, key


def a_certificate(folder: Path) -> tuple[str, str]:
    from datetime import UTC, datetime
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(folder / "cert.pem"), str(folder / "key.pem")


def test_mail_goes_encrypted_when_the_server_offers_it(served, trusted) -> None:
    posted(b.a_board())
    with mail_server(Post(offers=("STARTTLS",), certificate=trusted)) as server:
        served(server.url, "production")
        sweep(in_minutes(0))

    assert server.encrypted == [True]


def test_smtps_speaks_tls_from_the_start(served, trusted) -> None:
    item = posted(b.a_board())
    with mail_server(Post(certificate=trusted), tls=True) as server:
        served(server.url.replace("smtp:", "smtps:"), "production")
        sweep(in_minutes(0))

    assert (len(server.accepted), as_it_is(item)[0]) == (1, "sent")


def test_production_sends_nothing_to_a_server_without_encryption(served) -> None:
    item = posted(b.a_board())
    with mail_server(Post()) as server:
        served(server.url, "production")
        sweep(in_minutes(0))

    assert server.accepted == []
    assert as_it_is(item) == ("waiting", "NoEncryption")


def test_a_server_with_a_certificate_of_somebody_else_gets_nothing(served, tmp_path: Path) -> None:
    item = posted(b.a_board())
    with mail_server(Post(offers=("STARTTLS",), certificate=a_certificate(tmp_path))) as server:
        served(server.url)
        sweep(in_minutes(0))

    assert server.accepted == []
    assert as_it_is(item) == ("waiting", "SSLCertVerificationError")


@contextmanager
def other_system(*answers: int) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A web server that answers so, one after the other; gives its address and the calls: (key, contents)."""
    left, calls = list(answers), []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append((self.headers["Idempotency-Key"], self.rfile.read(int(self.headers["Content-Length"]))))
            code = left.pop(0)
            if code == 0:
                self.connection.close()
                return
            self.send_response(code)
            self.send_header("Location", "/elders")
            self.end_headers()

        def do_GET(self) -> None:
            calls.append(("GET", b""))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hook", calls
        server.shutdown()
        thread.join()


def test_a_web_call_is_repeated_with_the_same_key_until_it_is_taken() -> None:
    with other_system(503, 0, 429, 204) as (url, calls):
        item = posted(b.a_board(), "webhook", url)
        for _ in range(5):
            sweep(max(clock.now(), item.due_at))
            item.refresh_from_db()

    assert calls == [(item.key, b'{"n": 1}')] * 4
    assert as_it_is(item) == ("sent", "")


@pytest.mark.parametrize("code", [400, 404, 302])
def test_a_web_call_that_is_refused_or_sent_elsewhere_is_given_up(code: int) -> None:
    with other_system(code) as (url, calls):
        item = posted(b.a_board(), "webhook", url)
        sweep(in_minutes(0))

    assert len(calls) == 1
    assert as_it_is(item) == ("failed", f"http_{code}")


def test_production_calls_other_systems_over_https_only(served) -> None:
    served("", "production")
    with other_system(200) as (url, calls):
        item = posted(b.a_board(), "webhook", url)
        sweep(in_minutes(0))

    assert calls == []
    assert as_it_is(item) == ("failed", "address_refused")


def test_mail_that_a_restored_backup_brings_back_waits_for_a_person_and_the_rest_goes(served) -> None:
    board = b.a_board()
    mail, letter = posted(board), posted(board, "letter", key="letter:1")
    for tell in hooks.after_restore:
        tell(clock.now(), "20261124-120000-abcdef")
    with mail_server(Post()) as server:
        served(server.url)
        sweep(in_minutes(1))

    assert server.accepted == []
    assert as_it_is(mail) == ("unsure", "restored")
    assert as_it_is(letter) == ("kept", "")
