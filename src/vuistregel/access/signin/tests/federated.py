"""Answers of a federation, made and signed here, given to a house that knows its metadata. A process of its own.

`python -m vuistregel.access.signin.tests.federated KEY CERTIFICATE OTHER_KEY OTHER_CERTIFICATE` prints, per answer,
who is signed in afterwards.
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.etree import ElementTree

import django

HOST = "h.example.org"
START = "/account/saml/entree/?process=login"
ACS = "/account/saml/entree/acs/"
IDP = "https://federation.example/idp"
LOGIN = "ilse@kantlijn.example"
UID = "urn:mace:dir:attribute-def:uid"


def assertion(asked: str, uid: str, *, made: datetime, audience: str) -> str:
    """What the federation says of somebody, not signed yet."""
    until, now = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (made + timedelta(minutes=5), made))
    return (
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" '
        f'ID="_{uuid4().hex}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{IDP}</saml:Issuer>'
        '<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">x</saml:NameID>'
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData '
        f'NotOnOrAfter="{until}" Recipient="http://{HOST}{ACS}" InResponseTo="{asked}"/></saml:SubjectConfirmation>'
        f'</saml:Subject><saml:Conditions NotBefore="{now}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
        f"<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>"
        f'</saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="{UID}"><saml:AttributeValue>{uid}'
        "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"
    )


def response(asked: str, signed: str, *, made: datetime) -> str:
    """The envelope around it."""
    return (
        f'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_{uuid4().hex}" Version="2.0" '
        f'IssueInstant="{made.strftime("%Y-%m-%dT%H:%M:%SZ")}" Destination="http://{HOST}{ACS}" InResponseTo="{asked}">'
        f'<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{IDP}</saml:Issuer><samlp:Status>'
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f"{signed}</samlp:Response>"
    )


class Browser:
    """Somebody's browser, which goes to the federation and comes back with its answer."""

    def __init__(self, key: str, certificate: str) -> None:
        from django.test import Client

        self.client = Client(SERVER_NAME=HOST, HTTP_HOST=HOST)
        self.key, self.certificate = key, certificate
        self.answer = ""

    def comes_back(
        self,
        *,
        uid: str = LOGIN,
        key: tuple[str, str] | None = None,
        asked: str = "",
        age: timedelta = timedelta(0),
        audience: str = f"http://{HOST}/account/saml/entree/metadata/",
        change: Callable[[str], str] = str,
    ) -> str:
        """Start at the house, be answered by the federation, and say who is signed in then: a login, or nothing."""
        from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

        query = parse_qs(urlsplit(self.client.get(START)["Location"]).query)
        request = ElementTree.fromstring(zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15))  # noqa: S314
        asked = asked or request.attrib["ID"]
        made = datetime.now(UTC) - age
        said = assertion(asked, uid, made=made, audience=audience)
        signed = Utils.add_sign(said, *(key or (self.key, self.certificate))) if key != ("", "") else said
        text = signed.decode() if isinstance(signed, bytes) else signed
        self.answer = base64.b64encode(change(response(asked, text, made=made)).encode()).decode()
        return self.gives()

    def gives(self) -> str:
        self.client.post(ACS, {"SAMLResponse": self.answer}, follow=True)
        return self.signed_in_as()

    def signed_in_as(self) -> str:
        from vuistregel.access.models import Account

        found = self.client.session.get("_auth_user_id")
        return Account.objects.get(pk=found).login if found else ""


def main() -> None:
    django.setup()
    from vuistregel.access.models import Account
    from vuistregel.access.signin.models import OpenSession
    from vuistregel.organisation.tests.builders import a_board, a_member

    key, certificate, other_key, other_certificate = (Path(name).read_text() for name in sys.argv[1:])
    member = a_member(a_board(), "privacy_officer")
    Account.objects.filter(pk=member.account.pk).update(login=LOGIN)
    before = Account.objects.count()

    def browser() -> Browser:
        return Browser(key, certificate)

    found: dict[str, Any] = {
        "nobody's name": browser().comes_back(uid="iemand@elders.example"),
        "signed by another": browser().comes_back(key=(other_key, other_certificate)),
        "not signed": browser().comes_back(key=("", "")),
        "changed after signing": browser().comes_back(
            uid="iemand@elders.example", change=lambda text: text.replace("iemand@elders.example", LOGIN)
        ),
        "too old": browser().comes_back(age=timedelta(hours=2)),
        "meant for another house": browser().comes_back(audience="https://elders.example/metadata/"),
        "to a question that was not asked": browser().comes_back(asked=f"ONELOGIN_{'0' * 40}"),
    }
    good = browser()
    found["good"] = good.comes_back()
    found["ways"] = list(OpenSession.objects.values_list("way", "factor"))
    thief = browser()
    thief.answer = good.answer
    thief.client.get(START)
    found["given again by somebody else"] = thief.gives()
    found["accounts made"] = Account.objects.count() - before
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
