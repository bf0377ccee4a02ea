"""A policy as a folder: one file a subject, each section explained by the schema's own words (A0)."""

import types
from collections.abc import Iterator
from textwrap import wrap
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tocsin.core.policy.answers.yaml import to_yaml
from tocsin.core.policy.schema import Policy

SCHEMA_FILE = "policy.schema.json"
_SUBJECTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "hours": ("Support hours and customer segments.", ("calendars", "segments")),
    "facts": ("The words that criteria may use, with the question that gets each.", ("facts",)),
    "parameters": ("Thresholds; `tocsin calibrate` tries values between `from` and `to`.", ("parameters",)),
    "severities": (
        "How bad it is, and what that promises.",
        ("severities", "default_severity", "stop_the_line"),
    ),
    "levels": (
        "Who must be involved, intake, hand-over and clocks.",
        ("levels", "intake", "hand_over", "clocks"),
    ),
    "roles": ("Seats in an escalation with their runbooks, and who answers for what.", ("roles", "raci")),
    "people": ("People and teams. The people are examples: put your own here.", ("contacts", "teams")),
    "on-call": ("Who takes turns, and who is paged next.", ("rotations", "ladders")),
    "routing": ("Which team is paged, and who joins.", ("routes", "involve")),
    "communication": ("What customers hear, how often, and in which words.", ("communication", "phrases")),
    "messages": ("Templates. `tocsin check` knows the variables that they may use.", ("messages",)),
    "incident": (
        "The war room, briefs, and what stabilised and resolved mean.",
        ("war_room", "briefs", "resolution"),
    ),
    "recovery": ("What is offered, who approves, and within which limits.", ("recovery",)),
    "review": ("Reviews, measures and what calibration aims at.", ("review", "metrics", "calibration")),
    "training": ("Onboarding, scorecard, samples and coaching.", ("training",)),
    "protocol": ("Flow, response checklist, practices, notes and signatures.",
                 ("flow", "checklist", "practices", "notes", "signatories")),
    "clauses": ("Paragraphs that risks demand.", ("clauses",)),
}  # fmt: skip
_ROOT = ("document", "organisation")


def pages(data: dict[str, Any], opening: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of a policy by name; `opening` are comment lines at the top of `policy.yaml`."""
    files = {
        f"{name}.yaml": _page(title, keys, data)
        for name, (title, keys) in _SUBJECTS.items()
        if any(key in data for key in keys)
    }
    root = _header() + _comment(opening) + f"tocsin: {data.get('tocsin', 1)}\n"
    root += "include:\n" + "".join(f"  - {name}\n" for name in files)
    return {"policy.yaml": root + "".join(_section(key, data) for key in _ROOT), **files}


def _header() -> str:
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\n"


def _page(title: str, keys: tuple[str, ...], data: dict[str, Any]) -> str:
    return _header() + _comment((title,)) + "".join(_section(k, data) for k in keys if k in data)


def _section(key: str, data: dict[str, Any]) -> str:
    field = Policy.model_fields[key]
    return "\n" + _comment(tuple(_explained(field))) + to_yaml({key: data[key]})


def _explained(field: FieldInfo) -> Iterator[str]:
    """What the section is for, then what its entries may say."""
    model = _model(field.annotation)
    if field.description:
        yield field.description
    elif model and model.__doc__:
        yield model.__doc__.split("\n")[0]
    if model:
        for name, part in model.model_fields.items():
            if part.description:
                yield f"  {part.alias or name}: {part.description}"


def _model(kind: Any) -> type[BaseModel] | None:
    """The model of an entry: behind Annotated, unions and the values of a mapping."""
    if hasattr(kind, "__metadata__"):
        return _model(kind.__origin__)
    if get_origin(kind) is dict:
        return _model(get_args(kind)[1])
    if get_origin(kind) in (Union, types.UnionType):
        return next((found for arg in get_args(kind) if (found := _model(arg))), None)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _comment(lines: tuple[str, ...]) -> str:
    told = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        told += wrap(line, 104, initial_indent="", subsequent_indent=indent + "  ") or [""]
    return "".join(f"# {line}".rstrip() + "\n" for line in told)
