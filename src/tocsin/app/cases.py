"""Runs the policy's own tests (A13.1)."""

from collections.abc import Sequence

from tocsin.core.criteria.encode import encode
from tocsin.core.model.finding import Finding, Refused
from tocsin.core.model.instant import parse_instant, to_micros
from tocsin.core.policy.load import Loaded
from tocsin.core.policy.source import Source
from tocsin.core.triage.cases import Case, CaseFile, Difference, Outcome, compare, read_cases
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.rules import read_rules


def run_cases(loaded: Loaded, files: Sequence[Source]) -> list[Outcome]:
    """Every case of every file, in order. Raises Refused when the policy or a file cannot be read."""
    desk = Triage(loaded.require(), read_rules(loaded.policy, loaded.places) if loaded.policy else None)
    read = [(source, read_cases(source)) for source in files]
    wrong = [finding for _, found in read for finding in found.findings]
    if wrong:
        raise Refused(*wrong)
    return [
        _run(desk, case, found, index, source.name)
        for source, found in read
        for index, case in enumerate(found.cases)
    ]


def _run(desk: Triage, case: Case, found: CaseFile, index: int, file: str) -> Outcome:
    now = parse_instant(case.at)
    facts, problems = encode(case.facts, desk.rules.vocabulary, to_micros(now))
    if problems:
        at = found.places
        path = ("tests", index, "facts")
        raise Refused(*(Finding("fact", p.message, at.find((*path, p.name)), p.help) for p in problems))
    unknown = _unknown_names(desk, case)
    got = desk.decide(facts, now).as_json()
    line = found.places.find(("tests", index)).line
    return Outcome(case, file, line, (*unknown, *compare(case.expect, got)))


def _unknown_names(desk: Triage, case: Case) -> tuple[Difference, ...]:
    """A criterion that the policy does not have can neither hold nor stay away: the test is wrong."""
    known = {r.id for r in desk.rules.ruled}
    named = [*(case.expect.not_reasons or ()), *(case.expect.unknown or ()), *(case.expect.next or {})]
    return tuple(Difference("criterion", name, "no such criterion") for name in named if name not in known)
