"""Channels decide which templates stay; systems in use are called by their names (A0.4, A0.6)."""

import re
from typing import Any

from tocsin.core.policy.answers.draft import Draft, texts
from tocsin.core.policy.answers.words import slug

_SPOKEN = {
    "help_desk": "the help desk",
    "tracker": "the tracker",
    "status_page": "the status page",
    "crm": "the CRM",
    "knowledge_base": "the knowledge base",
    "chat": "the chat",
    "paging": "the paging tool",
}
_INSIDE = (
    "resolution", "war_room", "briefs", "roles", "raci", "flow", "notes", "intake", "hand_over",
    "communication", "recovery", "review", "facts", "segments", "practices", "checklist", "training",
)  # fmt: skip


def channels(draft: Draft, named: tuple[str, ...]) -> None:
    """Keeps the templates of the channels in use, and the runbooks' references to them."""
    if not named:
        return
    before = list(draft.at("organisation", "channels") or [])
    draft.put(list(named), "organisation", "channels")
    kept = {*named, "any", "internal"}
    gone = [i for i, m in draft.part("messages").items() if m.get("channel", "any") not in kept]
    for id_ in gone:
        draft.drop("messages", id_)
    for role in draft.part("roles").values():
        if said := role.get("runbook", {}).get("messages"):
            role["runbook"]["messages"] = [m for m in said if m not in gone]
    closed = [c for c in before if c not in named]
    change = f"scripts for {', '.join(named)}"
    if closed:
        change += f"; those for {' and '.join(closed)} are left out"
    draft.say("A0.4", ", ".join(named), change)


def systems(draft: Draft, named: dict[str, str]) -> None:
    """Calls the systems by their names wherever colleagues read them."""
    if not named:
        return
    draft.put({**(draft.at("organisation", "systems") or {}), **named}, "organisation", "systems")
    said = " + ".join(named.values())
    for part in _INSIDE:
        if part in draft.data:
            draft.data[part] = texts(draft.data[part], lambda text: _called(text, named))
    called = [f"{_SPOKEN[slot]} is called {name}" for slot, name in named.items() if slot != "paging"]
    draft.say("A0.6", said, "; ".join(called) or "systems stand in the profile")
    _room(draft, named)


def _called(text: str, named: dict[str, str]) -> str:
    for slot, name in named.items():
        spoken = re.compile(rf"\b{_SPOKEN[slot]}\b", re.IGNORECASE)
        text = name.join(spoken.split(text))
    return text


def _room(draft: Draft, named: dict[str, str]) -> None:
    """The room and its links follow the chat and the tracker."""
    chat, tracker, desk = named.get("chat"), named.get("tracker"), named.get("help_desk")
    if chat:
        if chat != "Slack":
            draft.put("inc-{date}-{customer}", "war_room", "name")
        draft.say("A0.6", chat, f"war rooms are opened there as `{draft.at('war_room', 'name')}`")
        _line(
            draft,
            "channel",
            f"Create the channel in {chat}, named by the rule above, and put its link on the ticket.",
        )
    if tracker:
        ticket = f"{desk} ticket" if desk else "ticket"
        text = (
            f"Open one issue in {tracker} for the incident; put its key on every linked {ticket}, "
            "and the ticket numbers on the issue."
        )
        draft.put(text, "war_room", "tracker")
        tags = draft.at("war_room", "tags")
        if isinstance(tags, list):
            tags.append(f"{slug(tracker, ()) if tracker.isascii() else 'tracker'}-linked")
        draft.say("A0.6", tracker, f"tickets of a war room carry the key of its {tracker} issue and a tag")
    if paging := named.get("paging"):
        draft.say("A0.6", paging, "it stands in the profile; ladders and rotations here name the same people")


def _line(draft: Draft, id_: str, text: str) -> None:
    found: Any = draft.at("war_room", "checklist", id_)
    if isinstance(found, str):
        draft.put(text, "war_room", "checklist", id_)
