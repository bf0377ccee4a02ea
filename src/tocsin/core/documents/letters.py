"""Message templates as people copy them: Liquid becomes blanks in braces (A5.1, A5.5, B7)."""

import re

from tocsin.core.documents import outline as o
from tocsin.core.documents.say import CHANNELS, plain
from tocsin.core.policy.schema.messages import Message

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
    return _OUTPUT.sub(_blank, _TAG.sub(_choice, body)).strip()


def used(body: str) -> tuple[str, ...]:
    """The variables that a template writes out, in reading order, as the desk knows them: `customer.name`."""
    paths = (match[1].split("|")[0].strip() for match in _OUTPUT.finditer(body))
    return tuple(dict.fromkeys(path for path in paths if re.fullmatch(r"[a-z_][\w.]*", path)))


def script(message: Message, meanings: dict[str, str], title: str = "") -> o.Script:
    """One template ready to copy, with what goes into each blank."""
    both = f"{message.subject}\n{message.body}"
    variables = tuple(o.Variable(_name(path), meanings[path]) for path in used(both) if path in meanings)
    return o.Script(
        title or _headline(message),
        blanks(message.body),
        channel=channel(message),
        subject=blanks(message.subject),
        variables=variables,
    )


def channel(message: Message) -> str:
    """Where the template is sent, as people say it."""
    return {"any": "any channel", "internal": "internal"}.get(message.channel) or CHANNELS[message.channel]


def _headline(message: Message) -> str:
    only = f" ({', '.join(message.severities)})" if message.severities else ""
    return message.name + (only if not any(s in message.name for s in message.severities) else "")


def _name(path: str) -> str:
    return plain(path.replace(".", " "))


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
