"""docs/reference/policy.md and mapping.md: every part, its keys, types, defaults and meaning."""

from __future__ import annotations

import json
from typing import Any

from tocsin.core.history.mapping import Mapping
from tocsin.core.policy.schema import Policy

HEAD = """# The policy

Made by `make docs-write` from the schema in the code. Do not edit it by hand.

A policy is one YAML file, or a folder with a `policy.yaml` that may `include:` others. An unknown key is an
error, and the nearest known key is suggested. `tocsin schema` prints the same as JSON Schema, which gives
completion in most editors.
Ids are small letters, digits, `-` and `_`, and stay the same when names change.
"""
MAPPING_HEAD = """# Mappings

Made by `make docs-write` from the schema in the code. Do not edit it by hand.

A mapping says how an export becomes a history: which column is which fact, which value is which, in which
zone its times are. `tocsin map HISTORY` drafts one. Shipped mappings are taken by name: `--mapping NAME`.
"""
PATTERNS = {
    "^[a-z][a-z0-9_-]{0,63}$": "id",
    "^[a-z][a-z0-9_]{0,63}$": "fact id",
    "^P[1-4]$": "P1 to P4",
    "^[A-Z]{3}$": "currency code",
    "^([01]\\d|2[0-3]):[0-5]\\d$": "time of day",
    "^(rotation|person|team|role) [a-z][a-z0-9_-]*$": "`rotation ID`, `person ID`, `team ID` or `role ID`",
    "^(<=|>=|<|>)\\s*\\S.*$": "comparison",
}
Schema = dict[str, Any]


def pages() -> dict[str, str]:
    """Both pages of this module."""
    return {
        "docs/reference/policy.md": render(HEAD, "policy.yaml", Policy.model_json_schema(by_alias=True)),
        "docs/reference/mapping.md": render(
            MAPPING_HEAD, "mapping.yaml", Mapping.model_json_schema(by_alias=True)
        ),
    }


def render(head: str, name: str, schema: Schema) -> str:
    """The whole page: the file itself first, then each part in the order in which it is first met."""
    definitions = schema.get("$defs", {})
    parts = [head, _section(name, schema, definitions)]
    parts += [_section(part, definitions[part], definitions) for part in _order(schema, definitions)]
    return "\n".join(parts).rstrip() + "\n"


def _order(schema: Schema, definitions: Schema) -> list[str]:
    found: list[str] = []
    queue = _refs(schema.get("properties", {}))
    while queue:
        name = queue.pop(0)
        if name in definitions and name not in found:
            found.append(name)
            queue = _refs(definitions[name]) + queue
    return found


def _refs(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"].rsplit("/", 1)[-1]] if isinstance(node.get("$ref"), str) else []
        return own + [name for key, value in node.items() if key != "$defs" for name in _refs(value)]
    if isinstance(node, list):
        return [name for value in node for name in _refs(value)]
    return []


def _section(name: str, part: Schema, definitions: Schema) -> str:
    title = _title(name)
    about = " ".join(str(part.get("description", "")).split())
    lines = [f"## {title}", "", about, "", "| key | value | default | meaning |", "|---|---|---|---|"]
    required = set(part.get("required", ()))
    for key, field in part.get("properties", {}).items():
        cells = (f"`{key}`", _type(field), _default(field, key in required), _meaning(field, definitions))
        lines.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join([*lines, ""])


def _meaning(field: Schema, definitions: Schema) -> str:
    """The key's own description, else the first sentence of the part it holds."""
    about = field.get("description", "")
    if not about:
        about = next((definitions[n].get("description", "") for n in _refs(field) if n in definitions), "")
        about = about.split("\n")[0]
    return str(about)


def _title(name: str) -> str:
    """`tocsin__core__policy__schema__review__Band` becomes `Band (review)`: two parts share that name."""
    words = name.split("__")
    return words[-1] if len(words) == 1 else f"{words[-1]} ({words[-2]})"


def _anchor(name: str) -> str:
    return _title(name).lower().replace(" ", "-").replace("(", "").replace(")", "")


def _default(field: Schema, required: bool) -> str:
    if required:
        return "required"
    value = field.get("default")
    return "" if value in (None, "", [], {}) or isinstance(value, dict) else f"`{json.dumps(value)}`"


def _type(field: Schema) -> str:
    if "$ref" in field:
        name = str(field["$ref"]).rsplit("/", 1)[-1]
        return f"[{_title(name)}](#{_anchor(name)})"
    if "enum" in field or "const" in field:
        return ", ".join(f"`{v}`" for v in field.get("enum", [field.get("const")]) if v != "")
    for several in ("anyOf", "allOf", "oneOf"):
        if several in field:
            kinds = [_type(k) for k in field[several] if k.get("type") != "null"]
            return " or ".join(dict.fromkeys(kinds))
    return _simple_type(field)


def _simple_type(field: Schema) -> str:
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    if field.get("type") == "object":
        inner = field.get("additionalProperties", field.get("patternProperties"))
        if isinstance(inner, dict) and "$ref" not in inner and set(inner) and all(k[0] == "^" for k in inner):
            keys = ", ".join(PATTERNS.get(k, f"`{k}`") for k in inner)
            return f"{keys} to {_type(next(iter(inner.values())))}"
        return f"name to {_type(inner)}" if isinstance(inner, dict) else "mapping"
    if "pattern" in field:
        return PATTERNS.get(field["pattern"], f"text like `{field['pattern']}`")
    if field.get("format") == "date":
        return "date"
    names = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes/no"}
    return names.get(str(field.get("type")), "anything")


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")
