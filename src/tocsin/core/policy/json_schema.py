"""The policy's JSON Schema (draft 2020-12), for completion and checks in editors (AP.3).

An editor sees one file at a time, and that may be a part (`include:`) or an overlay (`extends:`): there
nothing is required, and `null` removes a key. The complete form is of the policy put together.
"""

from typing import Any

from tocsin.core.policy.schema import Policy

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAME = "policy.schema.json"
_FILES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_TOP = {
    "include": {**_FILES, "description": "Files that are parts of this policy, relative to this one."},
    "extends": {
        "type": "string",
        "description": "A file, folder or `preset:NAME` that this file is laid over; `null` removes a key.",
    },
}
_MAPS = ("properties", "patternProperties", "$defs")
_LISTS = ("anyOf", "allOf", "oneOf", "prefixItems")
_SINGLE = ("items", "additionalProperties")
Schema = dict[str, Any]


def json_schema(complete: bool = False) -> Schema:
    """The schema by the keys that people write; `complete` is of the whole policy, not of one file of it."""
    schema = Policy.model_json_schema(by_alias=True)
    levels = schema["properties"]["levels"]
    levels["patternProperties"] = {"^[0-4]$": levels.pop("additionalProperties")}
    _walk(schema, partial=not complete)
    if not complete:
        schema["properties"] |= _TOP
    return {"$schema": DRAFT, **schema, "title": "Tocsin policy"}


def _walk(node: Any, partial: bool) -> None:
    """Closes mappings with patterned keys; for a part of a policy, requires nothing and allows null."""
    if not isinstance(node, dict):
        return
    if "patternProperties" in node:
        node["additionalProperties"] = False
        node.pop("propertyNames", None)
    for name in _MAPS:
        for part in node.get(name, {}).values():
            _walk(part, partial)
    for name in _LISTS:
        for part in node.get(name, ()):
            _walk(part, partial)
    for name in _SINGLE:
        _walk(node.get(name), partial)
    if partial:
        _loosen(node)


def _loosen(node: Schema) -> None:
    node.pop("required", None)
    node.pop("minProperties", None)
    for name in ("properties", "patternProperties"):
        for key, part in node.get(name, {}).items():
            node[name][key] = _or_null(part)
    if isinstance(node.get("additionalProperties"), dict):
        node["additionalProperties"] = _or_null(node["additionalProperties"])


def _or_null(part: Schema) -> Schema:
    if {"type": "null"} in part.get("anyOf", ()):
        return part
    kept: Schema = {
        key: part.pop(key) for key in ("title", "description", "default", "examples") if key in part
    }
    return {**kept, "anyOf": [part, {"type": "null"}]}
