"""Loading a policy: errors with their place, a hash of what it says, and nothing that ends in a crash."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.bootstrap import load_policy, preset_names
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.policy.lint import lint
from tocsin.core.policy.lint.example import TEXT, example
from tocsin.core.policy.load import Loaded, load, policy_hash, short_hash
from tocsin.core.policy.source import Source

PRESETS = Path(__file__).parents[3] / "src" / "tocsin" / "presets"


def read(text: str) -> Loaded:
    def nothing(name: str, _from: str) -> Finding:
        return Finding("no-file", f"there is no file `{name}`", Position("policy.yaml"), "check the name")

    return load(Source("policy.yaml", text), nothing)


def told(overlay: str) -> list[str]:
    return [f"{f.at} {f.rule}: {f.message} | {f.help}" for f in example(overlay).findings]


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (
            "document: {titel: X}",
            "policy.yaml:2:12 unknown-key: `titel` is no key of `document` | did you mean `title`?",
        ),
        (
            "levels: {2: {when: {x: {iff: outage}}}}",
            "policy.yaml:2:25 unknown-key: `iff` is no key of `levels.2.when.x` | did you mean `if`?",
        ),
        (
            "severities: {P1: {response: 15}}",
            "policy.yaml:2:29 wrong-value: `response`: a duration needs its unit | "
            "write it like `15m`, `2 days` or `5 business days`",
        ),
        (
            "severities: {P1: {response: -5m}}",
            "policy.yaml:2:29 wrong-value: `response`: `-5m` is negative; a duration runs forward | "
            "write it like `15m`, `1h30m`, `2 days` or `5 business days`",
        ),
        (
            "organisation: {industry: fintec}",
            "policy.yaml:2:26 wrong-value: `industry` is `fintec` | did you mean `fintech`?",
        ),
        (
            "segments: {VIP: {name: V}}",
            "policy.yaml:2:12 wrong-value: `VIP` is not written as an id (small letters, digits, `-` and "
            "`_`; it begins with a letter) | mend the spelling",
        ),
        (
            "teams: {support: [a]}",
            "policy.yaml:2:18 wrong-value: `support` is `a list` | write a mapping of keys",
        ),
        (
            "review: {monthly: {look: {minutes: 999}}}",
            "policy.yaml:2:36 wrong-value: `minutes` is `999` | write at most 240",
        ),
        (
            "document: {version: 1.4}",
            "policy.yaml:2:21 wrong-value: `version` is `1.4`, which is no text | put it in quotes: `'1.4'`",
        ),
        (
            "review: {monthly: {look: {minutes: true}}}",
            "policy.yaml:2:36 wrong-value: `minutes` is `true` | write a whole number",
        ),
        (
            "calibration: {per_week: {support: -1}}",
            "policy.yaml:2:35 wrong-value: `support` is `-1` | write at least 0",
        ),
        (
            "levels: {9: {name: Nine, means: None such}}",
            "policy.yaml:2:10 wrong-value: `9` is `9` | write at most 4",
        ),
        (
            "review: {monthly: {look: {minutes: '20'}}}",
            "policy.yaml:2:36 wrong-value: `minutes` is `20` | write the number without quotes",
        ),
        (
            "ladders: {support: {rungs: {primary: {page: nobody}}}}",
            "policy.yaml:2:45 wrong-value: `page`: `nobody` names nobody | "
            "write `rotation ID`, `person ID`, `team ID` or `role ID`",
        ),
    ],
)
def test_a_wrong_value_is_told_with_place_and_help(overlay: str, expected: str) -> None:
    found = told(overlay)
    assert expected in found, found


def test_what_a_missing_part_may_hold_is_not_told_as_missing() -> None:
    assert [f.rule for f in read("include: [gone.yaml]\ndocument: {title: T}").findings][:1] == ["no-file"]
    assert "missing-key" not in {f.rule for f in read("include: [gone.yaml]").findings}
    assert "missing-key" in {f.rule for f in read("tocsin: 1").findings}


def test_a_policy_with_errors_is_refused_with_them() -> None:
    with pytest.raises(Refused) as refused:
        example("document: {titel: X}").require()
    assert refused.value.findings[0].rule == "unknown-key"


def test_the_hash_is_of_what_the_policy_says_not_of_how_it_is_written() -> None:
    plain = read(TEXT).require()
    remarked = read("# a comment\n" + TEXT.replace("response: 15m", "response:   15 min")).require()
    assert policy_hash(plain) == policy_hash(remarked)
    assert short_hash(plain) == policy_hash(plain)[:12]
    assert policy_hash(plain) != policy_hash(read(TEXT.replace("response: 15m", "response: 16m")).require())


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_loads_and_keeps_its_hash(name: str) -> None:
    one, two = load_policy(f"preset:{name}"), load_policy(f"preset:{name}")
    assert one.findings == ()
    assert policy_hash(one.require()) == policy_hash(two.require())


@pytest.mark.parametrize("name", preset_names())
def test_no_preset_has_an_error_or_a_warning(name: str) -> None:
    found = [
        f"{f.at} {f.rule}: {f.message}" for f in lint(load_policy(f"preset:{name}")) if f.gravity != "note"
    ]
    assert found == []


def survives(loaded: Loaded) -> None:
    """Nothing but findings, each with a place in a file that was read."""
    names = {source.name for source in loaded.sources}
    for finding in lint(loaded):
        assert finding.message
        assert finding.at.file in names
        assert finding.at.line >= 1
        assert finding.at.column >= 1


@given(st.text(max_size=300))
def test_any_text_loads_or_is_told(text: str) -> None:
    survives(read(text))


LINES = TEXT.splitlines()
PIECES = (
    "null",
    "true",
    "-1",
    "0",
    "1e9",
    "99999999999999999999",
    "'x'",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "P1",
    "outage",
    "always",
    "15m",
    "-5m",
    "500 USD",
    "10%",
    "\u202e",
    "\ud7ff",
    "if: true",
    "preset:base",
    "{{ x }}",
    "0 business days",
)


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_a_mutated_policy_loads_or_is_told(chance: Any, times: int) -> None:
    lines = list(LINES)
    for _ in range(times):
        _mutate(lines, chance)
    survives(read("\n".join(lines)))


BASE = {path.name: path.read_text(encoding="utf-8") for path in (PRESETS / "base").glob("*.yaml")}


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(BASE)))
def test_a_mutated_preset_loads_or_is_told(chance: Any, name: str) -> None:
    lines = BASE[name].splitlines()
    _mutate(lines, chance)
    files = {**BASE, name: "\n".join(lines)}

    def beside(part: str, _from: str) -> Source | Finding:
        if part in files:
            return Source(part, files[part])
        return Finding("no-file", f"there is no file `{part}`", Position("policy.yaml"), "check the name")

    survives(load(Source("policy.yaml", files["policy.yaml"]), beside))


def _mutate(lines: list[str], chance: Any) -> None:
    index = chance.randrange(len(lines))
    words = lines[index].split(" ")
    way = chance.randrange(6)
    if way == 0:
        del lines[index]
    elif way == 1:
        lines.insert(index, lines[chance.randrange(len(lines))])
    elif way == 2:
        words[chance.randrange(len(words))] = chance.choice(PIECES)
        lines[index] = " ".join(words)
    elif way == 3:
        at = chance.randrange(len(lines[index]) + 1)
        lines[index] = lines[index][:at] + chance.choice(":{}[],'\"&*|>#- \t%") + lines[index][at:]
    elif way == 4:
        key = lines[index].split(":")[0]
        lines[index] = f"{key}: {chance.choice(PIECES)}"
    else:
        lines[index] = " " * chance.randrange(6) + lines[index].lstrip()


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _places(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _places(part, (*path, index))


VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    " ",
    "x",
    "always",
    "15m",
    "0m",
    "100 years",
    "5 business days",
    "10 USD",
    "10 EUR",
    "50% of monthly fee",
    [],
    {},
    ["x"],
    {"x": "y"},
    "outage",
    "true",
    "severity == 'P1'",
    "level > 2",
    "P4",
    "owner",
    "team support",
    "{{ a.b }}",
    "{% if %}",
    "#X {nope}",
    "2026-01-01",
    "a" * 300,
    "\u6587\u5b57",
    "US",
)
DATA = example().data
PATHS = [path for path in _places(DATA) if path]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(VALUES)), min_size=1, max_size=3))
def test_a_policy_with_other_values_loads_or_is_told(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    import copy
    import json

    data = copy.deepcopy(DATA)
    for path, value in changes:
        here: Any = data
        for part in path[:-1]:
            here = here[part] if _has(here, part) else None
        if isinstance(here, dict) or (isinstance(here, list) and _has(here, path[-1])):
            here[path[-1]] = value
    survives(read(json.dumps(data)))


def _has(here: Any, part: Any) -> bool:
    return (isinstance(here, dict) and part in here) or (
        isinstance(here, list) and isinstance(part, int) and part < len(here)
    )


def test_a_preset_may_be_extended_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(
        "extends: preset:base\ndocument: {version: 9.9.9}\n", encoding="utf-8"
    )
    assert load_policy(str(tmp_path)).require().document.version == "9.9.9"
