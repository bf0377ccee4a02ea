"""What hurts today, answered by settings (A0.8). Each known pain changes figures, not words."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tocsin.core.model.duration import parse_span
from tocsin.core.policy.answers.draft import Draft, multiplied, scaled, size
from tocsin.core.policy.answers.words import PAINS


def apply(draft: Draft, pains: tuple[str, ...]) -> None:
    """Changes what answers each pain; a pain that no setting answers is said to be so."""
    if pains:
        draft.put(list(pains), "organisation", "pains")
    for said in pains:
        known = next((name for name, sign in PAINS.items() if re.search(sign, said, re.IGNORECASE)), None)
        changes = _CURES[known](draft) if known else []
        if not changes:
            changes = ["it stands in the profile; no setting answers it by itself"]
        for change in changes:
            draft.say("A0.8", said, change)


def _ignored(draft: Draft) -> list[str]:
    changes = []
    for name, severity in draft.part("severities").items():
        before = severity.get("update")
        severity["update"] = _oftener(severity["update"], severity["resolution"])
        for promise in severity.get("segments", {}).values():
            if "update" in promise:
                promise["update"] = _oftener(promise["update"], severity["resolution"])
        if severity["update"] != before:
            changes.append(
                f"customers of a {name} hear every {_said(severity['update'])} instead of {_said(before)}"
            )
    draft.put("15m", "communication", "remind_owner")
    draft.put("10m", "communication", "remind_lead")
    changes.append("the owner is reminded 15 minutes before an update is due, the lead 10 minutes")
    return changes + _threshold(
        draft, "silence", 0.5, "customers of a P1 or P2 are never silent for longer than"
    )


def _said(update: str) -> str:
    return update if update == "as needed" else str(parse_span(update))


def _oftener(update: str, resolution: str) -> str:
    if update == "as needed":
        return "as needed" if size(resolution) > 6 * 86_400 else "2 business days"
    return update if size(update) <= size("30m") else scaled(update, 0.5, "30m")


def _threshold(draft: Draft, id_: str, factor: float, words: str) -> list[str]:
    now = draft.at("parameters", id_, "value")
    if now is None or id_ in draft.stated:
        return []
    value = multiplied(now, factor)
    draft.threshold(id_, value)
    return [f"{words} {value} (was {now})"]


def _no_owner(draft: Draft) -> list[str]:
    changes = []
    made = [t for t, team in draft.part("teams").items() if team.get("ladder") not in draft.part("ladders")]
    for team in made:
        people = draft.at("teams", team, "members") or []
        rungs = {f"rung-{n}": {"page": f"person {p}", "wait": "5m"} for n, p in enumerate(people[:3], 1)}
        trusted = {"silent_after": "1h", "night": {"after": "30m"}}
        ladder = {"name": draft.at("teams", team, "name"), "rungs": rungs, "repeat": 2, **trusted}
        draft.put(ladder, "ladders", team)
        draft.put(team, "teams", team, "ladder")
        changes.append(f"the team `{team}` has a ladder with a backup")
    for ladder in draft.part("ladders").values():
        for rung in ladder["rungs"].values():
            if size(rung["wait"]) > size("5m"):
                rung["wait"] = "5m"
        ladder["repeat"] = max(2, ladder.get("repeat", 0))
    changes.append("every ladder pages the backup after 5 minutes of silence, and starts over twice")
    draft.put("10m", "hand_over", "accept_within")
    changes.append("an owner is accepted within 10 minutes, or the lead is told")
    return changes


def _executives(draft: Draft) -> list[str]:
    draft.put(2, "briefs", "executive_from")
    draft.put("12h", "briefs", "daily_after")
    changes = ["executives are briefed from level 2 on, and daily after 12 hours"]
    changes += _threshold(draft, "p1_executive", 0.5, "a P1 reaches executives after")
    patience, executive = (
        draft.at("parameters", "p1_patience", "value"),
        draft.at("parameters", "p1_executive", "value"),
    )
    if patience and executive and size(patience) >= size(executive) and "p1_patience" not in draft.stated:
        draft.threshold("p1_patience", scaled(executive, 0.5))
    changes += _threshold(
        draft, "churn_arr", 0.5, "a threat to leave reaches executives from a yearly revenue of"
    )
    return changes


def _engineering(draft: Draft) -> list[str]:
    changes = []
    route = draft.at("routes", "engineering")
    specialists = "specialists" if draft.at("rotations", "specialists") else None
    if route and specialists:
        own = draft.at("ladders", route.get("ladder") or str(draft.at("teams", route["team"], "ladder")))
        gated = deepcopy(own)
        gated["name"] = f"Specialists first, then {own['name']}"
        first = {
            "page": "rotation specialists",
            "wait": min((r["wait"] for r in own["rungs"].values()), key=size),
        }
        gated["rungs"] = {"specialist": first, **gated["rungs"]}
        draft.put(gated, "ladders", "specialists-first")
        _gate(draft, route)
        changes.append("at level 2 a specialist is paged before engineering, except for a P1")
    intake = draft.at("levels", "2", "intake")
    if isinstance(intake, list):
        intake += [f for f in ("component", "indicators") if f not in intake and draft.at("facts", f)]
        changes.append("level 2 also asks for the component and the danger signs before engineering is paged")
    if (load := draft.part("calibration", "per_week")).get("engineering"):
        load["engineering"] = max(1, round(load["engineering"] * 0.75))
        changes.append(f"calibration counts on {load['engineering']} escalations a week for engineering")
    return changes


def _gate(draft: Draft, route: dict[str, Any]) -> None:
    """The route for a P1 keeps its ladder and comes before the gated one."""
    direct = {**deepcopy(route), "name": f"{route['name']}, P1", "text": "A P1 goes straight through."}
    direct["if"] = f"({route['if']}) && severity == 'P1'" if route.get("if") else "severity == 'P1'"
    gated = {**route, "ladder": "specialists-first"}
    routes: dict[str, Any] = {}
    for id_, each in draft.part("routes").items():
        if id_ == "engineering":
            routes["engineering-direct"] = direct
        routes[id_] = gated if id_ == "engineering" else each
    draft.data["routes"] = routes


def _hand_offs(draft: Draft) -> list[str]:
    draft.put("10m", "hand_over", "accept_within")
    changes = ["a hand-over is accepted within 10 minutes, or the lead is told"]
    changes += _threshold(draft, "bounces", 0.75, "a ticket gets an owner after this many reassignments:")
    changes += _threshold(
        draft, "bounces_wide", 0.75, "several functions meet after this many reassignments:"
    )
    if draft.at("metrics", "hand-overs"):
        draft.put("<= 1", "metrics", "hand-overs", "target")
        changes.append("no more than one hand-over per escalation is the target")
    if draft.at("review", "triggers", "review-bounced"):
        draft.put(
            {"if": "hand_overs > 2", "text": "An escalation with more than two hand-overs."},
            "review",
            "triggers",
            "review-bounced",
        )
        changes.append("more than two hand-overs bring a review")
    return changes


def _repeats(draft: Draft) -> list[str]:
    draft.put("180 days", "review", "repeat_within")
    draft.put("3 business days", "review", "due")
    changes = ["the same cause within 180 days is a repeat, and reviews are held within 3 business days"]
    return changes + _threshold(
        draft, "reopenings", 0.5, "a ticket gets an owner after this many reopenings:"
    )


def _burnout(draft: Draft) -> list[str]:
    changes = []
    for id_, target in (("pages", "< 4 per week"), ("night", "< 1 per week")):
        if draft.at("metrics", id_):
            draft.put(target, "metrics", id_, "target")
            changes.append(f"the target of `{draft.at('metrics', id_, 'name')}` is {target}")
    return changes


_CURES: dict[str, Callable[[Draft], list[str]]] = dict(
    zip(PAINS, (_engineering, _hand_offs, _ignored, _no_owner, _executives, _repeats, _burnout), strict=True)
)
