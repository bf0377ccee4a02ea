"""What `tocsin check` and `tocsin test` say of a version, with places and help."""

from __future__ import annotations

from django.http import HttpResponse

from tocsin.core.model.finding import Gravity
from tocsin.web.policy.excerpts import with_lines
from tocsin.web.policy.shared import looked_at, shown, versions
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import page


@page("policy.see")
def check(request: Ask) -> HttpResponse:
    """Every finding, gravest first."""
    version = looked_at(request)
    report = versions().checked(version.hash).report
    found = with_lines(report.findings, report.texts)
    groups = [(g.value, [one for one in found if one.finding.gravity is g]) for g in Gravity]
    groups = [(name, some) for name, some in groups if some]
    return shown(
        request, "policy/check.html", "check", version,
        groups=groups, files=len(report.texts), all_versions=versions().all(),
    )  # fmt: skip


@page("policy.see")
def tests(request: Ask) -> HttpResponse:
    """Every test of the policy's own: what failed first, each with what was expected and what came."""
    version = looked_at(request)
    checked = versions().checked(version.hash)
    outcomes = sorted(checked.outcomes, key=lambda outcome: outcome.passed)
    broken = with_lines(checked.broken, versions().files(version.hash))
    errors = checked.report.count(Gravity.ERROR)
    return shown(
        request, "policy/tests.html", "tests", version,
        outcomes=outcomes, failed=len(checked.failed), broken=broken, errors=errors,
        all_versions=versions().all(),
    )  # fmt: skip
