"""A SAML identity provider: its metadata, and answers signed with its own key by xmlsec."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

ENTITY = "https://idp.example.com/metadata"
SSO = "https://idp.example.com/sso"
_EMAIL = "urn:oid:0.9.2342.19200300.100.1.3"
_NS = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
_METADATA = """<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
<ds:X509Certificate>{cert}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sso}"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""
_ASSERTION = """<saml:Assertion {ns} ID="_a{id}" IssueInstant="{now}" Version="2.0">
<saml:Issuer>{entity}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{name}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 InResponseTo="{to}" NotOnOrAfter="{until}" Recipient="{acs}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s{id}"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""
_RESPONSE = """<samlp:Response {ns} ID="_r{id}" Version="2.0" IssueInstant="{now}"
 Destination="{acs}"{answers}>
<saml:Issuer>{entity}</saml:Issuer><samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""


@dataclass
class Identity:
    """The provider. `said` are the attributes of whoever signs in."""

    acs: str
    audience: str
    said: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0

    @cached_property
    def _made(self) -> tuple[str, str]:
        """A key and its certificate, in PEM."""
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import rsa

        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example.com")])
        begin = datetime(2020, 1, 1, tzinfo=UTC)
        cert = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=9999))
        pem = serialization.Encoding.PEM
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return private.decode(), cert.sign(key, hashes.SHA256()).public_bytes(pem).decode()

    def metadata(self) -> str:
        """What an administrator saves as a file."""
        cert = "".join(line for line in self._made[1].splitlines() if "-----" not in line)
        return _METADATA.format(entity=ENTITY, sso=SSO, cert=cert)

    def answer(self, address: str, now: datetime, *, sign: bool = True, **other: str) -> str:
        """The answer to a request at `address`, ready to be posted; `other` replaces parts of it."""
        self.count += 1
        to = other.pop("to", question(address) if address else "")
        parts = {
            "ns": _NS, "id": f"{self.count:08}", "entity": ENTITY, "acs": self.acs, "to": to,
            "audience": self.audience, "name": "ada-at-idp", "now": stamp(now),
            "since": stamp(now - timedelta(minutes=2)), "until": stamp(now + timedelta(minutes=5)), **other,
        }  # fmt: skip
        attributes = "".join(_attribute(name, values) for name, values in self.said.items())
        assertion = _ASSERTION.format(attributes=attributes, **parts)
        signed = self._sign(assertion) if sign else assertion
        answers = f' InResponseTo="{to}"' if to else ""
        whole = _RESPONSE.format(assertion=signed, answers=answers, **parts)
        return base64.b64encode(whole.encode()).decode()

    def _sign(self, assertion: str) -> str:
        from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
        from onelogin.saml2.utils import OneLogin_Saml2_Utils

        key, cert = self._made
        signed = OneLogin_Saml2_Utils.add_sign(assertion, key, cert, False, Names.RSA_SHA256, Names.SHA256)
        return signed.decode() if isinstance(signed, bytes) else str(signed)


def question(address: str) -> str:
    """The id of the request in a redirect to the provider."""
    packed = base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0])
    return str(ElementTree.fromstring(zlib.decompress(packed, -15)).attrib["ID"])  # noqa: S314 (the desk's own)


def stamp(moment: datetime) -> str:
    """An instant as SAML writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _attribute(name: str, values: list[str]) -> str:
    told = "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
    name = {"email": _EMAIL, "username": "http://schemas.auth0.com/nickname"}.get(name, name)
    return f'<saml:Attribute Name="{name}">{told}</saml:Attribute>'
