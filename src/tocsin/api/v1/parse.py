"""Reads JSON strictly: UTF-8, no NaN, no field twice, no bottomless nesting; never a failure of ours."""

from __future__ import annotations

import json
import math
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from tocsin.api.v1.problem import Trouble
from tocsin.api.v1.values import NO_CHARACTER
from tocsin.core.model.finding import Finding, Position

DEEPEST = 40
MOST_DIGITS = 300


class StrictParser(Parser):
    """The parser of every JSON body."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's JSON. Raises Trouble."""
        return read(request.body)


def read(content: bytes) -> Any:
    """JSON from bytes. Raises Trouble, kind `bad-request`, with what is wrong and where."""
    try:
        text = content.decode("utf-8")
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_real, parse_int=_whole
        )
    except UnicodeDecodeError as error:
        raise _unread(f"the body is not UTF-8 at byte {error.start}", "send UTF-8") from None
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:]}"
        place = f"line {error.lineno}, column {error.colno}"
        raise _unread(f"not valid JSON at {place}: {said}", "mend the syntax here or just before") from None
    except RecursionError:
        raise _deep() from None
    except _Unread as error:
        raise _unread(*error.args) from None
    _look(found)
    return found


class _Unread(Exception):  # noqa: N818 (control flow inside this file only)
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise _Unread(f"`{key[:60]}` stands twice", "keep one")
        made[key] = value
    return made


def _no_constant(name: str) -> Any:
    raise _Unread(f"`{name}` is no number of JSON", "leave the field out, or give a number")


def _real(text: str) -> float:
    if not math.isfinite(found := float(text)):
        raise _Unread(f"`{text[:40]}` is too large a number", "give a smaller one")
    return found


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _Unread(f"a number has {len(text):,} digits", "give a smaller one")
    return int(text)


def _look(value: Any) -> None:
    """Raises Trouble for what is nested too deep, and for texts that hold what is no character."""
    layer = [value]
    for _ in range(DEEPEST):
        if any(isinstance(each, str) and NO_CHARACTER.search(each) for each in layer):
            message = "a text holds NUL or half of a surrogate pair, which is no character"
            found = Finding("text", message, Position.of("body"), "remove it")
            raise Trouble("unusable", message, [found])
        layer = [inner for each in layer for inner in _inside(each)]
        if not layer:
            return
    raise _deep()


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _deep() -> Trouble:
    return _unread(f"the JSON is nested deeper than {DEEPEST}", "flatten it")


def _unread(message: str, help_: str) -> Trouble:
    return Trouble("bad-request", message, [Finding("json", message, Position.of("body"), help_)])
