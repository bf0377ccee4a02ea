"""Problem details (RFC 9457): what was wrong, where, what to do; one shape for every error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import ConfigDict, Field

from tocsin.api.v1.values import Says
from tocsin.core.model.finding import Finding

MEDIA = "application/problem+json"
DOCS = "/api/v1/docs"

TITLES: dict[str, tuple[int, str]] = {
    "bad-request": (400, "The request cannot be read"),
    "not-signed-in": (401, "Nobody is signed in"),
    "forbidden": (403, "Not allowed"),
    "not-found": (404, "There is nothing here"),
    "wrong-method": (405, "This cannot be done here"),
    "not-possible": (409, "Not possible as it stands"),
    "moved-on": (412, "Somebody was quicker"),
    "too-large": (413, "The request is too large"),
    "wrong-type": (415, "The body is of another kind"),
    "unusable": (422, "A value cannot be used"),
    "too-many": (429, "Too many requests"),
    "broken": (500, "Something broke on our side"),
    "not-now": (503, "The desk cannot do it at the moment"),
}
"""Every kind of problem: its status and its title; its address is its place in the documentation."""


class Found(Says):
    """One thing to mend."""

    rule: str = Field(description="A stable name of what is wrong.", examples=["unknown-person"])
    message: str = Field(description="What is wrong, with the value.")
    where: str = Field(description="Where: a field of the request, an escalation, a line of a file.")
    help: str = Field(description="What to do about it; empty when the message says it.")


class Problem(Says):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="The kind of problem: its place in the documentation.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The status code again.")
    detail: str = Field(description="What is wrong this time, in one sentence.")
    instance: str = Field(description="The address that was asked.")
    findings: list[Found] = Field(description="Each thing that is wrong, and what to do.")


class Trouble(Exception):  # noqa: N818 (an answer to the caller)
    """A problem on its way to the caller. `more` are further members, `headers` go with it."""

    def __init__(
        self,
        kind: str,
        detail: str,
        findings: Sequence[Finding] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.findings = kind, detail, tuple(findings)
        self.headers, self.more = dict(headers or {}), more

    @property
    def status(self) -> int:
        """The status code of its kind."""
        return TITLES[self.kind][0]

    def response(self, request: HttpRequest) -> HttpResponse:
        """The problem as it is sent."""
        return HttpResponse(
            json.dumps(self.body(request), ensure_ascii=True),
            status=self.status,
            content_type=MEDIA,
            headers=self.headers,
        )

    def body(self, request: HttpRequest) -> dict[str, Any]:
        """The problem as JSON."""
        return {
            "type": f"{DOCS}#problem-{self.kind}",
            "title": TITLES[self.kind][1],
            "status": self.status,
            "detail": self.detail,
            "instance": request.path,
            "findings": [found(each) for each in self.findings],
            **self.more,
        }


def found(finding: Finding) -> dict[str, str]:
    """A finding as JSON."""
    where = finding.path or str(finding.at)
    return {"rule": finding.rule, "message": finding.message, "where": where, "help": finding.help}
