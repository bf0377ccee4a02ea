"""After all changes: tables that restate a promise say the same as the promise (A10.9)."""

from itertools import pairwise
from typing import Any

from tocsin.core.model.duration import parse_span
from tocsin.core.policy.answers.draft import Draft, size

_ORDER = ("P1", "P2", "P3", "P4")


def agree(draft: Draft) -> None:
    """Makes checklist, metrics, cadence and ladders follow the promises."""
    _ranked(draft)
    for severity in draft.part("severities").values():
        _bounded(severity)
    _ranked(draft)
    _checklist(draft)
    _metrics(draft)
    _ladders(draft)


def _bounded(severity: dict[str, Any]) -> None:
    """No promise to a segment is slower to answer than to resolve, nor updated after it is resolved."""
    for promise in (severity, *severity.get("segments", {}).values()):
        resolution = promise.get("resolution", severity["resolution"])
        for kind in ("response", "update"):
            value = promise.get(kind)
            if value and value != "as needed" and size(value) > size(resolution):
                promise[kind] = resolution


def _ranked(draft: Draft) -> None:
    """A worse severity is never promised more slowly than a better one."""
    present = [draft.part("severities", name) for name in _ORDER if draft.at("severities", name)]
    for worse, better in reversed(list(pairwise(present))):
        for kind in ("response", "resolution", "update"):
            if _slower(worse[kind], better[kind]):
                worse[kind] = better[kind]


def _slower(one: str, two: str) -> bool:
    if "as needed" in (one, two):
        return one == "as needed" and two != "as needed"
    return size(one) > size(two)


def _checklist(draft: Draft) -> None:
    row = draft.part("checklist", "acknowledge")
    for name in _ORDER:
        if row and draft.at("severities", name):
            row[name] = str(parse_span(draft.at("severities", name, "response")))
    update = draft.at("severities", "P1", "update")
    if update and draft.at("checklist", "hourly-updates"):
        every = "Hourly updates" if size(update) == size("1h") else f"Updates every {parse_span(update)}"
        draft.put(every, "checklist", "hourly-updates", "action")


def _metrics(draft: Draft) -> None:
    """Targets are never looser than what is promised."""
    for metric in draft.part("metrics").values():
        kind = {"time_to_acknowledge": "response", "time_to_resolution": "resolution"}.get(metric["measure"])
        for name in metric.get("severities", []) if kind else ():
            promised = draft.at("severities", name, str(kind))
            target = str(metric.get("target", ""))
            if promised and target and size(target.lstrip("<= ")) > size(promised):
                metric["target"] = f"< {parse_span(promised)}"


def _ladders(draft: Draft) -> None:
    """The backup is paged before the shortest time to acknowledge is over."""
    spans = [v for n in ("1", "2", "3", "4") for v in draft.part("levels", n, "acknowledge").values()]
    tightest = min(spans, key=size) if spans else None
    for ladder in draft.part("ladders").values():
        first = next(iter(ladder["rungs"].values()))
        if tightest and size(first["wait"]) > size(tightest):
            first["wait"] = tightest
        for rung in ladder["rungs"].values():
            if rung.get("every") and size(rung["every"]) >= size(rung["wait"]):
                del rung["every"]  # the next rung is paged before a second page would go out
