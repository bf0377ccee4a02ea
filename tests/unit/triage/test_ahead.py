"""What comes true by time alone, at its exact microsecond."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.triage.small import START, decide, held, policy
from tocsin.core.criteria.encode import encode
from tocsin.core.model.instant import parse_instant, to_micros
from tocsin.core.triage.decide import Triage

OPENED = {"degraded": True, "workaround": False, "opened_at": START}


@pytest.mark.req("A1.2")
def test_at_03_00_the_level_2_criterion_is_announced_for_05_00() -> None:
    ahead = decide(OPENED).next
    assert [(a.criterion, a.decides, a.at) for a in ahead] == [
        ("stuck", "level 2", parse_instant("2026-11-23T05:00:00Z"))
    ]


@pytest.mark.req("A1.2")
def test_at_05_00_it_is_true_and_a_microsecond_before_it_is_not() -> None:
    assert decide(OPENED, "2026-11-23T05:00:00Z").level == 2
    assert decide(OPENED, "2026-11-23T04:59:59.999999Z").level == 1
    assert decide(OPENED, "2026-11-23T05:00:00Z").next == ()


@pytest.mark.req("A1.2")
def test_nothing_is_announced_where_a_known_fact_stands_against_it() -> None:
    assert decide({**OPENED, "workaround": True}).next == ()


@pytest.mark.req("A1.2")
def test_a_severity_that_changes_with_time_carries_the_level_with_it() -> None:
    severities = {
        "P1": {"name": "C", "means": "x", "response": "15m", "resolution": "4h", "update": "45m",
               "when": {"old": "age > duration('4h')"}},
        "P2": {"name": "H", "means": "x", "response": "1h", "resolution": "24h", "update": "4h",
               "when": {"slow": "degraded"}},
        "P3": {"name": "M", "means": "x", "response": "1h", "resolution": "24h", "update": "4h"},
    }  # fmt: skip
    ahead = decide({**OPENED, "customers_affected": 3}, severities=severities).next
    after_four_hours = parse_instant("2026-11-23T07:00:00Z") + timedelta(microseconds=1)
    assert [(a.criterion, a.at) for a in ahead] == [
        ("stuck", parse_instant("2026-11-23T05:00:00Z")),
        ("old", after_four_hours),
        ("wide", after_four_hours),
    ]


_RULES = (
    "age >= patience", "age > duration('3h') || since_ack > duration('1h')",
    "age >= duration('1h') && age < duration('2h')", "!(age < duration('90m')) && degraded",
    "outage ? age >= duration('1h') : since_update >= duration('150m')",
    "severity == 'P2' && since_update > duration('20m')",
)  # fmt: skip
_MINUTES = st.integers(-400, 200).map(lambda m: timedelta(minutes=m))


@pytest.mark.req("A1.2")
@given(
    st.lists(st.sampled_from(_RULES), min_size=1, max_size=4, unique=True),
    st.fixed_dictionaries(
        {"opened_at": _MINUTES},
        optional={"acknowledged_at": _MINUTES, "last_update_at": _MINUTES, "outage": st.booleans()},
    ),
    st.booleans(),
)
def test_next_is_the_first_minute_that_stepping_through_time_finds(
    rules: list[str], facts: dict[str, object], degraded: bool
) -> None:
    levels = {0: {"name": "0", "means": "x"}, 2: {"name": "2", "means": "x",
              "when": {f"r{i}": rule for i, rule in enumerate(rules)}}}  # fmt: skip
    desk = Triage(policy(levels=levels))
    start = parse_instant(START)
    given_facts = {k: start + v if isinstance(v, timedelta) else v for k, v in facts.items()}
    encoded, _ = encode({**given_facts, "degraded": degraded}, desk.rules.vocabulary, to_micros(start))
    announced = {a.criterion: a.at for a in desk.decide(encoded, start).next}
    before = set(held(desk.decide(encoded, start)))
    stepped: dict[str, int] = {}
    for minute in range(1, 520):
        now = start + timedelta(minutes=minute)
        verdict = desk.judge.judge(encoded, to_micros(now))
        for ruled, answer in desk.judge.answers(verdict):
            if answer and ruled.id not in before:
                stepped.setdefault(ruled.id, minute)
    assert {k: -(-(at - start) // timedelta(minutes=1)) for k, at in announced.items()} == stepped
