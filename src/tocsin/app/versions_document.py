"""A version as a document with its signatures filled in: who signed, and on which day (B11)."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tocsin.app.document import document as built
from tocsin.app.versions_look import Look
from tocsin.app.versions_parts import Version
from tocsin.core.calendar.zones import zone_of
from tocsin.core.documents import outline as o

_T = TypeVar("_T")
Signed = dict[str, tuple[str, str]]
"""The name and the day (ISO 8601) by the title under which somebody signed."""


def document(look: Look, version: Version, kind: str, made: datetime) -> o.Document:
    """The document of this kind, made at `made` (aware UTC). Raises Refused for a version with errors."""
    found = built(look.loaded(version.hash), kind, made)
    signed = signatures(version, zone_of(look.policy(version.hash).organisation.zone))
    return _filled(found, signed) if signed else found


def signatures(version: Version, zone: ZoneInfo) -> Signed:
    """Who signed this very version, by title, with the day in `zone`; nobody where the record is spoilt."""
    return {
        seat.title: (seat.signature.name, seat.signature.at.astimezone(zone).date().isoformat())
        for seat in version.seats
        if seat.signature is not None and version.whole and seat.signature.policy == version.hash
    }


def _filled(thing: _T, signed: Signed) -> _T:
    """The same outline with the lines of those who signed filled in."""
    if isinstance(thing, o.Signature) and thing.role in signed:
        name, day = signed[thing.role]
        return replace(thing, name=name, date=day)
    if isinstance(thing, tuple):
        made = tuple(_filled(part, signed) for part in thing)
        same = all(a is b for a, b in zip(made, thing, strict=True))
        return thing if same else made  # type: ignore[return-value]
    if is_dataclass(thing) and not isinstance(thing, type):
        parts: dict[str, Any] = {f.name: getattr(thing, f.name) for f in fields(thing)}
        changed = {name: new for name, old in parts.items() if (new := _filled(old, signed)) is not old}
        return replace(thing, **changed) if changed else thing
    return thing
