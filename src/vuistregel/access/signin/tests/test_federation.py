"""The Entree Federatie by SAML: an extra, and only where its metadata is configured."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

pytest.importorskip("onelogin.saml2.auth", reason="the extra `saml` is not installed")

#: Another process, because apps and routes are decided when the house starts.
LOOK = """
import django
django.setup()
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.test import Client
client = Client(SERVER_NAME="h.example.org", HTTP_HOST="h.example.org")
problems = [found for found in run_checks() if found.level >= ERROR]
assert not problems, problems
metadata = client.get("/account/saml/entree/metadata/")
start = client.get("/account/saml/entree/?process=login")
print(metadata.status_code, metadata["Content-Type"], start.status_code)
print(start["Location"])
print(settings.SAML_PROVIDERS)
print(metadata.content.decode())
"""


def signer(folder: Path, called: str) -> tuple[Path, Path]:
    """A key and its certificate, made for this test, as files."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "federation.example")])
    moment = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(moment).not_valid_after(moment + timedelta(days=1))
    paths = folder / f"{called}.key", folder / f"{called}.pem"
    paths[0].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    paths[1].write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return paths


def federation(folder: Path, certificate: Path) -> Path:
    """Metadata as a federation publishes it."""
    der = x509.load_pem_x509_certificate(certificate.read_bytes()).public_bytes(Encoding.DER)
    path = folder / "federation.xml"
    path.write_text(
        '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"'
        ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://federation.example/idp">'
        '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
        '<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>'
        f"{base64.b64encode(der).decode()}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'
        ' Location="https://federation.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>'
    )
    return path


@dataclass(frozen=True)
class Known:
    """A house that knows a federation: its environment, and the federation's key and certificate."""

    folder: Path
    environment: dict[str, str]
    key: Path
    certificate: Path

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, empty_house) -> Known:
    folder = tmp_path_factory.mktemp("federation")
    key, certificate = signer(folder, "federation")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("VUISTREGEL_") and k != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "vuistregel.settings",
        "VUISTREGEL_VAR": str(empty_house(folder / "var")),
        "VUISTREGEL_SAML": str(federation(folder, certificate)),
        "VUISTREGEL_HOSTS": "h.example.org",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return Known(folder, environment, key, certificate)


def test_configured_federation_has_metadata_and_a_way_in(known: Known) -> None:
    answered, location, providers, metadata = known.run("-c", LOOK).split("\n", 3)

    assert answered == "200 text/xml 302"
    assert location.startswith("https://federation.example/sso?SAMLRequest=")
    asked = zlib.decompress(base64.b64decode(parse_qs(urlsplit(location).query)["SAMLRequest"][0]), -15)
    assert b"AssertionConsumerServiceURL" in asked
    assert providers == "('https://federation.example/idp',)"
    entity = ElementTree.fromstring(metadata)  # noqa: S314  (our own answer)
    assert entity.attrib["entityID"] == "http://h.example.org/account/saml/entree/metadata/"


def test_only_a_fresh_signed_answer_to_our_own_question_brings_its_own_person_in(known: Known) -> None:
    other = signer(known.folder, "other")
    files = [str(path) for path in (known.key, known.certificate, *other)]
    found = json.loads(known.run("-m", "vuistregel.access.signin.tests.federated", *files).splitlines()[-1])

    assert found.pop("good") == "ilse@kantlijn.example"
    assert found.pop("ways") == [["organisation", "organisation"]]
    assert found.pop("accounts made") == 0
    assert len(found) == 8
    assert {case for case, login in found.items() if login} == set()
