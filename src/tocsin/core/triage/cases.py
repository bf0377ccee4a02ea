"""Policy tests as data: facts in; severity, level, reasons and what is missing out.

A file beside the policy holds `tests:`, a list of cases. Only what a case expects is compared.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tocsin.core.model.finding import Finding
from tocsin.core.model.instant import parse_instant
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.source import Path, Places, Source, parse


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expect(_Strict):
    """What must come out; what is not named is not compared."""

    severity: str | None = None
    level: int | None = None
    stop_the_line: bool | None = None
    reasons: list[str] | None = Field(None, description="Criteria that must hold.")
    not_reasons: list[str] | None = Field(None, description="Criteria that must not hold.")
    missing: list[str] | None = Field(None, description="Facts that intake must ask for.")
    unknown: list[str] | None = Field(None, description="Criteria that must stay undecided.")
    team: str | None = Field(None, description="The team that is paged.")
    involve: list[str] | None = Field(None, description="Teams that are brought in.")
    next: dict[str, str] | None = Field(None, description="Criterion to the instant at which it comes true.")


class Case(_Strict):
    """One test of the policy."""

    id: str
    name: str = ""
    at: str = Field("2026-11-23T09:00:00Z", description="The instant at which the ticket is looked at.")
    facts: dict[str, Any] = {}
    expect: Expect


class Cases(_Strict):
    """A file of tests."""

    tests: list[Case]


@dataclass(frozen=True)
class Difference:
    """What a case expected and what came instead."""

    what: str
    expected: str
    got: str


@dataclass(frozen=True)
class Outcome:
    """A case that was run: passed when there are no differences."""

    case: Case
    file: str
    line: int
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """True when everything that the case expects came out."""
        return not self.differences


@dataclass(frozen=True)
class CaseFile:
    """The cases of one file, where they stand, and what is wrong with the file."""

    cases: tuple[Case, ...]
    places: Places
    findings: tuple[Finding, ...]


def read_cases(source: Source) -> CaseFile:
    """Reads a file of tests; what is wrong with it becomes findings with their places."""
    parsed = parse(source)
    if parsed.findings:
        return CaseFile((), parsed.places, tuple(parsed.findings))
    try:
        cases = Cases.model_validate(parsed.data).tests
    except ValidationError as error:
        return CaseFile((), parsed.places, tuple(_finding(e, parsed.places) for e in error.errors()))
    findings = [*_twice(cases, parsed.places), *_instants(cases, parsed.places)]
    return CaseFile(tuple(cases), parsed.places, tuple(findings))


def _finding(item: Any, places: Places) -> Finding:
    path: Path = tuple(item["loc"])
    name = ".".join(map(str, path))
    if item["type"] == "extra_forbidden":
        known = Expect.model_fields if "expect" in path else Case.model_fields
        help_ = did_you_mean(str(path[-1]), known)
        return Finding("test-file", f"`{path[-1]}` is no key of a test", places.key(path), help_, path=name)
    if item["type"] == "missing":
        text = f"`{path[-1]}` is missing"
        return Finding("test-file", text, places.find(path[:-1]), f"add `{path[-1]}:`", path=name)
    return Finding("test-file", f"`{name}` cannot be read", places.find(path), item["msg"].lower(), path=name)


def _twice(cases: list[Case], places: Places) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for index, case in enumerate(cases):
        if case.id in seen:
            at = places.find(("tests", index, "id"))
            found.append(Finding("test-file", f"two tests are called `{case.id}`", at, "rename one"))
        seen.add(case.id)
    return found


def _instants(cases: list[Case], places: Places) -> list[Finding]:
    found = []
    for index, case in enumerate(cases):
        try:
            parse_instant(case.at)
        except ValueError as error:
            message, _, help_ = str(error).partition(": ")
            found.append(Finding("test-file", message, places.find(("tests", index, "at")), help_))
    return found


def compare(expect: Expect, got: dict[str, Any]) -> tuple[Difference, ...]:
    """What differs between the expectation and a decision as JSON."""
    held = {r["criterion"] for r in got["reasons"]}
    undecided = {u["criterion"] for u in got["unknown"]}
    involved = {i["team"] for i in got["route"]["involve"]}
    plain = [("severity", expect.severity, got["severity"]), ("level", expect.level, got["level"]),
             ("stop_the_line", expect.stop_the_line, got["stop_the_line"]),
             ("team", expect.team, got["route"]["team"] or "")]  # fmt: skip
    found = [Difference(w, str(e), str(g)) for w, e, g in plain if e is not None and e != g]
    sets = [("reasons", expect.reasons, held), ("missing", expect.missing, set(got["missing"])),
            ("unknown", expect.unknown, undecided), ("involve", expect.involve, involved)]  # fmt: skip
    found += [_lacks(what, want, have) for what, want, have in sets if want is not None and set(want) - have]
    unwanted = set(expect.not_reasons or ()) & held
    found += [Difference("not_reasons", "does not hold", name) for name in sorted(unwanted)]
    return (*found, *_later(expect.next or {}, got["next"]))


def _lacks(what: str, want: list[str], have: set[str]) -> Difference:
    return Difference(what, ", ".join(sorted(set(want) - have)), ", ".join(sorted(have)) or "none")


def _later(want: dict[str, str], got: list[dict[str, str]]) -> list[Difference]:
    have = {n["criterion"]: n["at"] for n in got}
    same = {k: k in have and parse_instant(have[k]) == parse_instant(v) for k, v in want.items()}
    return [Difference(f"next {k}", want[k], have.get(k, "never")) for k, ok in same.items() if not ok]
