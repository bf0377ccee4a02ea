"""Message templates as people copy them: Liquid becomes blanks in braces (A5.1, A5.5, B7)."""

import re
from collections.abc import Iterable

from tocsin.core.documents import outline as o
from tocsin.core.documents.say import CHANNELS, plain
from tocsin.core.policy.schema.messages import Message
from tocsin.core.policy.variables import VARIABLES

BLANKS = {
    "customer.contact": "contact's name",
    "customer.voice": "customer's own words",
    "escalation.next_step": "next step",
    "escalation.next_decision": "decision needed, by whom, by when",
    "escalation.open_work": "open work",
    "escalation.room": "war room",
    "escalation.room_link": "link to the war room",
    "escalation.started_at": "start of the impact",
    "escalation.stabilised_at": "end of the impact",
    "escalation.suspected_cause": "suspected cause",
    "escalation.symptoms": "symptoms",
    "escalation.tracker_link": "link to the tracker",
    "resolution.cause": "root cause",
    "resolution.fix": "what was changed",
    "resolution.follow_up_at": "time of a call",
    "resolution.prevention": "how it is prevented",
    "ticket.severity": "severity",
    "ticket.severity_name": "severity in words",
    "update.eta_range": "time range",
    "update.impact": "impact now",
    "update.known": "what is known",
    "update.mitigation": "what was tried",
    "update.next_at": "time of the next update",
    "update.next_steps": "next steps",
    "update.workaround": "workaround",
}
"""Blanks whose path would read badly; the others are their path in words."""

_OUTPUT = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
_DEFAULT = re.compile(r"default\s*:\s*['\"]([^'\"]*)['\"]")
_OPENING = {
    "if": "[if {}: ",
    "elsif": " | if {}: ",
    "else": " | otherwise: ",
    "unless": "[unless {}: ",
    "case": "[depending on {}: ",
    "when": " | {}: ",
}
_CLOSING = {"endif", "endunless", "endcase"}


def blanks(body: str) -> str:
    """The text with `{customer name}` where the desk fills in `customer.name`, and choices in brackets."""
    body = re.sub(r"\s*(\{%-)", r"\1", body)
    body = re.sub(r"(-%\})\s*", r"\1", body)
    chosen = re.sub(r"(\[if [^\]\n]*:) *\n\s*", r"\1 ", _TAG.sub(_choice, body))
    return _OUTPUT.sub(_blank, re.sub(r"\s*\n\]", "]", chosen)).strip()


def used(body: str) -> tuple[str, ...]:
    """The variables that a template writes out, in reading order, as the desk knows them: `customer.name`."""
    paths = (match[1].split("|")[0].strip() for match in _OUTPUT.finditer(body))
    return tuple(dict.fromkeys(path for path in paths if re.fullmatch(r"[a-z_][\w.]*", path)))


def script(message: Message, title: str = "") -> o.Script:
    """One template ready to copy. What goes into its blanks stands once, in `blank_table`."""
    return o.Script(
        title or _headline(message),
        blanks(message.body),
        channel=channel(message),
        subject=blanks(message.subject),
    )


def blank_table(messages: Iterable[Message]) -> o.Table | None:
    """Every blank that these templates have, and what goes there."""
    paths = dict.fromkeys(path for m in messages for path in used(f"{m.subject}\n{m.body}"))
    rows = sorted((_name(path), VARIABLES[path]) for path in paths if path in VARIABLES)
    columns = (o.Column("Blank", 2), o.Column("What goes there", 4))
    body = tuple((o.join(o.code("{" + name + "}")), meaning) for name, meaning in rows)
    return o.Table(columns, body, "Blanks in the templates") if body else None


def channel(message: Message) -> str:
    """Where the template is sent, as people say it."""
    return {"any": "any channel", "internal": "internal"}.get(message.channel) or CHANNELS[message.channel]


def _headline(message: Message) -> str:
    only = f" ({', '.join(message.severities)})" if message.severities else ""
    return message.name + (only if not any(s in message.name for s in message.severities) else "")


def _name(path: str) -> str:
    return BLANKS.get(path) or plain(path.replace(".", " "))


def _blank(match: re.Match[str]) -> str:
    path, _, filters = match[1].partition("|")
    name = path.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        return name[1:-1]
    otherwise = _DEFAULT.search(filters)
    return "{" + _name(name) + (f", or: {otherwise[1]}" if otherwise and otherwise[1] else "") + "}"


def _choice(match: re.Match[str]) -> str:
    word, rest = match[1], match[2]
    if word == "endfor":
        return "…"
    if word in _CLOSING:
        return "]"
    return _OPENING[word].format(_condition(rest)) if word in _OPENING else ""


def _condition(text: str) -> str:
    text = re.sub(r"\s*!=\s*(blank|nil|empty|\"\"|'')", "", text)
    text = text.replace("==", "is").replace("!=", "is not")
    return plain(re.sub(r"(\w)\.(\w)", r"\1 \2", text))
