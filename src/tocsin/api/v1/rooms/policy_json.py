"""Versions and checks of the policy as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tocsin.app.versions import Versions
from tocsin.app.versions_parts import Checked, Seat, Version
from tocsin.core.model.finding import Gravity
from tocsin.core.model.instant import iso


def checked(found: Checked) -> dict[str, Any]:
    """What the check and the policy's own tests say."""
    report = found.report
    findings = [*report.findings, *found.broken]
    return {
        "version": report.version,
        "hash": report.hash,
        "errors": sum(each.gravity is Gravity.ERROR for each in findings),
        "warnings": report.count(Gravity.WARNING),
        "findings": [
            {
                "rule": each.rule, "gravity": each.gravity.value, "message": each.message,
                "help": each.help, "file": each.at.file, "line": each.at.line, "column": each.at.column,
                "path": each.path,
            }
            for each in findings
        ],
        "tests": len(found.outcomes),
        "failed": sum(not outcome.passed for outcome in found.outcomes),
    }  # fmt: skip


def version(one: Version) -> dict[str, Any]:
    """How a version stands."""
    return {
        "hash": one.hash,
        "title": one.title,
        "number": one.number,
        "stand": str(one.stand),
        "origin": one.origin,
        "proposed_at": iso(one.proposed_at) if one.proposed_at else None,
        "proposed_by": one.account,
        "note": one.note,
        "seats": [_seat(seat) for seat in one.seats],
        "activated_at": iso(one.activated_at) if one.activated_at else None,
        "activated_by": one.activated_by or None,
        "open": one.open,
    }


def one_version(one: Version, versions: Versions, now: datetime) -> dict[str, Any]:
    """A version with its files and what is missing until it can be activated."""
    missing = [
        {"rule": each.rule, "text": each.text, "help": each.help} for each in versions.missing(one, now)
    ]
    return {**version(one), "missing": missing, "files": dict(versions.files(one.hash))}


def _seat(seat: Seat) -> dict[str, Any]:
    signed = seat.signature
    return {
        "id": seat.id,
        "title": seat.title,
        "name": seat.name,
        "holder": seat.holder or None,
        "signed_by": signed.account if signed else None,
        "signed_at": iso(signed.at) if signed else None,
    }
