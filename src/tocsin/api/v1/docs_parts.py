"""The schema as the documentation shows it: fields in a line each, and a call to copy for each operation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_DEEPEST = 3
_CODE = re.compile(r"`([^`]+)`")


def marked(text: str) -> SafeString:
    """A text of the schema for the page: what stands in backticks is code; everything is escaped."""
    pieces = enumerate(_CODE.split(text))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", p) if n % 2 else p,) for n, p in pieces)
    )


@dataclass(frozen=True)
class Field:
    """A parameter or a field: its name, where it goes, what it is."""

    name: str
    where: str
    type: str
    text: SafeString
    required: bool
    depth: int = 0


@dataclass(frozen=True)
class Shown:
    """One operation as it is shown."""

    id: str
    method: str
    path: str
    title: str
    text: tuple[SafeString, ...]
    action: str
    takes: tuple[Field, ...]
    gives: tuple[Field, ...]
    statuses: tuple[tuple[str, str], ...]
    call: str


@dataclass(frozen=True)
class Section:
    """The operations on one subject."""

    name: str
    id: str
    text: SafeString
    operations: tuple[Shown, ...]


def sections(schema: dict[str, Any]) -> Iterator[Section]:
    """The operations by subject, in the order of the schema."""
    for tag in schema["tags"]:
        found = tuple(_of(tag["name"], schema))
        if found:
            yield Section(
                tag["name"], tag["name"].lower().replace(" ", "-"), marked(tag["description"]), found
            )


def _of(tag: str, schema: dict[str, Any]) -> Iterator[Shown]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if tag in operation.get("tags", ()):
                yield _shown(path, method.upper(), operation, schema)


def _shown(path: str, method: str, operation: dict[str, Any], schema: dict[str, Any]) -> Shown:
    answers = operation["responses"]
    good: dict[str, Any] = next((answers[code] for code in answers if code.startswith("2")), {})
    told = {code: _follow(answer, schema)["description"] for code, answer in answers.items()}
    return Shown(
        operation["operationId"],
        method,
        path,
        operation["summary"],
        tuple(map(marked, _paragraphs(operation))),
        operation.get("x-tocsin-action", ""),
        (*_parameters(operation, schema), *_body(operation, schema)),
        tuple(_answer(good, schema)),
        tuple(told.items()),
        _call(path, method, operation, schema),
    )


def _paragraphs(operation: dict[str, Any]) -> list[str]:
    told = str(operation.get("description", "")).split("\n\n")
    return [text for text in told if text.rstrip(".") != operation["summary"]]


def _parameters(operation: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    for each in operation.get("parameters", ()):
        one = _follow(each, schema)
        type_ = _type(one["schema"], schema)
        yield Field(
            one["name"], one["in"], type_, marked(one.get("description", "")), one.get("required", False)
        )


def _body(operation: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    for media in operation.get("requestBody", {}).get("content", {}).values():
        yield from _fields(media["schema"], schema, "body", 0)


def _answer(answer: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    for media in answer.get("content", {}).values():
        yield from _fields(media["schema"], schema, "answer", 0)


def _fields(shape: dict[str, Any], schema: dict[str, Any], where: str, depth: int) -> Iterator[Field]:
    shape = _plain(shape, schema)
    if shape.get("type") == "array":
        shape = _plain(shape.get("items", {}), schema)
    wanted = shape.get("required", ())
    for name, field in shape.get("properties", {}).items():
        text = field.get("description") or _plain(field, schema).get("description", "")
        yield Field(name, where, _type(field, schema), marked(text.split("\n")[0]), name in wanted, depth)
        if depth < _DEEPEST:
            yield from _fields(field, schema, where, depth + 1)


def _follow(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = schema
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    plain: dict[str, Any] = found
    return plain


def _plain(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A shape without its wrappings: references, and `or null`."""
    shape = _follow(shape, schema)
    for wrapping in ("allOf", "anyOf"):
        inner = [each for each in shape.get(wrapping, ()) if each.get("type") != "null"]
        if len(inner) == 1:
            return _plain(inner[0], schema)
    return shape


def _type(shape: dict[str, Any], schema: dict[str, Any]) -> str:
    shape = _follow(shape, schema)
    if "anyOf" in shape or "allOf" in shape:
        parts = [_type(each, schema) for each in shape.get("anyOf", shape.get("allOf", ()))]
        return " or ".join(dict.fromkeys(parts))
    if "enum" in shape:
        return " or ".join(f"“{value}”" for value in shape["enum"])
    if "const" in shape:
        return f"“{shape['const']}”"
    if shape.get("type") == "array":
        return f"list of {_type(shape.get('items', {}), schema)}"
    names = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}
    type_ = "instant" if shape.get("format") == "date-time" else shape.get("type", "anything")
    return names.get(str(type_), str(type_))


def _call(path: str, method: str, operation: dict[str, Any], schema: dict[str, Any]) -> str:
    """A call with curl that can be copied; `$TOCSIN` is the desk, `$TOKEN` a token."""
    examples = {p["name"]: p.get("example") for p in operation.get("parameters", ()) if p.get("in") == "path"}
    for name, example in examples.items():
        path = path.replace(f"{{{name}}}", str(example or "1"))
    asked = [p for p in operation.get("parameters", ()) if p.get("in") == "query" and p["required"]]
    path += "?" * bool(asked) + "&".join(f"{p['name']}={p.get('example', '…')}" for p in asked)
    lines = ['curl -H "Authorization: Bearer $TOKEN"']
    if method != "GET":
        lines.append(f"  -X {method}")
    if method == "GET" and operation["operationId"] == "stream_events":
        lines.append("  --no-buffer")
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        body = json.dumps(_example(content["application/json"]["schema"], schema), ensure_ascii=False)
        lines += ['  -H "Content-Type: application/json"', f"  -d '{body}'"]
    elif content:
        lines.append("  -F file=@log.txt")
    lines.append(f'  "$TOCSIN{path}"')
    return " \\\n".join(lines)


def _example(shape: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The least that is taken, with the examples that the fields give."""
    shape = _plain(shape, schema)
    if shape.get("examples"):
        return shape["examples"][0]
    if shape.get("type") == "object" or "properties" in shape:
        wanted = shape.get("required", ())
        fields = shape.get("properties", {})
        return {name: _example(field, schema) for name, field in fields.items() if name in wanted}
    if shape.get("type") == "array":
        return [_example(shape.get("items", {}), schema)]
    if "enum" in shape:
        return shape["enum"][0]
    return {"integer": 1, "boolean": True, "number": 0.5}.get(str(shape.get("type")), "…")
