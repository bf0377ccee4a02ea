"""Single sign-on as the environment asks for it: one OpenID provider, one SAML provider, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.table import Role

OIDC, SAML = "oidc", "saml"
_LOCAL = ("localhost", "127.0.0.1", "::1")
_YES = ("yes", "true", "1", "on")
_NO = ("no", "false", "0", "off", "")


@dataclass(frozen=True)
class Names:
    """What the settings of a provider's terms are called."""

    name: str
    domains: str
    groups_claim: str
    roles: str
    create_role: str
    trust_email: str


_OF_OIDC = Names(
    "TOCSIN_OIDC_NAME", "TOCSIN_OIDC_DOMAINS", "TOCSIN_OIDC_GROUPS_CLAIM", "TOCSIN_OIDC_ROLES",
    "TOCSIN_OIDC_CREATE_ROLE", "TOCSIN_OIDC_TRUST_EMAIL",
)  # fmt: skip
_OF_SAML = Names(
    "TOCSIN_SAML_NAME", "TOCSIN_SAML_DOMAINS", "TOCSIN_SAML_GROUPS_CLAIM", "TOCSIN_SAML_ROLES",
    "TOCSIN_SAML_CREATE_ROLE", "TOCSIN_SAML_TRUST_EMAIL",
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """Whom a provider may send, and as what.

    `domains` empty: any address. `roles`: group → role; when it names any, a person's role follows their
    groups at every sign-in. `create`: the role of somebody new, None when accounts are not made.
    """

    name: str
    domains: frozenset[str]
    groups_claim: str
    roles: Mapping[str, Role]
    create: Role | None
    trust_email: bool


@dataclass(frozen=True)
class Oidc:
    """An OpenID provider. `secret` is shown nowhere."""

    issuer: str
    client: str
    secret: str
    terms: Terms


@dataclass(frozen=True)
class Saml:
    """A SAML provider by its metadata file. `entity`: what this desk is called there, "" for its address."""

    metadata: Path
    entity: str
    terms: Terms


def oidc(environ: Mapping[str, str]) -> Oidc | None:
    """The OpenID provider, None when TOCSIN_OIDC_ISSUER is not set. Raises Refused."""
    issuer = _said(environ, "TOCSIN_OIDC_ISSUER").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise _refused("TOCSIN_OIDC_ISSUER", f"`{issuer}` is no https address", "write it as `https://host`")
    client = _needed(environ, "TOCSIN_OIDC_CLIENT_ID")
    secret = _needed(environ, "TOCSIN_OIDC_CLIENT_SECRET")
    return Oidc(issuer, client, secret, terms(environ, _OF_OIDC, parts.hostname or "", trust=False))


def saml(environ: Mapping[str, str]) -> Saml | None:
    """The SAML provider, None when TOCSIN_SAML_METADATA is not set. Raises Refused."""
    metadata = _said(environ, "TOCSIN_SAML_METADATA")
    if not metadata:
        return None
    if not Path(metadata).is_file():
        help_ = "save the provider's metadata (XML) there, or correct the path"
        raise _refused("TOCSIN_SAML_METADATA", f"there is no file `{metadata}`", help_)
    found = terms(environ, _OF_SAML, "SAML", trust=True)
    return Saml(Path(metadata), _said(environ, "TOCSIN_SAML_ENTITY_ID"), found)


def terms(environ: Mapping[str, str], names: Names, name: str, *, trust: bool) -> Terms:
    """What both kinds of provider share. `trust`: whether its addresses count as verified by default."""
    domains = _words(_said(environ, names.domains).lower())
    return Terms(
        _said(environ, names.name) or name,
        frozenset(domain.removeprefix("@") for domain in domains),
        _said(environ, names.groups_claim) or "groups",
        _roles(environ, names.roles),
        _role(environ, names.create_role),
        _yes(environ, names.trust_email, otherwise=trust),
    )


def _roles(environ: Mapping[str, str], name: str) -> dict[str, Role]:
    """`desk-admins=administrator, on-call=agent`."""
    made = {}
    for word in _words(_said(environ, name)):
        group, equals, role = word.rpartition("=")
        if not equals or not group.strip() or role.strip().lower() not in set(Role):
            help_ = f"write `group=role` with commas between; roles: {', '.join(Role)}"
            raise _refused(name, f"`{word}` is no group with a role", help_)
        made[group.strip()] = Role(role.strip().lower())
    return made


def _role(environ: Mapping[str, str], name: str) -> Role | None:
    said = _said(environ, name).lower()
    if said in ("", "none"):
        return None
    if said not in set(Role):
        raise _refused(name, f"`{said}` is no role", f"choose among {', '.join(Role)}, or leave it out")
    return Role(said)


def _yes(environ: Mapping[str, str], name: str, *, otherwise: bool) -> bool:
    said = _said(environ, name).lower()
    if said not in _YES + _NO:
        raise _refused(name, f"`{said}` is neither `yes` nor `no`", "write `yes` or `no`")
    return said in _YES if said else otherwise


def _needed(environ: Mapping[str, str], name: str) -> str:
    said = _said(environ, name)
    if not said:
        raise _refused(name, "it is missing, while TOCSIN_OIDC_ISSUER is set", "take it from the provider")
    return said


def _words(said: str) -> list[str]:
    return [word.strip() for word in said.split(",") if word.strip()]


def _said(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


def _refused(name: str, message: str, help_: str) -> Refused:
    return Refused(Finding("setting", f"{name}: {message}", Position.of(name), help_), usage=True)
