"""Try a ticket: facts in a form, the decision beside it, on any version, and beside the one in force."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tocsin.app.trial import Trial, differences, run
from tocsin.app.trial_form import Filled, filled
from tocsin.app.versions_parts import Version
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Refused
from tocsin.web.policy.rules_of import rules_of
from tocsin.web.policy.shared import shown, versions
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import both


@both("policy.try")
def try_it(request: Ask) -> HttpResponse:
    """The form and, once something is filled in, what would follow. Nothing is kept, nobody is paged."""
    typed = request.POST if request.method == "POST" else request.GET
    known = versions()
    version = known.get(typed.get("version", "") or known.current())
    rules = rules_of(version.hash)
    form = filled(rules, dict(typed.lists()), request.now, request.zone)
    answer = _answer(request, rules, form, version)
    if request.headers.get("HX-Request"):
        return shown(request, "policy/try_answer.html", "try", version, form=form, **answer)
    groups = [
        (name, [f for f in form.fields if f.group == name]) for name in ("danger", "decides", "asked", "rest")
    ]
    return shown(
        request, "policy/try.html", "try", version,
        form=form, groups=groups, all_versions=known.all(), **answer,
    )  # fmt: skip


def _answer(request: Ask, rules: Rules, form: Filled, version: Version) -> dict[str, Any]:
    """What would follow, and what the version in force says otherwise."""
    known, now = versions(), request.now
    try:
        trial = run(rules, form.facts, now)
    except Refused as refused:
        return {"refused": refused.findings}
    told: dict[str, Any] = {"trial": trial, "shown_pages": _pages(trial), "reported": now}
    current = known.current()
    if current and current != version.hash:
        other = run(rules_of(current), _shared_facts(form, current), now)
        told |= {"other": other, "differs": differences(other, trial), "active": known.get(current)}
    return told


def _shared_facts(form: Filled, hash_: str) -> dict[str, Any]:
    """The facts that the other version knows as well."""
    known = rules_of(hash_).triage.rules.vocabulary.facts
    return {name: value for name, value in form.facts.items() if name in known}


def _pages(trial: Trial) -> list[tuple[int, list[Any]]]:
    """The pages by minute."""
    found: dict[int, list[Any]] = {}
    for page in trial.pages:
        found.setdefault(page.minute, []).append(page)
    return list(found.items())
