"""Every shipped preset: loads, has no findings, passes its own tests, differs from the base as it says."""

import re

import pytest

from tests.unit.presets.made import INDUSTRIES, NAMES, OVERLAYS, policy, preset
from tocsin import bootstrap
from tocsin.app.cases import run_cases
from tocsin.app.check import check
from tocsin.core.policy.book import TRIAGE, expressions
from tocsin.core.policy.load import policy_hash
from tocsin.core.triage.cases import read_cases


def test_the_presets_that_are_promised_are_shipped() -> None:
    assert set(NAMES) == {"base", "procedure", "protocol", *INDUSTRIES}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.req("A10.9", "A13.2")
def test_a_preset_has_no_findings(name: str) -> None:
    assert [f"{f.at} {f.message}" for f in check(preset(name).loaded).findings] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_passes_its_own_tests(name: str) -> None:
    outcomes = run_cases(preset(name).loaded, preset(name).tests)
    assert len(outcomes) >= 10
    assert [(o.case.id, o.differences) for o in outcomes if not o.passed] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.req("AP.3")
def test_each_criterion_of_a_preset_is_met_by_one_test_and_just_missed_by_another(name: str) -> None:
    below = {e.id for e in expressions(policy("base"))} if name != "base" else set()
    own = {e.id for e in expressions(policy(name)) if e.stage in TRIAGE} - below
    cases = [c for source in preset(name).tests for c in read_cases(source).cases]
    met = {r for c in cases for r in c.expect.reasons or ()}
    missed = {r for c in cases for r in (*(c.expect.not_reasons or ()), *(c.expect.unknown or ()))}
    assert own - met == set()
    assert own - missed == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_hash_is_the_same_each_time_and_differs_between_presets(name: str) -> None:
    again = bootstrap.load_policy(f"preset:{name}").require()
    assert policy_hash(again) == policy_hash(policy(name))
    others = {policy_hash(policy(n)) for n in NAMES if n != name}
    assert policy_hash(again) not in others


@pytest.mark.parametrize("name", OVERLAYS)
@pytest.mark.req("A0.2")
def test_an_overlay_lists_at_least_five_differences_at_its_top(name: str) -> None:
    text = preset(name).loaded.sources[0].text
    listed = re.findall(r"^#   (\d+)\. ", text, re.MULTILINE)
    assert [int(n) for n in listed] == list(range(1, len(listed) + 1))
    assert len(listed) >= 5


@pytest.mark.parametrize("name", INDUSTRIES)
@pytest.mark.req("A0.2")
def test_an_industry_changes_promises_criteria_routes_segments_facts_clauses_and_messages(name: str) -> None:
    own, base = policy(name), policy("base")
    assert own.organisation.industry == name
    assert set(own.facts) - set(base.facts)
    assert {e.id for e in expressions(own)} - {e.id for e in expressions(base)}
    assert [s.name for s in own.segments.values()] != [s.name for s in base.segments.values()]
    assert own.severities != base.severities
    assert own.routes != base.routes
    assert set(own.clauses) - set(base.clauses)
    assert {m.body for m in own.messages.values()} - {m.body for m in base.messages.values()}
    assert set(own.organisation.risks)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.req("A4.5")
def test_every_team_has_a_primary_a_backup_and_a_next_rung_of_which_none_is_the_same_person(
    name: str,
) -> None:
    own = policy(name)
    for id_, team in own.teams.items():
        ladder = own.ladders[team.ladder or ""]
        assert len(ladder.rungs) >= 3, id_
        pages = [str(r.page) for r in ladder.rungs.values()]
        assert len(set(pages)) == len(pages), id_
        assert all(r.wait.approximate().total_seconds() <= 900 for r in ladder.rungs.values()), id_
    for id_, rotation in own.rotations.items():
        backup = own.rotations.get(f"{id_}-backup")
        if backup:
            same = [a for a, b in zip(rotation.people, backup.people, strict=True) if a == b]
            assert not same, f"{id_}: the backup is the primary"


def test_every_preset_says_in_its_first_line_what_it_is_for() -> None:
    lines = bootstrap.preset_lines()
    assert set(lines) == set(NAMES)
    assert all(20 < len(line) < 110 and line.endswith((".", "season.")) for line in lines.values())
