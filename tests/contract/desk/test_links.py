"""One command, two streams, one transaction: a link has both its sides or none; duplicates go along."""

from __future__ import annotations

import pytest

from tests.contract.desk.made import MINUTE, Night, at_once
from tests.unit.lifecycle.timeline import OUTAGE
from tocsin.app.desk.report import Arrival, report
from tocsin.app.duplicates import Similar
from tocsin.app.ports import Conflict
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.model.finding import Refused
from tocsin.core.triage.likeness import Score
from tocsin.similar.ranked import Ranked

END = (
    c.SendUpdate("it is back"), c.Stabilise("failed over", ("stopped",)),
    c.RecordFinding("a full disk", cause=True), c.Verify("works for us"), c.Resolve("more space"),
)  # fmt: skip


class Alike:
    """Everything is the same to it."""

    def rank(self, _query: object, candidates: object, top: int) -> list[Score]:
        return [Score(n, 0.95, 0.95, 0.95) for n, _ in enumerate(list(candidates))][:top]  # type: ignore[call-overload]

    def index(self) -> Ranked:
        return Ranked(self)


ALIKE: Similar = Alike()


@pytest.fixture
def linked(night: Night) -> tuple[str, str]:
    """An incident and its duplicate, linked at five past nine."""
    original, duplicate = night.outage("Acme"), night.outage("Beta")
    night.at("09:05").do(duplicate, "ann", c.Link(original, "the same error"))
    return original, duplicate


@pytest.mark.req("A2.4")
def test_a_link_is_on_both_sides_and_ends_the_paging_for_the_duplicate(
    night: Night, linked: tuple[str, str]
) -> None:
    original, duplicate = linked
    assert night.state(original).links.duplicates == (duplicate,)
    assert night.state(duplicate).links.original == original
    assert night.store.events(original)[-1].data["customer"] == "Beta"
    night.at("09:30").work()
    assert night.paged(duplicate) == [("09:00", "ben")]
    night.holds()


@pytest.mark.req("A2.4")
@pytest.mark.parametrize("other", ["ESC-9", "itself", "the duplicate"])
def test_a_link_that_cannot_be_leaves_both_sides_as_they_were(
    night: Night, linked: tuple[str, str], other: str
) -> None:
    third = night.outage("Gamma")
    named = {"itself": third, "the duplicate": linked[1]}.get(other, other)
    before = {stream: night.kinds(stream) for stream in (third, *linked)}
    with pytest.raises(Refused):
        night.do(third, "ann", c.Link(named, "x"))
    assert {stream: night.kinds(stream) for stream in (third, *linked)} == before


def test_when_the_other_side_moved_on_neither_side_is_saved(night: Night) -> None:
    original, duplicate = night.outage("Acme"), night.outage("Beta")
    done = night.desk._decided(_link(duplicate, original), night.now)
    night.do(original, "ann", c.Note("meanwhile"))
    with pytest.raises(Conflict, match="`noted` by `ann`"):
        night.store.save(done.changes)
    assert night.state(duplicate).links.original == ""
    # The desk decides again; what the person saw of the duplicate itself is still so.
    night.do(duplicate, "ann", c.Link(original, "the same"), seen=night.state(duplicate).version)
    assert night.state(original).links.duplicates == (duplicate,)


def _link(duplicate: str, original: str):  # type: ignore[no-untyped-def]
    from tocsin.app.desk import Asked

    return Asked((c.Link(original, "the same"),), "ann", duplicate)


@pytest.mark.req("A2.4")
def test_two_tickets_linked_to_each_other_at_once_are_linked_one_way(night: Night) -> None:
    one, two = night.outage("Acme"), night.outage("Beta")
    wishes = [(one, two), (two, one)]
    found = at_once(night, [lambda w=w: night.do(w[0], "ann", c.Link(w[1], "x")) for w in wishes])
    assert sorted(type(each).__name__ for each in found) == ["Answer", "Refused"]
    states = {stream: night.state(stream).links for stream in (one, two)}
    assert [bool(links.original) for links in states.values()].count(True) == 1
    assert [bool(links.duplicates) for links in states.values()].count(True) == 1
    night.holds()


@pytest.mark.req("A2.4")
def test_many_linked_to_one_at_once_all_hang_on_it(night: Night) -> None:
    original = night.outage()
    others = [night.outage(f"Customer {n}") for n in range(6)]
    at_once(night, [lambda o=o: night.do(o, "ann", c.Link(original, "x")) for o in others])
    assert sorted(night.state(original).links.duplicates) == sorted(others)
    night.holds()


@pytest.mark.req("A2.4", "A4.5")
def test_growth_pages_again_who_had_acknowledged(night: Night, linked: tuple[str, str]) -> None:
    original, _ = linked
    night.do(original, "ben", c.Acknowledge())
    night.at("09:08").do(night.outage("Gamma"), "ann", c.Link(original, "the same"))
    assert night.paged(original) == [("09:00", "ben"), ("09:08", "ben")]
    assert "grown" in night.kinds(original)


@pytest.mark.req("A5.6", "A7.4")
def test_the_duplicates_hear_every_update_and_end_with_the_original(
    night: Night, linked: tuple[str, str]
) -> None:
    original, duplicate = linked
    for minute, command in enumerate(END):
        night.at(f"09:{20 + minute}").do(original, "ben", command)
    assert (night.state(duplicate).updates, night.state(duplicate).status) == (1, "resolved")
    late = night.at("09:40").outage("Late")
    night.do(late, "ann", c.Link(original, "was the same"))
    night.do(original, "ben", c.Close("done", ("ticket",)))
    assert [night.state(stream).status for stream in (original, duplicate, late)] == ["closed"] * 3
    night.at("09:50").do(original, "ben", c.Reopen("it is back"))
    assert [night.state(stream).status for stream in (original, duplicate, late)] == ["open"] * 3
    assert night.paged(original)[-1] == ("09:50", "ben")
    assert night.paged(duplicate) == [("09:00", "ben")]
    night.holds()


@pytest.mark.req("A5.6")
def test_a_duplicate_whose_last_event_lies_ahead_does_not_hold_up_the_update(
    night: Night, linked: tuple[str, str]
) -> None:
    original, duplicate = linked
    night.at("09:40").do(duplicate, "ann", c.Note("written before the machine's clock was set right"))
    promise = night.at("09:20").now + 15 * MINUTE
    night.do(original, "ben", c.SendUpdate("we look at it", promise))
    assert (night.state(original).next_update, night.state(duplicate).updates) == (promise, 1)
    night.holds()


@pytest.mark.req("A2.4")
def test_unlinked_it_stands_on_its_own(night: Night, linked: tuple[str, str]) -> None:
    original, duplicate = linked
    night.at("09:20").do(duplicate, "ann", c.Unlink("theirs is the proxy"))
    night.do(original, "ben", c.SendUpdate("we look at it"))
    assert night.state(original).links.duplicates == ()
    assert night.state(duplicate).updates == 0
    assert night.paged(duplicate)[-1] == ("09:20", "ben")


@pytest.mark.req("A2.4")
def test_what_the_policy_links_by_itself_pages_nobody(linking: Night) -> None:
    original = linking.outage("Acme")
    stream = report(linking.desk, _arrival("Beta"), ALIKE, "ann", linking.now).stream
    assert linking.state(stream).links.original == original
    assert [page for page, _ in linking.messages(stream) if page] == []
    assert [page for page, _ in linking.messages(original) if page] != []


@pytest.mark.req("A2.3", "A2.4")
def test_stop_the_line_is_never_linked_away_by_the_policy(linking: Night) -> None:
    linking.outage("Acme", danger=True)
    stream = report(linking.desk, _arrival("Beta", danger=True), ALIKE, "ann", linking.now).stream
    state = linking.state(stream)
    assert (state.links.original, state.level, state.severity) == ("", 3, "P1")
    assert state.links.suggested
    assert ("09:00", "eve") in linking.paged(stream)
    assert "eve" in [person for page, person in linking.messages(stream) if page]


@pytest.mark.req("A2.4")
def test_a_graver_ticket_does_not_vanish_behind_a_lesser_one(linking: Night) -> None:
    linking.outage("Acme", customers_affected=1)
    stream = report(linking.desk, _arrival("Beta"), ALIKE, "ann", linking.now).stream
    state = linking.state(stream)
    assert (state.severity, state.links.original, len(state.links.suggested)) == ("P1", "", 1)


@pytest.mark.req("A2.4")
def test_a_link_that_no_longer_fits_does_not_turn_the_report_away(linking: Night) -> None:
    original = linking.outage("Acme")

    class Meanwhile(Alike):
        def rank(self, query: object, candidates: object, top: int) -> list[Score]:
            found = super().rank(query, candidates, top)
            other = linking.outage("Other")
            linking.do(original, "ann", c.Link(other, "that one was first"))
            return found

    stream = report(linking.desk, _arrival("Beta"), Meanwhile(), "ann", linking.now).stream
    assert linking.state(stream).status == "open"
    assert linking.state(stream).links.original == ""


def _arrival(customer: str, **facts: object) -> Arrival:
    return Arrival(Ticket("Checkout is down", "every payment fails", customer), {**OUTAGE, **facts})  # type: ignore[arg-type]


@pytest.fixture
def linking(night: Night) -> Night:
    """The policy links by itself what is alike enough."""
    from tests.contract.desk.made import rules

    night.desk.books.adopt(rules(more=("growth: [3]", "growth: [3], link_above: 0.9")).policy)
    return night
