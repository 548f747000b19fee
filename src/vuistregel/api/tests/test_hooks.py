"""Another system hears that a consent began or ended: signed, once, and never why."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import http.server
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from vuistregel import clock, keys
from vuistregel.access.actor import OPERATOR
from vuistregel.actions import Refused
from vuistregel.api.hooks.actions import end_subscription, make_subscription, try_subscription
from vuistregel.api.models import Subscription
from vuistregel.api.tests.publications import ask
from vuistregel.api.tests.systems import a_school, a_system
from vuistregel.consent.actions import choose_mode, open_channels
from vuistregel.consent.rules import Mode
from vuistregel.consent.tests.builders import channel, says
from vuistregel.organisation.actions.protection import lower_confidentiality, raise_confidentiality
from vuistregel.organisation.models import Guardianship, School
from vuistregel.organisation.tests.builders import a_guardian, a_member, a_pupil, a_restriction, signed_in
from vuistregel.outbox.models import OutboxItem
from vuistregel.outbox.sweep import sweep

pytestmark = [pytest.mark.django_db, pytest.mark.urls("vuistregel.api.tests.house_urls")]


@dataclasses.dataclass
class Heard:
    """A call that arrived, as the other side got it."""

    body: str
    headers: dict[str, str]

    @property
    def says(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@contextmanager
def a_website(*answers: int) -> Iterator[tuple[str, list[Heard]]]:
    """A real web server that answers so, one after the other, then 204; gives its address and what it heard."""
    left, heard = list(answers), []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(Heard(body, {k.casefold(): v for k, v in self.headers.items()}))
            self.send_response(left.pop(0) if left else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/wp-json/school/v1/toestemming", heard
        server.shutdown()
        thread.join()


@pytest.fixture
def school() -> School:
    cache.clear()
    school = a_school()
    open_channels(OPERATOR, school=school)
    for slug in ("website", "newsletter"):
        choose_mode(OPERATOR, channel=channel(school, slug), mode=Mode.EACH_YEAR)
    return school


@pytest.fixture
def mother(school: School) -> Guardianship:
    return a_guardian(a_pupil(school, call_name="Yara", family_name="QYara"), key="O1")


def subscribed(school: School, url: str, *, whole_board: bool = False) -> tuple[Subscription, str]:
    return make_subscription(
        OPERATOR, board=school.board, school=None if whole_board else school, name="Schoolsite", url=url
    )


def answers(mother: Guardianship, answer: str, place: str = "website", **fields: Any) -> None:
    says(mother.pupil, mother.person, place, answer, **fields)


def verified(heard: Heard, secret: str) -> bool:
    """As the other side does it, with nothing of ours."""
    signed = heard.headers["vuistregel-timestamp"] + "." + heard.body
    wanted = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest("v1=" + wanted, heard.headers["vuistregel-signature"])


def deliver() -> None:
    for item in OutboxItem.objects.filter(state="waiting"):
        sweep(max(clock.now(), item.due_at))


def test_a_website_hears_that_a_consent_began_and_ended_and_can_tell_that_it_is_ours(school, mother) -> None:
    with a_website() as (url, heard):
        _, secret = subscribed(school, url)
        answers(mother, "given")
        answers(mother, "withdrawn")
        deliver()

    assert [h.says["allowed"] for h in heard] == [True, False]
    first = heard[0].says
    assert (first["event"], first["school"], first["channel"], first["matter"], first["pupil"]) == (
        "consent.changed", school.brin, "website", "image", mother.pupil.key,
    )  # fmt: skip
    assert set(first) == {"event", "id", "at", "school", "channel", "matter", "pupil", "allowed"}
    assert all(verified(h, secret) for h in heard)
    assert not verified(Heard(heard[0].body.replace("true", "false"), heard[0].headers), secret)
    assert "QYara" not in heard[0].body


def test_what_is_told_is_what_a_question_would_be_answered(school, mother) -> None:
    with a_website() as (url, heard):
        subscribed(school, url)
        for answer in ("given", "refused", "given"):
            answers(mother, answer)
            found = ask(a_system(school.board), school, pupils=[mother.pupil.key]).json()
            deliver()
            assert heard[-1].says["allowed"] == (found["outcome"] == "allowed")


def test_a_lost_message_is_sent_again_and_a_taken_one_never(school, mother) -> None:
    with a_website(500, 503) as (url, heard):
        _, secret = subscribed(school, url)
        answers(mother, "given")
        for _ in range(5):
            deliver()

    assert len(heard) == 3
    assert len({h.body for h in heard}) == len({h.headers["idempotency-key"] for h in heard}) == 1
    assert all(verified(h, secret) for h in heard)
    assert OutboxItem.objects.get().state == "sent"


def test_places_that_share_one_answer_are_told_together(school, mother) -> None:
    with a_website() as (url, heard):
        subscribed(school, url)
        answers(mother, "given", "newsletter")
        deliver()
    assert {h.says["channel"] for h in heard} == {"newsletter", "newsletter_digital"}


def test_a_child_that_may_not_be_found_reads_like_one_without_consent(school, mother) -> None:
    other = a_guardian(a_pupil(school, call_name="Noud"), key="O2")
    a_restriction(mother.pupil, None)
    with a_website() as (url, heard):
        subscribed(school, url)
        answers(mother, "given")
        answers(other, "refused")
        deliver()
    one, two = (h.says for h in heard)
    hide = ("id", "at", "pupil")
    assert {k: v for k, v in one.items() if k not in hide} == {k: v for k, v in two.items() if k not in hide}
    assert one["allowed"] is False


def test_protection_is_told_as_it_begins_and_as_it_ends_without_a_word_why(school, mother) -> None:
    with a_website(200, 200, 200) as (url, heard):
        subscribed(school, url)
        answers(mother, "given")
        child = mother.pupil.person
        row = raise_confidentiality(OPERATOR, person=child, school=school.pk, field="all", why="Opvang.")
        lower_confidentiality(OPERATOR, raised=row, school=school.pk)
        deliver()

    assert [each.says["allowed"] for each in heard] == [True, False, True]
    assert all("Opvang" not in each.body and "raised" not in each.body for each in heard)


def test_a_parents_own_photo_is_told_by_the_parents_key(school, mother) -> None:
    with a_website() as (url, heard):
        subscribed(school, url)
        says(mother.person, mother.person, "website", "given", school=school)
        deliver()
    assert heard[0].says["guardian"] == "O1" and "pupil" not in heard[0].says


def test_an_answer_about_one_use_names_that_use(school, mother) -> None:
    from uuid import uuid4

    use = uuid4()
    choose_mode(OPERATOR, channel=channel(school, "website"), mode=Mode.EACH_TIME)
    with a_website() as (url, heard):
        subscribed(school, url)
        answers(mother, "given", use=use)
        deliver()
    assert heard[0].says["publication"] == str(use) and heard[0].says["allowed"] is True


def test_another_school_and_another_board_hear_nothing(school, mother) -> None:
    with a_website() as (url, heard):
        subscribed(a_school(school.board, "De Beuk"), url + "/ander")
        subscribed(a_school(), url)
        answers(mother, "given")
        deliver()
        assert heard == []
        subscribed(school, url, whole_board=True)
        answers(mother, "withdrawn")
        deliver()
        assert len(heard) == 1


def test_a_refused_answer_tells_nobody(school, mother) -> None:
    with a_website() as (url, heard):
        subscribed(school, url)
        with pytest.raises(Refused):
            says(mother.pupil, a_guardian(a_pupil(school)).person, "website", "given")
        deliver()
    assert heard == [] and not OutboxItem.objects.exists()


def test_who_is_ended_hears_nothing_any_more_nor_what_still_waited(school, mother) -> None:
    with a_website() as (url, heard):
        row, _ = subscribed(school, url)
        answers(mother, "given")
        end_subscription(OPERATOR, subscription=row)
        answers(mother, "withdrawn")
        deliver()
        assert heard == []
        row.refresh_from_db()
        with pytest.raises(Refused):
            try_subscription(OPERATOR, subscription=row)
        subscribed(school, url)  # the address is free again


def test_secret_contents_and_signature_lie_sealed(school, mother) -> None:
    row, secret = subscribed(school, "http://site.example/hook")
    answers(mother, "given")
    kept = []
    with connection.cursor() as cursor:
        for table in ("api_subscription", "outbox_outboxitem"):
            cursor.execute(f"select * from {table}")
            for value in (v for r in cursor.fetchall() for v in r):
                kept.append(bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode())
    said = b" ".join(kept)
    for hidden in (secret, mother.pupil.key + '"', "consent.changed", "v1="):
        assert hidden.encode() not in said
    assert keys.unseal(row.key, "subscription.secret", bytes(row.secret)) == secret


@pytest.fixture
def production(settings) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mode="production")


@pytest.mark.parametrize(
    "url",
    ["http://site.example/", "https://piet:geheim@site.example/", "javascript:alert(1)", "https://", "https://a b/", "",
     "file:///etc/passwd", "https://[::1", "https://site.example:99999/"],
)  # fmt: skip
def test_no_other_address_than_https_in_production(school, production, url) -> None:
    with pytest.raises(Refused):
        subscribed(school, url)


def officer(school: School) -> Client:
    return signed_in(a_member(school.board, "privacy_officer").account)


def test_the_page_shows_the_secret_once_tries_and_ends(school) -> None:
    client = officer(school)
    with a_website() as (url, heard):
        made = client.post("/sleutels/berichten/", {"where": f"s{school.pk}", "name": "Schoolsite", "url": url})
        assert made.status_code == 201 and "no-store" in made["Cache-Control"]
        secret = re.search(r"vrs_[\w-]{43}", made.content.decode())
        assert secret is not None
        listed = client.get("/sleutels/berichten/").content.decode()
        assert "Schoolsite" in listed and secret[0] not in listed
        again = client.post("/sleutels/berichten/", {"where": f"s{school.pk}", "name": "Twee", "url": url})
        assert again.status_code == 422 and "krijgt al berichten" in again.content.decode()
        address = f"/sleutels/berichten/{Subscription.objects.get().key}/"
        assert client.post(address, {"doe": "proef"}).status_code == 302
        deliver()
        assert heard[0].says["event"] == "test" and verified(heard[0], secret[0])
        assert "laatste bericht: verstuurd" in client.get("/sleutels/berichten/").content.decode()
        assert client.post(address, {"doe": "stop"}).status_code == 302
        assert client.post(address, {"doe": "proef"}).status_code == 404


def test_somebody_else_adds_nothing_and_another_board_ends_nothing(school) -> None:
    subscribed(school, "http://site.example/hook")
    address = f"/sleutels/berichten/{Subscription.objects.get().key}/"
    stranger = officer(a_school())
    assert stranger.post(address, {"doe": "stop"}).status_code == 404
    assert "Schoolsite" not in stranger.get("/sleutels/berichten/").content.decode()
    director = signed_in(a_member(school, "director").account)
    assert director.get("/sleutels/berichten/").status_code == 403
    assert (
        stranger.post("/sleutels/berichten/", {"where": f"s{school.pk}", "name": "x", "url": "http://a.nl"}).status_code
        == 422
    )
    assert Subscription.objects.get().ended_at is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.5", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"]
)
def test_production_takes_no_address_within_our_own_network(school, production, host) -> None:
    answer = officer(school).post(
        "/sleutels/berichten/", {"where": f"s{school.pk}", "name": "x", "url": f"https://{host}/hook"}
    )
    assert answer.status_code == 422 and "niet vanaf internet te bereiken" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_the_document_for_builders_names_what_is_sent() -> None:
    from vuistregel.api.hooks import calls, telling

    told = (Path(__file__).parents[4] / "docs" / "wordpress.md").read_text()
    for name in (calls.TIMESTAMP, calls.SIGNATURE, telling.CHANGED, "Idempotency-Key", "/api/v1/publication-decisions"):
        assert name in told
    assert calls.signature("geheim", "1", "{}") == "v1=" + hmac.new(b"geheim", b"1.{}", hashlib.sha256).hexdigest()
