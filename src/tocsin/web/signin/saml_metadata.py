"""A SAML provider's metadata, as allauth wants it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from tocsin.accounts.signin.providers import Saml
from tocsin.core.model.finding import Finding, Position, Refused


def settings_of(provider: Saml) -> dict[str, Any]:
    """What allauth needs of a provider. Raises Refused for a file that is no metadata.

    Assertions must be signed, and answer a question that this desk asked.
    """
    stamp = provider.metadata.stat().st_mtime_ns
    made: dict[str, Any] = {
        "idp": dict(_idp(provider.metadata, stamp)),
        "advanced": {
            "strict": True, "want_assertion_signed": True, "reject_idp_initiated_sso": True,
            "reject_deprecated_algorithm": True, "allow_single_label_domains": True,
        },
    }  # fmt: skip
    if provider.entity:
        made["sp"] = {"entity_id": provider.entity}
    return made


@lru_cache(maxsize=4)
def _idp(path: Path, stamp: int) -> tuple[tuple[str, str], ...]:
    """Read again only when the file has changed (`stamp`)."""
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser

    try:
        found = Parser.parse(path.read_text(encoding="utf-8")).get("idp", {})
    except Exception:  # noqa: BLE001 (whatever the parser stumbles on, the file is what has to be mended)
        found = {}
    keys = found.get("x509certMulti", {}).get("signing", [])
    made = {
        "entity_id": found.get("entityId", ""),
        "sso_url": found.get("singleSignOnService", {}).get("url", ""),
        "x509cert": found.get("x509cert") or (keys[0] if keys else ""),
    }
    missing = [name for name, value in made.items() if not value]
    if missing:
        text = f"`{path}` is no metadata of a SAML provider: {', '.join(missing)} not found"
        help_ = "save the provider's metadata (XML) there once more"
        raise Refused(Finding("setting", text, Position.of("TOCSIN_SAML_METADATA"), help_), usage=True)
    slo = found.get("singleLogoutService", {}).get("url", "")
    return tuple({**made, **({"slo_url": slo} if slo else {})}.items())
