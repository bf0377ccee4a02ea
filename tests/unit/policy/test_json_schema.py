"""The JSON Schema agrees with the loader: what loads is valid, and common mistakes are not (AP.3)."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tocsin.bootstrap import load_policy, preset_names
from tocsin.core.policy.json_schema import json_schema
from tocsin.core.policy.lint.example import example
from tocsin.core.policy.source import Source, parse

PRESETS = Path(__file__).parents[3] / "src" / "tocsin" / "presets"
FILES = sorted(PRESETS.glob("*/*.yaml"))
PART = Draft202012Validator(json_schema())
WHOLE = Draft202012Validator(json_schema(complete=True))


def problems(validator: Draft202012Validator, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:120]}" for e in validator.iter_errors(data)]


def read(text: str) -> dict[str, Any]:
    return parse(Source("f", text)).data


@pytest.mark.req("AP.3")
def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    Draft202012Validator.check_schema(json_schema(complete=True))
    assert json_schema()["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}-{p.stem}" for p in FILES])
def test_every_file_of_every_preset_is_valid(path: Path) -> None:
    assert problems(PART, read(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_valid_as_a_whole(name: str) -> None:
    assert problems(WHOLE, load_policy(f"preset:{name}").data) == []


def test_the_example_is_valid_as_a_whole() -> None:
    assert problems(WHOLE, example().data) == []


@pytest.mark.parametrize(
    "text",
    [
        "levels: {3: {when: {x: outage}}}",
        "levels: {'3': {when: {x: {if: outage, text: T}}}}",
        "extends: preset:base\ninclude: one.yaml",
        "include: [one.yaml, two.yaml]",
        "levels: {2: null}",
        "severities: {P1: {update: as needed, segments: {vip: {update: 15m}}}}",
        "calendars: {a: {holidays: US}}",
        "calendars: {a: {holidays: {country: US, days: {2026-01-02: Extra}}}}",
        "calibration: {escalated: {low: 5%, high: 0.1}}",
        "parameters: {a: {value: 2h, from: 1, to: 1.5}}",
        "notes: {a: One line, b: {department: D, text: T}}",
    ],
)
def test_what_may_be_written_in_one_file_is_valid(text: str) -> None:
    assert problems(PART, read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "documents: {}",
        "severities: {P5: {name: X}}",
        "levels: {7: {name: X}}",
        "facts: {Outage: {type: boolean}}",
        "facts: {outage: {type: bool}}",
        "severities: {P1: {response: 15}}",
        "levels: {2: {when: {x: {when: outage}}}}",
        "roles: {owner: {runbook: {first_hour: [a]}}}",
    ],
)
def test_what_the_loader_refuses_is_not_valid(text: str) -> None:
    assert problems(PART, read(text))
    assert example(text).policy is None


def test_a_whole_policy_needs_its_required_parts_and_a_part_does_not() -> None:
    assert any("required" in p for p in problems(WHOLE, {"tocsin": 1}))
    assert problems(PART, {"tocsin": 1}) == []


def test_every_key_of_the_schema_that_people_see_has_a_type() -> None:
    schema = json_schema()
    for part in (schema, *schema["$defs"].values()):
        for key, value in part.get("properties", {}).items():
            assert {"$ref", "anyOf", "type", "enum", "const"} & value.keys(), key
