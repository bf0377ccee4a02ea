"""What pydantic found, as findings in the policy's own words and at the policy's own places."""

from typing import Any

from pydantic import BaseModel, ValidationError

from tocsin.core.model.finding import Finding
from tocsin.core.model.words import did_you_mean, listing
from tocsin.core.policy.fields import known_keys
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Path, Places

_EXPECTED = {
    "string_type": "text", "int_type": "a whole number", "int_parsing": "a whole number",
    "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
    "bool_type": "`true` or `false`", "bool_parsing": "`true` or `false`", "dict_type": "a mapping of keys",
    "list_type": "a list", "model_type": "a mapping of keys", "model_attributes_type": "a mapping of keys",
    "date_type": "a date such as 2026-12-01", "date_from_datetime_parsing": "a date such as 2026-12-01",
    "date_parsing": "a date such as 2026-12-01", "date_from_datetime_inexact": "a date such as 2026-12-01",
}  # fmt: skip


def findings_of(
    error: ValidationError, data: dict[str, Any], places: Places, root: type[BaseModel] = Policy
) -> list[Finding]:
    """One finding for each thing that pydantic refused; `root` is the model whose keys are suggested."""
    seen: dict[tuple[Path, str], Finding] = {}
    for item in error.errors(include_url=False):
        path = _real_path(data, item["loc"])
        found = _finding(item, path, places, root)
        seen.setdefault((path, found.message), found)
    return list(seen.values())


def _real_path(data: Any, loc: tuple[str | int, ...]) -> Path:
    """The location without the tags that unions and key checks add to it."""
    path: Path = ()
    here = data
    for index, part in enumerate(loc):
        if isinstance(here, dict) and (part in here or str(part) in here):
            path, here = (*path, part), here.get(part, here.get(str(part)))
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            path, here = (*path, part), here[part]
        elif index == len(loc) - 1 and isinstance(here, dict) and part != "[key]":
            path = (*path, part)
    return path


def _finding(item: Any, path: Path, places: Places, root: type[BaseModel]) -> Finding:
    name, kind = ".".join(map(str, path)), item["type"]
    last = path[-1] if path else "policy"
    shown = _shown(item.get("input"))
    if kind == "extra_forbidden":
        known = known_keys(root, path[:-1])
        text = f"`{last}` is no key of {_place(path[:-1], root)}"
        return Finding("unknown-key", text, places.key(path), did_you_mean(str(last), known), path=name)
    if kind == "missing":
        text = f"`{last}` is missing in {_place(path[:-1], root)}"
        return Finding("missing-key", text, places.find(path[:-1]), f"add `{last}:`", path=name)
    message, help_ = _told(item, last, shown)
    at = places.key(path) if item["loc"][-1:] == ("[key]",) else places.find(path)
    return Finding("wrong-value", message, at, help_, path=name, value=shown)


def _told(item: Any, last: Any, shown: str) -> tuple[str, str]:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "value_error":
        message, _, help_ = str(context["error"]).partition(": ")
        return f"`{last}`: {message}", help_
    if kind == "string_type" and isinstance(item["input"], int | float):
        return f"`{last}` is `{shown}`, which is no text", f"put it in quotes: `'{shown}'`"
    if kind in _EXPECTED:
        return f"`{last}` is `{shown}`", _expected(kind, item["input"])
    if kind == "literal_error":
        allowed = [w.strip("'") for w in context["expected"].replace(" or ", ", ").split(", ")]
        near = did_you_mean(shown, allowed)
        return f"`{last}` is `{shown}`", near or f"write one of {listing(allowed, 'or')}"
    if kind == "string_pattern_mismatch":
        return f"`{shown}` is not written as {_pattern_words(context['pattern'])}", "mend the spelling"
    return f"`{last}` is `{shown}`", _limit(kind, context) or str(item["msg"]).lower()


def _expected(kind: str, value: object) -> str:
    if kind == "int_type" and isinstance(value, str) and value.strip().isdecimal():
        return "write the number without quotes" if len(value) < 19 else "write a smaller number"
    return f"write {_EXPECTED[kind]}"


def _limit(kind: str, context: dict[str, Any]) -> str:
    if kind == "int_parsing_size":
        return "write a smaller number"
    if kind in ("too_short", "string_too_short"):
        return "it is empty: give at least one"
    if "ge" in context:
        return f"write at least {context['ge']}"
    return f"write at most {context['le']}" if "le" in context else ""


def _pattern_words(pattern: str) -> str:
    if "P[1-4]" in pattern:
        return "a severity (`P1` to `P4`)"
    if pattern.startswith("^[a-z]"):
        extra = "`_`" if "-]" not in pattern else "`-` and `_`"
        return f"an id (small letters, digits, {extra}; it begins with a letter)"
    if "[A-Z]{3}" in pattern:
        return "a currency code such as `USD`"
    if "[0-5]" in pattern:
        return "a time of day such as `09:00`"
    if "<=" in pattern:
        return "a target such as `< 15 min` or `> 95%`"
    return "expected"


def _place(path: Path, root: type[BaseModel]) -> str:
    return f"`{'.'.join(map(str, path))}`" if path else f"the {root.__name__.lower()}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 80 else text[:77] + "..."
