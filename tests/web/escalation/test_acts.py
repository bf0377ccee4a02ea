"""Each form of the page becomes events of the record; what cannot be is said, and nothing has happened."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site import Site

PNG = (
    b"\x89PNG\r\n\x1a\n"
    + b"\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


class Worker:
    """Somebody at work on one escalation, in a browser without scripts."""

    def __init__(self, site: Site, stream: str, person: str = "", role: str = "lead") -> None:
        self.site, self.stream = site, stream
        self.client = site.client(role, person or site.desk.load(stream)[0].owner)

    def page(self) -> str:
        """What they see."""
        return self.client.get(f"/e/{self.stream}").content.decode()

    def do(self, verb: str, expect: int = 303, **fields: Any) -> Any:
        """Sends a form with the version that is on the page now."""
        version = self.client.get(f"/e/{self.stream}").headers["Tocsin-Version"]
        answer = self.client.post(f"/e/{self.stream}/{verb}", {"expected": version, **fields})
        assert answer.status_code == expect, answer.content.decode().split("<main")[-1][:2000]
        return answer

    @property
    def state(self) -> Any:
        """How it stands."""
        return self.site.desk.load(self.stream)[0]


@pytest.mark.req("A7.1", "A7.2", "A7.4")
def test_from_mitigation_to_closing_and_back_by_the_forms_of_the_page(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("record", what="mitigation", text="rolled back")
    worker.do("update", text="It works again since 10:10. Next update at 11:00.")
    worker.do("stabilise", 422)
    worker.do("confirm", confirm=["stabilised.impact_stopped"])
    worker.do("stabilise", confirm=["stabilised.held", "stabilised.watch"])
    worker.do("record", what="cause", text="a deploy")
    worker.do("verify", text="All of us can sign in again.")
    worker.do("resolve", confirm=["resolved.data", "resolved.promises", "resolved.changes"])
    assert "Closing note" in worker.page()
    worker.do("record", what="note", text="It is all in the help desk.")
    lines = [line.line for line in _gate(worker) if line.met_by == "confirmed"]
    worker.do("close", note="A deploy dropped an index.", confirm=lines)
    assert str(worker.state.status) == "closed"
    assert "Nothing to do" in worker.page()
    worker.do("reopen", reason="it fails again")
    assert str(worker.state.status) == "open"


def _gate(worker: Worker) -> Any:
    from tocsin.app.desk.past import now_view

    return now_view(worker.site.desk, worker.stream, worker.site.now).conditions


@pytest.mark.req("A2.6", "A2.1")
def test_a_request_that_was_sent_back_is_filled_in_and_rated(site: Site) -> None:
    facts = {"kind": "slowness", "customers_affected": 2, "segment": "business"}
    stream = site.report("App is slow", facts=facts, unknown=())
    worker = Worker(site, stream, "amir-haddad", "agent")
    assert str(worker.state.status) == "returned"
    assert "Sent back: what is missing" in worker.page()
    wrong = worker.do("facts", 422, **{"fact.users_affected": "many"})
    assert "users_affected" in wrong.content.decode()
    missing = worker.state.judged.missing
    worker.do(
        "facts",
        **{"fact.summary": "The dashboard takes a minute.", "fact.production": "yes"},
        unknown=missing,
    )
    assert str(worker.state.status) != "returned"
    assert worker.state.facts["production"] is True


@pytest.mark.req("A2.1")
def test_facts_are_typed_as_people_write_them_and_a_moment_is_of_their_own_clock(site: Site) -> None:
    worker = Worker(site, site.report())
    sent = {"fact.arr": "180000 USD", "fact.vip": "yes", "fact.started_at": "2026-11-23T09:30"}
    worker.do("facts", **sent, **{"fact.indicators.shown": "1", "fact.indicators": ["security"]})
    page = worker.page()
    assert "180,000 USD" in page
    assert "2026-11-23T14:30:00Z" in page
    assert worker.state.facts["indicators"] == ("security",)
    worker.do("facts", 422)


@pytest.mark.req("A3.2", "A3.7")
def test_seats_are_taken_given_left_and_taken_back(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("seat", role="comms_lead", person="amir-haddad")
    assert worker.state.seats["comms_lead"] == "amir-haddad"
    page = worker.page()
    version = page.split('name="version" value="', 1)[1].split('"', 1)[0]
    worker.do("undo", version=version)
    assert "comms_lead" not in worker.state.seats
    worker.do("undo", 422, version="1")
    worker.do("seat", role="comms_lead")
    worker.do("leave", role="comms_lead")
    assert "never without" in worker.do("leave", 422, role="incident_commander").content.decode()


@pytest.mark.req("A2.4")
def test_a_duplicate_is_linked_with_its_reason_and_says_where_people_work(site: Site) -> None:
    first, second = site.report(), site.report("Nobody can log in since nine")
    worker = Worker(site, second)
    worker.do("link", original=first.lower(), why="the same error")
    assert f"A duplicate of {first}" in worker.page()
    worker.do("unlink", why="another certificate")
    assert not worker.state.links.original
    assert worker.do("link", 404, original="ESC-9999", why="x").status_code == 404


@pytest.mark.req("A2.2")
def test_a_person_raises_and_lowers_with_a_reason_that_the_page_shows(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("rate", level="4", severity="P1", reason="their board is watching")
    assert worker.state.level == 4
    assert "their board is watching" in worker.page()
    worker.do("rate", level="3", severity="P2", reason="it was one office")
    assert (worker.state.level, worker.state.severity) == (3, "P2")
    worker.do("rate", 422, level="3", severity="P2", reason="x")
    worker.do("rate", 422, level="2", severity="P2", reason="")


@pytest.mark.req("A4.5")
def test_somebody_is_paged_by_hand_and_whoever_cannot_act_declines(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("page", target="person julia-weber", reason="knows the certificates")
    assert "Julia Weber" in worker.page()
    other = Worker(site, worker.stream, "julia-weber", "agent")
    other.do("decline", reason="on a train", climb="person julia-weber")
    worker.do("page", 422, target="nobody", reason="x")


@pytest.mark.req("A5.8")
def test_waiting_stops_the_clocks_that_the_policy_names_until_the_customer_answers(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("wait", reason="logs")
    page = worker.page()
    assert "waiting for the customer" in page
    assert ">paused<" in page
    worker.do("resume")
    assert not worker.state.is_waiting


@pytest.mark.req("A5.2")
def test_the_next_update_is_promised_in_a_while_or_at_a_time_of_the_writers_clock(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("update", text="We look at it.", next_in="20 min")
    assert f"{worker.state.next_update:%H:%M}" == "15:20"
    worker.do("update", text="We still do.", next_at="09:30")
    assert f"{worker.state.next_update:%Y-%m-%d %H:%M}" == "2026-11-24 14:30"
    worker.do("update", 422, text="We still do.", next_at="half past")


@pytest.mark.req("B8", "A11")
def test_a_line_is_ticked_and_open_again(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("tick", line="checklist.customer-call")
    assert 'aria-pressed="true" aria-label="Schedule a call with the customer"' in worker.page()
    worker.do("tick", line="checklist.customer-call", mark="open")
    assert 'aria-pressed="true" aria-label="Schedule a call with the customer"' not in worker.page()
    worker.do("tick", 422, line="checklist.nothing")
    worker.do("tick", 422, line="checklist.customer-call", mark="perhaps")


@pytest.mark.req("A2.1")
def test_a_file_is_kept_and_only_ever_saved(site: Site) -> None:
    worker = Worker(site, site.report())
    worker.do("attach", file=SimpleUploadedFile("screen.png", PNG))
    page = worker.page()
    address = page.split(f'href="/e/{worker.stream}/file/', 1)[1].split('"', 1)[0]
    answer = worker.client.get(f"/e/{worker.stream}/file/{address}")
    assert answer.content == PNG
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    other = site.report("Another one")
    assert worker.client.get(f"/e/{other}/file/{address}").status_code == 404
    worker.do("attach", 422)
    page = SimpleUploadedFile("evil.html", b"<html><script>alert(1)</script></html>")
    worker.do("attach", 422, file=page)


@pytest.mark.req("A2.5")
def test_a_ticket_of_its_tier_is_escalated_by_a_person(site: Site) -> None:
    facts = {"kind": "question", "segment": "standard"}
    worker = Worker(site, site.report("How do I export?", facts=facts), "amir-haddad")
    assert str(worker.state.status) == "in tier"
    worker.do("open", level="2", reason="their auditor waits for it")
    assert (str(worker.state.status), worker.state.level) == ("open", 2)


@pytest.mark.req("A3.1")
def test_the_same_form_sent_twice_is_done_once(site: Site) -> None:
    worker = Worker(site, site.report())
    for _ in range(2):
        worker.do("record", what="note", text="once", key="the-same-key")
    assert sum(event.kind == "noted" for event in site.desk.store.events(worker.stream)) == 1


def test_what_the_form_does_not_know_is_refused_with_what_it_knows(site: Site) -> None:
    worker = Worker(site, site.report())
    assert "mitigation" in worker.do("record", 422, what="rumour", text="x").content.decode()
    assert worker.client.get("/e/ESC-4711").status_code == 404
    assert worker.client.post("/e/ESC-4711/record", {"text": "x"}).status_code == 404
    assert worker.client.get(f"/e/{worker.stream}/record").status_code == 405
