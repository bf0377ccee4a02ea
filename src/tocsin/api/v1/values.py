"""Values as they come over the wire: instants with a zone, exact numbers, texts that are texts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from tocsin.core.model.duration import parse_duration
from tocsin.core.model.instant import parse_instant

MOST_TEXT = 20_000
NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
"""What no text holds: NUL, and halves of surrogate pairs."""
_WHOLE = re.compile(r"-?\d{1,15}")


class Wants(BaseModel):
    """A request's body: nothing is guessed, and what is not named here is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Says(BaseModel):
    """An answer's body."""

    model_config = ConfigDict(extra="forbid")


def _text(value: str) -> str:
    if NO_CHARACTER.search(value):
        raise ValueError("it holds something that is no character of a text: remove it")
    return value


def _instant(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError("it is no instant: write it like `2026-11-23T03:00:00Z`")  # noqa: TRY004 (pydantic)
    found = parse_instant(value)
    if not 1900 <= found.year <= 9000:
        raise ValueError(f"`{value}` lies outside of the years 1900 to 9000: give another instant")
    return found


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError("it is no whole number: write digits only")


def _exact(value: Any) -> Any:
    """JSON has one kind of number: 2.0 is the whole number 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _yes(value: Any) -> bool:
    known = {"true": True, "false": False, True: True, False: False}
    if not isinstance(value, str | bool) or value not in known:
        raise ValueError("it is neither `true` nor `false`: write one of them")
    return known[value]


def _span(value: str) -> str:
    parse_duration(value)
    return value


Text = Annotated[str, Field(max_length=MOST_TEXT), AfterValidator(_text)]
"""A text of up to 20,000 characters."""
Said = Annotated[str, Field(min_length=1, max_length=MOST_TEXT), AfterValidator(_text)]
"""A text that says something."""
Line = Annotated[str, Field(max_length=500), AfterValidator(_text)]
"""A short text."""
Id = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_text)]
"""A name that something has in the policy: a contact's id, a role, a fact."""
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-23T03:00:00Z"]}),
]
"""ISO 8601 with a zone; read as aware UTC."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number in an address."""
Exact = Annotated[int, BeforeValidator(_exact)]
"""A whole number in a body."""
Count = Annotated[int, Field(ge=1, le=2**31 - 1), BeforeValidator(_whole)]
"""The number of a thing."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", min_length=64, max_length=64)]
"""SHA-256 of what a file holds, in hex."""
Yes = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"type": "boolean"})]
"""`true` or `false` in an address."""
Maybe = Annotated[bool | None, BeforeValidator(_yes), WithJsonSchema({"type": "boolean"})]
"""The same, where leaving it out says something else than either."""
Span = Annotated[str, Field(max_length=40), AfterValidator(_span)]
"""A duration such as `45m` or `2h`."""
Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""An instant in an answer: ISO 8601 UTC, with `Z`."""
Number = Annotated[
    str,
    Field(
        min_length=1,
        max_length=24,
        pattern=r"^ESC-[0-9]{1,18}$",
        description="The escalation's number.",
        examples=["ESC-1001"],
    ),
]
"""An escalation's number."""
