"""Use case: from a preset and answers to a policy folder, checked before anything is written (A0)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from tocsin.app.check import check
from tocsin.app.schema import schema_text
from tocsin.core.criteria.encode import encode
from tocsin.core.model.finding import Finding, Gravity, Position, Refused
from tocsin.core.model.instant import parse_instant, to_micros
from tocsin.core.policy.answers.draft import Because, Draft
from tocsin.core.policy.answers.model import Answers
from tocsin.core.policy.answers.pages import SCHEMA_FILE, pages
from tocsin.core.policy.answers.tailor import Tailored, place, tailor
from tocsin.core.policy.answers.tests import Case as Written
from tocsin.core.policy.answers.tests import Mover
from tocsin.core.policy.answers.yaml import to_yaml
from tocsin.core.policy.load import Loaded, load
from tocsin.core.policy.source import Source, parse
from tocsin.core.triage.cases import Case, compare
from tocsin.core.triage.decide import Triage

_TESTS_HEADER = "# Run with `tocsin test`: facts in; severity, level, reasons and team out.\n"


@dataclass(frozen=True)
class Preset:
    """A shipped preset with the sources of its tests; `below` is the one that it is laid over."""

    name: str
    loaded: Loaded
    tests: tuple[Source, ...] = ()
    below: "Preset | None" = None


@dataclass(frozen=True)
class Plan:
    """The files of a policy folder by name, why they say what they say, and tests that no longer fit."""

    preset: str
    files: Mapping[str, str]
    reasons: tuple[Because, ...]
    tests: int
    left_out: tuple[str, ...]


def plan(preset: Preset, answers: Answers | None, today: date, zone: str = "") -> Plan:
    """What `init` writes. Raises Refused when the answers make a policy that has errors.

    `today` is the date in the home zone; without answers the preset stays as it is, in `zone`.
    """
    tests = _cases(preset)
    if answers is None:
        draft = Draft.of(preset.loaded.data)
        place(draft, zone, today)
        made = Tailored(draft.data, tuple(draft.reasons), tests)
    else:
        made = tailor(preset.loaded.data, replace(answers, zone=zone or answers.zone), today, tests)
    files = pages(
        made.data, (f"Written by `tocsin init` from the preset `{preset.name}`. It is yours to change.",)
    )
    loaded = _usable(files)
    kept, left_out = _fitting(loaded, made.tests)
    files |= {f"tests/{name}": _TESTS_HEADER + to_yaml({"tests": cases}) for name, cases in kept.items()}
    files[SCHEMA_FILE] = schema_text()
    return Plan(preset.name, files, made.reasons, sum(map(len, kept.values())), tuple(left_out))


def _usable(files: Mapping[str, str]) -> Loaded:
    """The written policy as it will be read, without errors. Raises Refused."""
    loaded = load(Source("policy.yaml", files["policy.yaml"]), lambda name, _: Source(name, files[name]))
    errors = [f for f in check(loaded).findings if f.gravity is Gravity.ERROR]
    if errors:
        note = Finding("answers", "these answers make a policy with errors", Position("answers"),
                       "change the answer that is named, or start from `--preset`")  # fmt: skip
        raise Refused(note, *errors)
    return loaded


def _cases(preset: Preset) -> dict[str, list[Written]]:
    """The preset's tests, and those of the preset below that hold for it too, by file name."""
    found = {_file(s): list(parse(s).data.get("tests", [])) for s in preset.tests}
    if preset.below:
        mover = Mover(preset.below.loaded.data, preset.loaded.data, {})
        desk = Triage(preset.loaded.require())
        for name, cases in _cases(preset.below).items():
            moved = (mover.moved(case) for case in cases)
            held = [case for case in moved if case and _holds(desk, case)]
            own = {c["id"] for many in found.values() for c in many}
            found[f"{preset.below.name}-{name}"] = [c for c in held if c["id"] not in own]
    return {name: cases for name, cases in found.items() if cases}


def _file(source: Source) -> str:
    return source.name.rsplit("/", 1)[-1]


def _fitting(
    loaded: Loaded, tests: Mapping[str, list[Written]]
) -> tuple[dict[str, list[Written]], list[str]]:
    desk = Triage(loaded.require())
    kept = {name: [c for c in cases if _holds(desk, c)] for name, cases in tests.items()}
    left_out = [c["id"] for name, cases in tests.items() for c in cases if c not in kept[name]]
    return {name: cases for name, cases in kept.items() if cases}, left_out


def _holds(desk: Triage, case: Written) -> bool:
    """Whether a case passes, and names only what the policy has."""
    try:
        one = Case.model_validate(case)
    except ValidationError:
        return False
    now = parse_instant(one.at)
    facts, problems = encode(one.facts, desk.rules.vocabulary, to_micros(now))
    known = {r.id for r in desk.rules.ruled}
    named = [*(one.expect.not_reasons or ()), *(one.expect.unknown or ()), *(one.expect.next or {})]
    if problems or not known.issuperset(named):
        return False
    got: dict[str, Any] = desk.decide(facts, now).as_json()
    return not compare(one.expect, got)
