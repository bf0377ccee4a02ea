"""A request with a key is carried out once, however often and from wherever it comes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.desk.made import MINUTE, Night, at_once
from tests.unit.lifecycle.timeline import OUTAGE
from tocsin.app.desk import Answer, Asked
from tocsin.app.desk.delivery import failed_for_good
from tocsin.app.desk.report import Arrival, report
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.model.finding import Refused
from tocsin.similar.registry import judge


def test_the_same_key_again_changes_nothing_and_gets_the_same_answer(night: Night) -> None:
    stream = night.outage()
    first = night.do(stream, "ben", c.Note("looked"), key="k1")
    night.now += MINUTE
    night.do(stream, "ann", c.Note("another"))
    again = night.do(stream, "ben", c.Note("looked"), key="k1")
    assert (again.stream, again.version, again.status) == (first.stream, first.version, first.status)
    assert again.repeated and not first.repeated
    assert night.kinds(stream).count("noted") == 2


@pytest.mark.parametrize(
    "other",
    [
        lambda stream: Asked((c.Note("something else"),), "ben", stream, "k1"),
        lambda stream: Asked((c.Note("looked"),), "ann", stream, "k1"),
        lambda _stream: Asked((c.Note("looked"),), "ben", "ESC-9", "k1"),
    ],
    ids=["another wish", "another person", "another escalation"],
)
def test_a_key_that_was_used_for_something_else_is_refused(night: Night, other: Any) -> None:
    stream = night.outage()
    night.do(stream, "ben", c.Note("looked"), key="k1")
    before = night.kinds(stream)
    with pytest.raises(Refused, match="`k1` was used before, for something else"):
        night.desk.run(other(stream), night.now)
    assert night.kinds(stream) == before


def test_a_refused_request_leaves_its_key_free(night: Night) -> None:
    stream = night.outage()
    with pytest.raises(Refused, match="the note is empty"):
        night.do(stream, "ben", c.Note(" "), key="k1")
    assert not night.do(stream, "ben", c.Note("now with words"), key="k1").repeated


def test_a_report_sent_twice_is_one_escalation_though_it_looks_like_its_own_duplicate(night: Night) -> None:
    arrival = Arrival(Ticket("Checkout is down", "every payment fails", "Acme"), OUTAGE)
    first = report(night.desk, arrival, judge("", ""), "ann", night.now, "mail-7")
    night.now += MINUTE
    again = report(night.desk, arrival, judge("", ""), "ann", night.now, "mail-7")
    assert again.repeated and again.stream == first.stream
    assert list(night.store.streams()) == [first.stream]
    other = Arrival(Ticket("Checkout is down again", "", "Acme"), OUTAGE)
    with pytest.raises(Refused, match="used before"):
        report(night.desk, other, None, "ann", night.now, "mail-7")


def test_threads_with_one_key_at_once_make_one_event_and_hear_one_answer(night: Night) -> None:
    stream = night.outage()
    asked = Asked((c.Note("looked"),), "ben", stream, "k1")
    found = at_once(night, [lambda: night.desk.run(asked, night.now)] * 4)
    assert all(isinstance(each, Answer) for each in found), found
    assert len({(each.stream, each.version, each.status) for each in found}) == 1
    assert sorted(each.repeated for each in found) == [False, True, True, True]
    assert night.kinds(stream).count("noted") == 1


def test_one_report_by_two_threads_at_once_is_one_escalation(night: Night) -> None:
    found = at_once(night, [lambda: night.outage(key="mail-7")] * 3)
    assert len(set(found)) == 1
    assert list(night.store.streams()) == [found[0]]
    night.holds()


def test_one_key_for_two_things_at_once_does_one_and_refuses_the_other(night: Night) -> None:
    stream = night.outage()
    wishes = [Asked((c.Note(text),), "ben", stream, "k1") for text in ("one", "other")]
    found = at_once(night, [lambda each=each: night.desk.run(each, night.now) for each in wishes])
    assert sorted(type(each).__name__ for each in found) == ["Answer", "Refused"]
    assert night.kinds(stream).count("noted") == 1


@pytest.mark.req("A4.5")
def test_a_page_that_failed_for_good_is_told_once_though_the_words_differ(night: Night) -> None:
    stream = night.outage()
    (page,) = (out for out in night.pages(stream) if out.person == "ben")
    assert failed_for_good(night.desk, page, "550 no such box", night.now)
    assert not failed_for_good(night.desk, page, "connection refused", night.now)
    night.do(stream, "eve", c.Note("the page is kept as failed"))
    assert night.kinds(stream).count("undelivered") == 1
    assert night.paged(stream) == [("09:00", "ben"), ("09:00", "cleo")]


def test_the_same_facts_in_another_order_are_the_same_request(night: Night) -> None:
    stream = night.outage()
    facts = {"customers_affected": 9, "production": False}
    first = night.desk.run(Asked((c.RecordFacts(facts),), "ann", stream, "k7"), night.now)
    turned = dict(reversed(facts.items()))
    again = night.desk.run(Asked((c.RecordFacts(turned),), "ann", stream, "k7"), night.now)
    assert (again.repeated, again.version) == (True, first.version)
