"""Clocks drawn, the path, the timeline, an update read, what can be undone (A2.5, A4.3, A5.3-A5.8)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.unit.desk_page.looking import recorded, seen
from tests.unit.lifecycle.timeline import OUTAGE, Timeline, preset
from tocsin.app.desk.clock_why import WHOLE, clock_whys
from tocsin.app.desk.draft_update import drafts
from tocsin.app.desk.entry_words import Reader
from tocsin.app.desk.path_view import tree
from tocsin.app.desk.timeline import entries, since, stops
from tocsin.app.desk.undo import WHILE, undo
from tocsin.app.desk.update_check import flags, next_due, parts, read_update
from tocsin.core.lifecycle import commands as c


def outage() -> Timeline:
    return Timeline("09:00").outage()


@pytest.mark.req("A4.3", "A5.8")
def test_a_clock_is_drawn_with_the_spans_that_counted_and_those_that_paused() -> None:
    line = outage().do("ben", c.Acknowledge())
    line.at("10:00").do("ann", c.Wait("logs")).at("10:30").do("ann", c.Resume("they came")).at("11:00")
    resolve = next(why for why in clock_whys(seen(line), line.rules) if why.line.name == "resolution")
    assert [(span.kind, span.end - span.start) for span in resolve.spans] == [
        ("counted", timedelta(hours=1)),
        ("paused", timedelta(minutes=30)),
        ("counted", timedelta(hours=3)),
    ]
    assert resolve.spans[0].at == 0
    assert resolve.due == WHOLE
    assert sum(span.wide for span in resolve.spans) == WHOLE
    assert resolve.now is not None
    assert resolve.spans[1].at < resolve.now < WHOLE


@pytest.mark.req("A5.8")
def test_a_clock_that_ran_out_shows_how_late_it_is() -> None:
    line = outage().at("09:45")
    response = next(why for why in clock_whys(seen(line), line.rules) if why.line.name == "response")
    assert [span.kind for span in response.spans] == ["counted", "late"]
    assert response.spans[1].end - response.spans[1].start == timedelta(minutes=30)


@pytest.mark.req("A2.5")
def test_the_path_shows_what_held_with_its_facts_and_what_was_not_asked() -> None:
    line = outage()
    found = tree(line.state, line.rules, line.now)
    taken = {node.target: node for node in found.nodes if node.taken and not node.below}
    assert taken["P1"].questions[0].because == {"outage": "yes", "customers affected": "3"}
    assert any(node.below for node in found.nodes if node.target == "P2")
    assert not found.decided
    line.do("ann", c.Raise("their board is watching", level=3))
    assert tree(line.state, line.rules, line.now).decided == "their board is watching"


@pytest.mark.req("A5.6")
def test_the_timeline_is_newest_first_and_what_the_desk_does_at_once_is_one_entry() -> None:
    line = outage().do("ann", c.SendUpdate("We look at it."))
    line.at("09:05").do("ben", c.Acknowledge())
    reader = Reader.of(seen(line).names, line.rules)
    both = seen(line).timeline, recorded(line)
    found = entries(*both, reader)
    assert found[0].at > found[-1].at
    assert found[-1].kind == "reported"
    assert sum(1 + len(entry.more) for entry in found) == len(line.events)
    assert {entry.kind for entry in entries(*both, reader, "customer")} == {"reported", "update_sent"}
    assert all(entry.group == "people" for entry in entries(*both, reader, "people"))


@pytest.mark.req("A3.1")
def test_who_was_quicker_is_told_before_what_the_desk_did() -> None:
    line = outage()
    version = line.state.version
    line.at("09:11").do("eve", c.Note("on the phone with them"))
    missed = since(seen(line).timeline, version)
    assert missed[0].actor == "eve"
    assert len(stops(seen(line).timeline)) == len({told.at for told in seen(line).timeline})


@pytest.mark.req("A5.7")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please calm down.", ["calm down"]),
        ("It will definitely work.", ["definitely"]),
        ("It will be fixed by 16:30.", ["will be fixed by 16:30"]),
        ("We expect an end between 16:30 and 17:30.", []),
        ("Nobody can guarantee more than that.", []),
    ],
)
def test_words_that_should_not_go_out_are_found_where_they_stand(text: str, words: list[str]) -> None:
    rules = preset("b2b-saas")
    found = list(flags(text, rules))
    assert [flag.words for flag in found] == words
    assert all(text[flag.start : flag.end] == flag.words for flag in found)


@pytest.mark.req("A5.3")
def test_an_update_with_all_six_parts_lacks_none_and_an_empty_one_lacks_all() -> None:
    rules = preset("b2b-saas")
    whole = (
        "14 of your offices cannot sign in. We know where it fails and are testing a fix. Meanwhile the app "
        "works with a PIN. We expect an end between 16:30 and 17:30. Next update at 16:15."
    )
    assert [part.part for part in parts(whole, rules) if not part.seen] == []
    assert not any(part.seen for part in parts("Hello.", rules))
    headed = "Impact: logins.\nWorkaround: none so far."
    assert {part.part for part in parts(headed, rules) if part.seen} >= {"impact", "workaround"}


@pytest.mark.req("A5.2", "A5.4")
def test_reading_an_update_says_when_the_next_is_due_and_who_reads_it_first() -> None:
    rules = preset("b2b-saas")
    facts = {**OUTAGE, "customers_affected": 12}
    line = Timeline("09:00", under=rules).reported("chloe-martin", unknown=tuple(rules.policy.facts), **facts)
    found = read_update("We look at it.", line.state, rules, line.now, line.state.owner)
    assert found.next_due is not None
    assert found.next_due > line.now
    assert ("comms_lead", "At level 3 the comms lead reads each update before it is sent.") in found.approvals
    sooner = line.now + timedelta(minutes=5)
    assert next_due(line.state, rules, line.now, line.state.owner, sooner) == sooner


@pytest.mark.req("A3.1")
def test_what_somebody_did_can_be_taken_back_for_a_while_by_them_alone() -> None:
    line = outage().do("ben", c.Acknowledge()).do("ann", c.Wait("logs"))
    found = undo(seen(line), recorded(line), "ann")
    assert found is not None
    assert found.command == c.Resume("taken back at once")
    assert undo(seen(line), recorded(line), "ben") is None
    line.now += WHILE + timedelta(seconds=1)
    assert undo(seen(line), recorded(line), "ann") is None


@pytest.mark.req("A3.2")
def test_a_seat_goes_back_to_whoever_held_it_and_a_fact_to_what_it_was() -> None:
    line = outage().do("ben", c.Acknowledge()).do("ann", c.Fill("sme_lead", "cleo"))
    found = undo(seen(line), recorded(line), "ann")
    assert found is not None
    assert found.command == c.Fill("sme_lead", "ben")
    line.do("ann", c.RecordFacts({"customers_affected": 2}))
    found = undo(seen(line), recorded(line), "ann")
    assert found is not None
    assert found.command == c.RecordFacts({"customers_affected": 3})
    line.do("ann", c.RecordFacts({"workaround": False}))
    assert undo(seen(line), recorded(line), "ann") is None


@pytest.mark.req("A3.1")
def test_every_undo_is_a_command_that_is_taken() -> None:
    line = outage().do("ben", c.Acknowledge())
    doings = [
        c.Wait("logs"), c.Fill("comms_lead", "eve"), c.Assign("eve"), c.Tick("runbook.x", "done"),
        c.RecordFacts({"customers_affected": 9}),
    ]  # fmt: skip
    for doing in (each for each in doings if not isinstance(each, c.Tick)):
        line.do("ann", doing)
        found = undo(seen(line), recorded(line), "ann")
        assert found is not None
        line.do("ann", found.command)


@pytest.mark.req("A5.5")
def test_a_template_is_filled_with_what_the_record_knows_and_blanks_are_not_overlooked() -> None:
    rules = preset("b2b-saas")
    facts = {**OUTAGE, "customers_affected": 12}
    line = Timeline("09:00", under=rules).reported("chloe-martin", unknown=tuple(rules.policy.facts), **facts)
    line.do(line.state.owner, c.SendUpdate("We look at it."), c.RecordMitigation("rolled back to 4.1.7"))
    due = next_due(line.state, rules, line.now, line.state.owner)
    made = drafts(seen(line), rules, recorded(line), ZoneInfo("America/New_York"), due)
    update = next(each for each in made if each.id == "update")
    assert "Update 2" not in update.text  # the subject is not part of the body
    assert "What we have tried: rolled back to 4.1.7" in update.text
    assert "What you can do meanwhile: [workaround]" in update.text
    assert "by 04:" in update.text
    assert "EST" in update.text
    assert "{{" not in update.text
    assert set(update.blanks) >= {"impact", "what we know", "workaround", "a range of time"}
    read = read_update(update.text, line.state, rules, line.now, line.state.owner)
    assert "[workaround]" in {flag.words for flag in read.flags}
    assert "workaround" in {part.part for part in read.missing}
