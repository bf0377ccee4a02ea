"""Policies to propose on a desk's pages, and people who sign them."""

from __future__ import annotations

from typing import Any

NEXT = """extends: preset:base
document: {version: 1.1.0, effective: 2026-11-20, updated: 2026-11-20}
severities: {P1: {response: 5m}}
"""
SIGNERS = {"vp-success": "helen.brandt", "chief-customer": "marcus.bell", "operations": "grace.okafor"}


def proposed(site: Any, text: str = NEXT, **more: str) -> str:
    """The address of a version that a lead proposes."""
    sent = {"way": "paste", "text": text, "note": "Quicker first answers.", **more}
    answer = site.client("lead").post("/policy/versions/propose", sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer.headers["Location"])


def signed(site: Any, url: str) -> None:
    """All three whom the shipped policy names sign it."""
    for seat, name in SIGNERS.items():
        client = site.client("executive", username=name)
        answer = client.post(f"{url}/sign", {"seat": seat, "agreed": "yes"})
        assert answer.status_code == 302, answer.content.decode()[-2000:]


def text_of(answer: Any) -> str:
    """A page's HTML."""
    return str(answer.content.decode())
