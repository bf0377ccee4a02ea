"""From one policy to another in the middle of an escalation: paged by the new one, and not for nothing."""

import pytest

from tests.unit.lifecycle.timeline import OUTAGE, POLICY, Timeline, rules
from tocsin.core.clocks.reading import reading
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import clocks
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.model.finding import Refused

RENAMED = rules(
    POLICY.replace("ladder: engineering}", "ladder: platform}").replace(
        "  engineering:\n    name: Engineering\n", "  platform:\n    name: Platform\n"
    )
)
"""The same people on a ladder of another name."""
SMALLER = rules(
    POLICY.replace(POLICY[POLICY.index("  3:\n    name: Three") : POLICY.index("intake:\n  within")], "")
    .replace("level: 3, severity: P1", "level: 2, severity: P1")
    .replace("  big: {name: Incident, levels: [3], team: engineering, ladder: incident}\n", "")
)
"""No level 3."""


def moved(line: Timeline, under: object) -> Timeline:
    line.rules = under  # type: ignore[assignment]
    return line.do("ann", c.MovePolicy(under.hash, "the new contract"))  # type: ignore[attr-defined]


@pytest.mark.req("A4.1", "A4.5")
def test_where_nobody_has_answered_the_ladder_of_the_new_policy_is_climbed() -> None:
    line = moved(Timeline("09:00").outage().at("09:05"), RENAMED)
    states = {id_: climb.state for id_, climb in line.state.paging.climbs.items()}
    assert states == {"engineering": "stopped", "platform": "climbing"}
    assert line.at("09:15").pages("09:05") == [("09:05", "ben", "email"), ("09:15", "cleo", "email")]


@pytest.mark.req("A4.1", "A4.5")
def test_where_somebody_has_answered_nobody_is_paged_for_the_move_and_silence_still_counts() -> None:
    line = moved(Timeline("09:00").outage().do("ben", c.Acknowledge()).at("09:05"), RENAMED).at("11:04")
    assert line.pages("09:05") == []
    assert ("11:05", "ben", "email") in line.at("11:05").pages("09:05")


@pytest.mark.req("B4", "A5.8")
def test_a_shorter_promise_of_the_new_policy_makes_nothing_late_for_the_time_before_the_move() -> None:
    line = Timeline("09:00").outage().do("ann", c.SendUpdate("we see it")).at("11:00")
    moved(line, rules(POLICY.replace("resolution: 4h", "resolution: 1h"))).at("12:00")
    assert "resolution" not in [breach.clock for breach in line.state.breaches]
    breach = next(b for b in line.at("12:01").state.breaches if b.clock == "resolution")
    assert breach.due_at == line.clock("12:00")


@pytest.mark.req("A5.8")
def test_what_was_late_before_the_move_stays_late() -> None:
    line = moved(Timeline("09:00").outage().at("09:20"), RENAMED)
    (shown,) = [each for each in clocks(line.state, line.rules) if each.name == "response"]
    assert reading(shown.clock, line.now).status.value == "breached"
    assert [breach.clock for breach in line.at("09:40").state.breaches].count("response") == 1


@pytest.mark.req("A4.1")
def test_a_policy_without_its_level_is_refused_with_what_to_do() -> None:
    line = Timeline("09:00").outage().do("ann", c.Raise("it spreads", level=3))
    with pytest.raises(Refused) as refused:
        moved(line, SMALLER)
    assert refused.value.findings[0].message == "that policy has no level 3"


@pytest.mark.req("A3.1")
def test_what_opens_by_itself_with_nobody_on_duty_is_owned_by_a_person() -> None:
    text = POLICY.replace(
        "owner: {name: Owner, means: M, held_by: [support]}", "owner: {name: Owner, means: M}"
    )
    line = Timeline("09:00", under=rules(text)).reported("feed", **OUTAGE)
    assert line.state.owner == "ann"
    assert line.told("opened")[0].owner_why.endswith("the first contact of the policy answers for it")


@pytest.mark.req("A4.5")
def test_of_more_pages_than_are_kept_those_that_wait_for_an_answer_stay() -> None:
    line = Timeline("09:00").outage()
    for minute in range(40):
        line.at(f"09:{minute + 10}").do("ann", c.Page("person eve", "more"))
        line.do("eve", c.Acknowledge("person eve")).do("ann", c.Page("person eve", "still more"))
        line.do("eve", c.Acknowledge("person eve"))
    assert len(line.state.paging.pages) == 64
    assert line.state.paging.pages["p1"].state == "ordered"
    happened, _ = decide_all(line.state, [c.Acknowledge("engineering")], line.rules, line.now, "ben")
    assert happened
