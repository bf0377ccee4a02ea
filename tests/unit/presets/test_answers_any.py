"""Whatever is answered, the policy has no findings and passes every test that it carries."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.presets.made import planned, written
from tocsin.app.cases import run_cases
from tocsin.app.check import check
from tocsin.core.policy.answers.words import CHANNELS, INDUSTRIES, PAINS, RISKS
from tocsin.core.policy.answers.yaml import to_yaml
from tocsin.core.policy.source import Source, parse

SEGMENTS = ("Enterprise, Business, Standard", "VIP vs Standard", "Free/Pro/Enterprise", "Everybody",
            "Gold, Silver, Bronze, Basic", "North, South", "Key, Large, Medium, Small, Tiny")  # fmt: skip
HOURS = ("24/7", "Mon-Fri 8-20", "24/7 for P1 only", "Mon-Fri 8-12 and 13-20, Sat 9-13", "every day 6-24")
SYSTEMS = ("none", "Zendesk + Slack + Jira", "Freshdesk + Teams", "ServiceNow + Confluence")
TRIGGERS = ("outage > 30 min", "data loss", "VIP churn threat", "churn above $100K within 60 days",
            "billing dispute > $200", "billing dispute > $2M", "public complaint by 500 followers",
            "the warehouse is on fire", "coupon abuse: more than 50 a day", "regulator asks")  # fmt: skip
TARGETS = (
    "P1 acknowledged < 5 min", "P2 acknowledged < 30 min", "25% fewer escalations", "better MTTR",
    "P1 resolved < 90 min", "P2 resolved < 8 h", "repeat rate < 5%", "SME engaged < 20 min",
)  # fmt: skip


def some(values: Any, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(tuple(values)), min_size=least, max_size=5, unique=True)


ANSWERS = st.fixed_dictionaries(
    {"industry": st.sampled_from(tuple(INDUSTRIES))},
    optional={
        "segments": st.sampled_from(SEGMENTS), "channels": some(CHANNELS, 1),
        "support_hours": st.sampled_from(HOURS), "systems": st.sampled_from(SYSTEMS),
        "triggers": some(TRIGGERS), "pains": some(PAINS), "targets": some(TARGETS), "risks": some(RISKS),
        "zone": st.sampled_from(("UTC", "Europe/Berlin", "Asia/Tokyo")),
        "currency": st.sampled_from(("USD", "EUR", "GBP")),
    },
)  # fmt: skip


@pytest.mark.req("A0.2", "A0.3", "A0.5", "A0.7", "A0.8", "A0.9", "A0.10", "A13.2")
@settings(max_examples=12)
@given(ANSWERS)
def test_any_answers_make_a_policy_without_findings_that_passes_its_tests(said: dict[str, Any]) -> None:
    made = planned(**said)
    loaded = written(made)
    assert [f"{f.path}: {f.message}" for f in check(loaded).findings] == []
    assert made.left_out == ()
    sources = [Source(n, t) for n, t in made.files.items() if n.startswith("tests/")]
    outcomes = run_cases(loaded, sources)
    assert len(outcomes) == made.tests >= 60
    assert [(o.case.id, o.differences) for o in outcomes if not o.passed] == []


LEAVES = st.one_of(
    st.text("aZéß漢🙂 \u00a0:#-'\"[]{},&*!|>%@`?~.0159_\n", max_size=100),
    st.integers(-(10**9), 10**9), st.booleans(),
    st.sampled_from(("no", "on", "12:30", "2026-11-23", "1e3", "0x1F", "~", "null", "true", ".5", "1_000",
                     "08", "- a", "a: b", "a #b", "'", '"', "[a", "{{ x }}", "<=", "=", "%", "@x",
                     "a:", "? x")),
)  # fmt: skip
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


@settings(max_examples=60)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_written_yaml_reads_back_to_the_same_data(data: dict[str, Any]) -> None:
    found = parse(Source("x.yaml", to_yaml(data)))
    assert found.findings == []
    assert found.data == data
