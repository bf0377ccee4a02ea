"""Starting a calibration: a history is uploaded, its mapping drafted and looked at, then it runs."""

from __future__ import annotations

import json
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_policy_runs as runs
from tocsin import bootstrap_policy_uploads as uploads
from tocsin import bootstrap_site
from tocsin.app.calibration_runs import ENDINGS, MAX_HISTORY, Job
from tocsin.app.ports_calibrations import Run
from tocsin.app.versions_advice import with_thresholds
from tocsin.app.versions_parts import Version
from tocsin.app.versions_read import ROOT, Bundle
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.policy.shared import note, person, shown, versions
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import action, both

DRAFT = "draft"


@both("calibration.run")
def new(request: Ask) -> HttpResponse:
    """The form; what it sends is kept for a day, and its mapping is drafted for the next step."""
    if request.method != "POST":
        return _form(request)
    try:
        return _taken(request)
    except Refused as refused:
        return _form(request, refused.findings, 422)


def _form(request: Ask, findings: tuple[Finding, ...] = (), status: int = 200) -> HttpResponse:
    return shown(
        request, "policy/calibration_new.html", "calibrations", findings=findings, status=status,
        mappings=uploads.mapping_names(), all_versions=versions().all(), endings=", ".join(ENDINGS),
        limit=MAX_HISTORY // 1024 // 1024, sample=uploads.sample() is not None,
    )  # fmt: skip


def _taken(request: Ask) -> HttpResponse:
    history = request.FILES.get("history")
    if history is None:
        text = _("no history was chosen")
        raise Refused(Finding("history", text, Position.of("form"), _("choose a file of past tickets")))
    version = _version(request)
    id_ = _fresh()
    kept = uploads.take_in(id_, history.name or "", history.chunks())
    outcomes = request.FILES.get("outcomes")
    told = uploads.take_in(id_, outcomes.name or "", outcomes.chunks(), "outcomes") if outcomes else ""
    policy = _put(id_, "policy", version)
    mapping = request.POST.get("mapping", DRAFT)
    if mapping == DRAFT:
        return _second(request, id_, kept, told, runs.draft(id_, kept, policy), version, history.name or "")
    _need(mapping)
    return _started(request, id_, version, Job(policy, kept, mapping, told), history.name or kept)


def _second(
    request: Ask, id_: str, kept: str, outcomes: str, text: str, version: Version, name: str,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:  # fmt: skip
    """The drafted mapping to look at: every line says why it was chosen, a `?` is a question."""
    questions = sum("?" in line.partition("#")[2] for line in text.splitlines())
    return shown(
        request, "policy/calibration_mapping.html", "calibrations", id=id_, kept=kept, outcomes=outcomes,
        text=text, chosen=version, name=name, questions=questions, findings=findings,
        status=422 if findings else 200,
    )  # fmt: skip


@action("calibration.run")
def begin(request: Ask, id_: str) -> HttpResponse:
    """Runs an upload with the mapping that was looked at."""
    uploads.place(id_)
    version = _version(request)
    kept, outcomes = (_plain(request.POST.get(name, "")) for name in ("kept", "outcomes"))
    text, name = request.POST.get("text", ""), request.POST.get("name", "")[:200] or kept
    try:
        mapping = uploads.put_mapping(id_, _checked(text))
    except Refused as refused:
        return _second(request, id_, kept, outcomes, text, version, name, refused.findings)
    policy = _put(id_, "policy", version)
    return _started(request, id_, version, Job(policy, kept, mapping, outcomes), name)


@action("calibration.run")
def sample(request: Ask) -> HttpResponse:
    """The shipped history of a real service desk, with its mapping and outcomes: one press."""
    version, id_ = _version(request), _fresh()
    mapping = uploads.take_sample(id_)
    policy = _put(id_, "policy", version)
    job = Job(policy, "history.parquet", mapping, "outcomes.parquet")
    return _started(request, id_, version, job, _("shipped sample: a real service desk"))


@action("policy.propose")
def propose(request: Ask, id_: str) -> HttpResponse:
    """Proposes the version that was run, with the thresholds that the run advises."""
    run = bootstrap_site.store().run(id_)
    if run is None or not run.advice:
        text = _("this run advises nothing")
        raise Refused(Finding("advice", text, Position.of("form"), _("propose a version of your own")))
    known, advice = versions(), json.loads(run.advice)
    zone = zone_of(known.policy(run.policy).organisation.zone)
    bundle = with_thresholds(known, run.policy, advice, request.now.astimezone(zone).date())
    told = ", ".join(f"{c['parameter']} {c['from']} → {c['to']}" for c in advice)
    why = _("Advised by calibration on %(history)s (%(summary)s): %(told)s") % {
        "history": run.history, "summary": run.summary, "told": told,
    }  # fmt: skip
    version = known.propose(bundle, person(request), "calibration", why, request.now)
    note(request, "policy.propose", version.short, version=version.number, origin="calibration")
    messages.success(request, _("Proposed. It is checked below; nothing follows it yet."))
    return HttpResponseRedirect(f"/policy/versions/{version.short}")


def _started(request: Ask, id_: str, version: Version, job: Job, name: str) -> HttpResponse:
    account, now = request.account, request.now
    current = versions().current()
    if current and current != version.hash:
        job = replace(job, compare=_put(id_, "compared", versions().get(current)))
    title = f"{version.title} {version.number}"
    run = Run(id_, now, account.username, account.called, name, version.hash, title)
    runs.start(bootstrap_site.store(), run, job)
    note(request, "calibration.run", id_, policy=version.short, history=name[:80])
    return HttpResponseRedirect(f"/policy/calibrations/{id_}")


def _version(request: Ask) -> Version:
    known = versions()
    return known.get(request.POST.get("version", "") or known.current())


def _put(id_: str, name: str, version: Version) -> str:
    files = versions().files(version.hash)
    return uploads.put_policy(id_, name, files, Bundle.of(files).root if ROOT not in files else ROOT)


def _plain(name: str) -> str:
    """A name that this desk gave: nothing that leads out of the run's folder."""
    known = {f"{part}{ending}" for part in ("history", "outcomes") for ending in ENDINGS}
    return name if name in known else ""


def _need(mapping: str) -> None:
    if mapping not in uploads.mapping_names():
        text = _("there is no mapping `%(name)s`") % {"name": mapping[:60]}
        raise Refused(Finding("mapping", text, Position.of("form"), ", ".join(uploads.mapping_names())))


def _checked(text: str) -> str:
    if not text.strip():
        raise Refused(Finding("mapping", _("the mapping is empty"), Position.of("form"), _("draft it again")))
    return text.replace("\r\n", "\n")[:200_000]


def _fresh() -> str:
    """A name for a run that nobody can guess: letters and digits."""
    return "".join(char for char in bootstrap_site.fresh_secret(24) if char.isalnum()).lower()[:24]
