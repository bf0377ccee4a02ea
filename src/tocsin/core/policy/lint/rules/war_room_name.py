"""The war room's name is one that chat systems accept (A6.1)."""

import re
from collections.abc import Iterator

from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule

LENGTHS = {"date": 8, "customer": 12, "ticket": 8, "severity": 2, "level": 1}
"""What the name may be made of, with the least room that each needs."""
LIMIT = 80
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ALLOWED = re.compile(r"#?[a-z0-9_-]*")


def check(context: Context) -> Iterator[Found]:
    """An unknown placeholder, a character that chat systems refuse, a name that is too long."""
    name = context.policy.war_room.name
    path = ("war_room", "name")
    for found in _PLACEHOLDER.finditer(name):
        if found[1] not in LENGTHS:
            help_ = did_you_mean(found[1], LENGTHS)
            yield Found(path, f"`{found[0]}` is filled by nothing", help_, offset=found.start(), value=name)
    fixed = _PLACEHOLDER.sub("", name)
    if not _ALLOWED.fullmatch(fixed):
        bad = re.sub(r"[a-z0-9_-]", "", fixed.removeprefix("#"))[:1]
        help_ = "use small letters, digits, `-` and `_`"
        offset = max(0, name.rfind(bad))
        yield Found(
            path, f"chat systems refuse `{bad}` in a channel's name", help_, offset=offset, value=name
        )
    length = len(fixed.removeprefix("#")) + sum(LENGTHS.get(word, 0) for word in _PLACEHOLDER.findall(name))
    if length > LIMIT:
        text = f"the name comes to {length} characters or more; chat systems take {LIMIT}"
        yield Found(path, text, "shorten the fixed part")


RULE = Rule(
    id="war-room-name",
    title="The war room's name is legal",
    why="Slack and Teams take small letters, digits, `-` and `_`, up to 80 characters; the room is opened "
    "in a hurry and must not fail.",
    bad='war_room: {name: "#Incident {date}"}',
    good='war_room: {name: "#inc-{date}-{customer}"}',
    check=check,
    gravity=ERROR,
    shows=("A6.1",),
)
