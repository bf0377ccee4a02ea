"""The API is tried on a desk of its own, through the whole of Django."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.site import Site, configured, site, site_made

configured()
__all__ = ["api", "site", "site_made"]
PREFIX = "/api/v1"
ALL = ("read", "report", "work", "roster", "policy", "people", "admin")


@dataclass
class Api:
    """Calls with a token."""

    site: Site
    secret: str = ""

    def by(self, role: str = "agent", scopes: tuple[str, ...] = ALL, **more: Any) -> Api:
        """The same desk, asked by somebody."""
        return Api(self.site, self.site.token(role, scopes, **more))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One request; header names with `_` for `-`. A body that is no bytes is sent as JSON."""
        from django.test import Client

        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = sent.pop("Content-Type", "application/json")
        if self.secret and "Authorization" not in sent:
            sent["Authorization"] = f"Bearer {self.secret}"
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client(raise_request_exception=True).generic(
            method, PREFIX + path, data, content_type=kind, headers=sent
        )

    def get(self, path: str, **headers: str) -> Any:
        """Reads."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Does."""
        return self.call("POST", path, {} if body is None else body, **headers)


@pytest.fixture
def api(site: Site) -> Api:
    """A stranger's view of the API; `by` gives it a token."""
    return Api(site)


def problem(answer: Any, status: int, rule: str = "") -> dict[str, Any]:
    """The problem of an answer, checked to be one."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["status"] == status
    assert {"type", "title", "detail", "instance", "findings"} <= said.keys()
    if rule:
        assert rule in [found["rule"] for found in said["findings"]], said
    return said
