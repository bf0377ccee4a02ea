"""The documents say what the desk will do: clocks, gates, on-call, paging, duplicates (A2.4, A4, A7, B4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, policy, said, section
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.hours import hours_in_words
from tocsin.core.documents.say import time
from tocsin.core.policy.schema.clocks import CLOCKS
from tocsin.core.policy.schema.time import Calendar

Data = dict[str, Any]


def play(change: Callable[[Data], object], id_: str, name: str = "base") -> o.Section:
    return section(build("playbook", changed(change, name), MADE), id_)


@pytest.mark.req("B4", "A4.3", "A5.8", "A10.2")
def test_each_clock_stands_with_its_target_and_whether_it_waits_for_the_customer() -> None:
    table = blocks(section(document("playbook"), "clocks"), o.Table)[0]
    rows = [[o.plain(cell) for cell in row] for row in table.rows]
    assert len(rows) == len(CLOCKS)
    still = [name for name, _, _, waits in rows if waits == "stands still"]
    assert still == ["Resolution"]
    targets = {row[0]: row[2] for row in rows}
    assert targets["SME engaged"] == "level 2 30 min and level 3 30 min"
    assert targets["Hand-over"] == "15 min"
    assert targets["Resolution"].startswith(f"P1 {time(policy().severities['P1'].resolution)}")


@pytest.mark.req("B4", "A5.8")
@pytest.mark.parametrize("kind", ["playbook", "protocol"])
def test_warnings_pauses_and_raised_severities_are_said_where_severities_are(kind: str) -> None:
    def other(data: Data) -> None:
        data["clocks"] = {"warn": ["25%"], "pause": ["response", "resolution"], "raised": "from_start"}

    id_ = "clocks" if kind == "playbook" else "severities"
    shipped = said(section(document(kind), id_))
    assert "warned when 50 % and 80 % of a target is used" in shipped
    assert "While we wait on the customer, resolution stands still" in shipped
    assert "counts its shorter target from the change" in shipped
    told = said(section(build(kind, changed(other), MADE), id_))
    assert "warned when 25 % of" in told
    assert "response and resolution stand still" in told
    assert "as if it had been that severe all along" in told


@pytest.mark.req("A3.2", "A10.2")
def test_the_time_until_an_sme_is_engaged_stands_per_level_and_segment() -> None:
    def sooner(data: Data) -> None:
        data["levels"]["3"]["engage_sme"] = {"default": "30m", "enterprise": "12m"}

    rows = blocks(play(sooner, "engage-sme"), o.Table)[0].rows
    shown = {o.plain(row[0])[6]: [o.plain(cell) for cell in row[1:]] for row in rows}
    assert shown == {"2": ["30 min"] * 3, "3": ["12 min", "30 min", "30 min"]}


@pytest.mark.req("A10.9")
def test_what_is_not_said_of_smes_and_silence_is_marked() -> None:
    def less(data: Data) -> None:
        for level in data["levels"].values():
            level.pop("engage_sme", None)
        for ladder in data["ladders"].values():
            ladder.pop("silent_after")
            ladder.pop("night")

    assert "levels.N.engage_sme" in said(play(less, "engage-sme"))
    assert "ladders.NAME.silent_after" in said(play(less, "silence"))


@pytest.mark.req("A4.2")
def test_layers_stand_in_their_order_with_their_hours_and_hand_offs() -> None:
    rows = blocks(section(document("playbook", "b2b-saas"), "on-call"), o.Table)[0].rows
    shown = [[o.plain(cell) for cell in row] for row in rows if o.plain(row[0]).startswith("Engineering on")]
    assert [row[0].partition(": ")[2] for row in shown] == ["Europe", "Americas", "Asia-Pacific"]
    assert shown[0][2:4] == ["every week, 06:00\nUTC", "daily 06:00–14:00"]
    text = said(section(document("playbook", "b2b-saas"), "on-call"))
    assert "the first that has somebody on call counts" in text


@pytest.mark.req("A4.2")
def test_patterns_ends_and_layers_that_are_on_call_together_are_said() -> None:
    def other(data: Data) -> None:
        data["rotations"]["legal"] |= {
            "turn": "daily",
            "pattern": [2, 2, 3],
            "until": "2027-02-01",
            "together": True,
        }

    rows = blocks(play(other, "on-call"), o.Table)[0].rows
    legal = next([o.plain(cell) for cell in row] for row in rows if "Legal on call" in o.plain(row[0]))
    assert legal[0] == "Legal on call (all layers are on call)"
    assert legal[2].startswith("after 2, 2 and 3 days, over and over, 09:00")
    assert legal[3].endswith("\nuntil 2027-02-01")


@pytest.mark.req("A4.2")
def test_overrides_and_swaps_ahead_are_listed_in_the_zone_of_the_rotation_and_past_ones_are_not() -> None:
    def leave(data: Data) -> None:
        days = {"from": "2026-12-24T14:00:00Z", "to": "2026-12-27T14:00:00Z"}
        data["rotations"]["legal"] |= {
            "overrides": {
                "xmas": {"person": "helen-brandt", "instead_of": "david-klein", "why": "Leave", **days},
                "extra": {"person": "marcus-bell", **days},
                "off": {"instead_of": "olivia-grant", **days},
                "past": {
                    "person": "noah-fischer",
                    "from": "2026-01-01T00:00:00Z",
                    "to": "2026-01-02T00:00:00Z",
                },
            },
            "swaps": {
                "one": {
                    "one": "david-klein",
                    "other": "olivia-grant",
                    "from": "2026-12-01T00:00:00Z",
                    "to": "2026-12-02T00:00:00Z",
                }
            },
        }

    table = blocks(play(leave, "on-call"), o.Table)[1]
    shown = [[o.plain(cell) for cell in row] for row in table.rows]
    assert [row[3] for row in shown] == [
        "David Klein and Olivia Grant exchange their shifts",
        "Helen Brandt instead of David Klein",
        "Marcus Bell in addition",
        "nobody steps in for Olivia Grant",
    ]
    assert shown[1][1:3] == ["2026-12-24 09:00", "2026-12-27 09:00"], "New York, not UTC"
    assert shown[1][4] == "Leave"
    assert len(blocks(section(document("playbook"), "on-call"), o.Table)) == 1


@pytest.mark.req("A4.5", "B6")
def test_people_stand_by_how_they_are_paged_and_the_rest_is_said() -> None:
    shown = section(document("playbook"), "paging")
    rows = {o.plain(row[1]): o.plain(row[0]) for row in blocks(shown, o.Table)[0].rows}
    assert rows["Elena Rossi"] == "e-mail at once, phone call after 3 min"
    assert "Who does not stand in this table is paged by e-mail at once" in said(shown)

    def nobody(data: Data) -> None:
        for contact in data["contacts"].values():
            contact.pop("notify", None)

    assert "Everybody is paged by e-mail at once" in said(play(nobody, "paging"))


@pytest.mark.req("A4.5")
def test_a_rung_says_its_hours_its_second_page_and_whose_turn_it_is() -> None:
    vendors = said(section(document("playbook", "managed-services"), "ladders"))
    assert "only in extended hours, outside them the next rung at once" in vendors
    assert "again every 5 min" in said(section(document("playbook"), "ladders"))

    def waits(data: Data) -> None:
        data["ladders"]["billing"]["rungs"]["primary"] |= {
            "hours": "business",
            "outside": "wait",
            "in_turn": True,
        }

    text = said(play(waits, "ladders"))
    assert "one person at a time, each time the next" in text
    assert "only in business hours, outside them waits for the opening" in text
    same = next(line for line in text.splitlines() if line.startswith("The same times hold for"))
    assert "Billing" not in same, "its rungs differ, so it has a drawing of its own"


@pytest.mark.req("A4.5")
def test_how_long_an_acknowledgement_is_trusted_stands_for_every_ladder() -> None:
    rows = blocks(section(document("playbook"), "silence"), o.Table)[0].rows
    shown = {o.plain(row[2]): (o.plain(row[0]), o.plain(row[1])) for row in rows}
    assert shown["Incident command"] == ("45 min", "20 min (22:00–07:00)")
    assert all(any(ladder.name in given for given in shown) for ladder in policy().ladders.values())


@pytest.mark.req("A4.5", "A11", "A10.2")
def test_runbooks_ask_for_progress_after_the_acknowledgement_and_for_the_sme_in_time() -> None:
    owner = said(section(document("runbooks"), "runbook-owner"))
    assert "the ladder starts again, after 45 min to 24 h, at night after 20 min to 2 h, by ladder" in owner
    assert "An SME at work" not in owner
    lead = said(section(document("runbooks"), "runbook-sme_lead"))
    assert "An SME at work: level 2 30 min and level 3 30 min." in lead


@pytest.mark.req("A3.1", "A3.3")
def test_it_says_who_takes_the_seats_that_are_never_empty() -> None:
    told = said(section(document("playbook"), "seats"))
    assert "whoever is named, or is on duty for the seat; at the last, whoever escalates it" in told
    assert "From Level 3 incident command on, the seat of the incident commander is never empty" in told


@pytest.mark.req("A2.4")
def test_duplicates_say_from_which_score_they_are_shown_linked_and_paged_again() -> None:
    shipped = said(section(document("playbook"), "duplicates"))
    assert "up to 5 likely duplicates, from a score of 30 % on" in shipped
    assert "Closed tickets are searched for 7 days" in shipped
    assert "a person decides" in shipped
    assert "With 3 and 10 linked tickets the incident has grown" in shipped

    def other(data: Data) -> None:
        own = data["intake"]["duplicates"]
        own.update(link_above="90%")
        del own["growth"], own["recent"]

    told = said(play(other, "duplicates"))
    assert "From a score of 90 % on it links them without asking" in told
    assert "has grown" not in told
    assert "Closed tickets are not searched" in told


@pytest.mark.req("A7.1", "A7.3", "A7.4")
def test_gates_tell_what_the_desk_looks_up_what_a_person_confirms_and_what_is_optional() -> None:
    found = document("playbook")
    notes = {
        o.plain(check.text): o.plain(check.note)
        for id_ in ("states", "documentation", "closing")
        for listed in blocks(section(found, id_), o.Checklist)
        for check in listed.items
    }
    rules = policy().resolution
    assert (
        notes[rules.stabilised["told"].text] == "recorded: an update to the customer on where it stands now"
    )
    assert notes[rules.stabilised["impact_stopped"].text] == ""
    assert notes[rules.resolved["cause"].text] == "recorded: the cause"
    assert notes[rules.documentation["room"].text] == "recorded: an attachment, optional"
    assert notes[rules.closing["thanks"].text] == "optional"
    assert "confirmed by a person, by name" in said(section(found, "states"))


@pytest.mark.req("A0.5")
def test_shifts_and_breaks_of_a_day_are_said_with_the_hours() -> None:
    made = Calendar.model_validate(
        {
            "name": "Office",
            "zone": "Europe/Berlin",
            "hours": {"mon-fri": ["08:00-18:00"]},
            "shifts": {"2026-12-24": ["08:00-12:00"], "2026-12-31": []},
            "breaks": {"2026-12-23": ["13:00-15:00"]},
        }
    )
    assert hours_in_words(made) == (
        "Mon–Fri 08:00–18:00, Europe/Berlin; on 2026-12-24 08:00–12:00; on 2026-12-31 closed; "
        "on 2026-12-23 closed 13:00–15:00"
    )


@pytest.mark.req("A13.3")
def test_the_prompt_carries_the_clocks_and_the_time_until_an_sme_is_engaged() -> None:
    text = said(document("prompt"))
    assert "an SME engaged within 30 min (all others)" in text
    assert "resolution stands still" in text
