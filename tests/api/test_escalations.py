"""A ticket through the API: reported, read, worked on, and every refusal a problem that helps."""

from __future__ import annotations

import pytest

from tests.api.conftest import Api, problem
from tests.site import OUTAGE

TICKET = {
    "title": "Nobody can log in",
    "text": "Since 02:40 nobody at Northwind can log in.",
    "customer": "Northwind Trading",
    "channel": "email",
    "facts": OUTAGE,
}


def unknown(api: Api) -> list[str]:
    return sorted(api.site.desk.books.current().triage.rules.vocabulary.facts)


def reported(api: Api) -> str:
    answer = api.post("/escalations", {**TICKET, "unknown": unknown(api)})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


@pytest.mark.req("A2.1", "A2.5")
def test_an_outage_is_reported_read_and_acknowledged(api: Api) -> None:
    agent = api.by("agent", contact="chloe-martin")
    answer = agent.post("/escalations", {**TICKET, "unknown": unknown(api)})
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["status"], said["severity"], said["repeated"]) == ("open", "P1", False)
    assert answer["Location"] == f"/api/v1/escalations/{said['id']}"
    assert answer["ETag"] == f'"{said["version"]}"'
    read = agent.get(f"/escalations/{said['id']}")
    seen = read.json()
    assert read["ETag"] == answer["ETag"]
    assert (seen["severity"], seen["level"], seen["reporter"]) == ("P1", said["level"], "chloe-martin")
    paged = seen["pages"][0]["person"] or seen["owner"]
    owner = api.by("agent", contact=paged)
    done = owner.post(f"/escalations/{said['id']}/acknowledge", If_Match=read["ETag"])
    assert done.status_code == 200, done.content
    assert "acknowledged" in [event["kind"] for event in done.json()["events"]]


@pytest.mark.req("A2.6")
def test_a_ticket_with_facts_missing_is_kept_and_sent_back_with_questions(api: Api) -> None:
    answer = api.by().post(
        "/escalations", {"title": "It is slow", "facts": {"segment": "enterprise", "kind": "incident"}}
    )
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert said["status"] == "returned"
    assert said["questions"]
    assert all(question["ask"] for question in said["questions"])


@pytest.mark.req("A2.2", "A2.5")
def test_a_preview_says_severity_level_reasons_and_path_and_saves_nothing(api: Api) -> None:
    agent = api.by()
    answer = agent.post("/triage", TICKET)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["severity"] == "P1"
    assert said["reasons"][0]["because"]
    assert any(fork["taken"] for fork in said["path"])
    assert agent.get("/escalations").json() == {"items": [], "next": None, "total": 0}


def test_the_list_is_filtered_and_goes_on_from_a_cursor(api: Api) -> None:
    agent = api.by()
    made = [reported(agent) for _ in range(3)]
    first = agent.get("/escalations?limit=2&severity=P1").json()
    assert len(first["items"]) == 2
    second = agent.get(f"/escalations?limit=2&severity=P1&after={first['next']}").json()
    assert second["next"] is None
    assert sorted(item["id"] for item in first["items"] + second["items"]) == sorted(made)
    assert agent.get("/escalations?severity=P4").json()["items"] == []
    problem(agent.get("/escalations?after=bm9uZQ"), 422, "cursor")
    problem(agent.get("/escalations?severty=P1"), 400, "extra-forbidden")


def test_the_same_key_changes_nothing_and_hears_the_same(api: Api) -> None:
    agent = api.by()
    body = {**TICKET, "unknown": unknown(api)}
    first = agent.post("/escalations", body, Idempotency_Key="order-1")
    again = agent.post("/escalations", body, Idempotency_Key="order-1")
    assert again.json()["id"] == first.json()["id"]
    assert again["Idempotent-Replayed"] == "true"
    assert agent.get("/escalations").json()["total"] == 1
    problem(
        agent.post("/escalations", {**body, "title": "Another"}, Idempotency_Key="order-1"), 422, "key-reused"
    )
    other = api.by("lead")
    assert other.post("/escalations", body, Idempotency_Key="order-1").json()["id"] != first.json()["id"]


def test_a_stale_version_is_refused_with_who_did_what(api: Api) -> None:
    agent = api.by(contact="chloe-martin")
    id_ = reported(agent)
    seen = agent.get(f"/escalations/{id_}")
    assert agent.post(f"/escalations/{id_}/note", {"text": "first"}, If_Match=seen["ETag"]).status_code == 200
    said = problem(agent.post(f"/escalations/{id_}/note", {"text": "second"}, If_Match=seen["ETag"]), 412)
    assert "`noted` by `chloe-martin`" in said["detail"]
    assert said["version"] == seen.json()["version"] + 1


def test_what_cannot_be_done_is_answered_with_what_can(api: Api) -> None:
    agent = api.by("lead")
    id_ = reported(agent)
    said = problem(agent.post(f"/escalations/{id_}/close", {"note": "enough"}), 409, "not-now")
    assert "possible now" in said["findings"][0]["help"]


def test_time_passes_and_the_past_stays_as_it_was(api: Api) -> None:
    agent = api.by()
    id_ = reported(agent)
    before = api.site.now
    api.site.after("30m")
    seen = agent.get(f"/escalations/{id_}/replay?at={before:%Y-%m-%dT%H:%M:%SZ}").json()
    assert seen["at"] == "2026-11-23T15:00:00Z"
    assert seen["version"] < agent.get(f"/escalations/{id_}").json()["version"]
    problem(agent.get(f"/escalations/{id_}/replay?at=2027-01-01T00:00:00Z"), 422, "replay")
    problem(agent.get(f"/escalations/{id_}/replay?at=2026-11-23T15:00:00"), 422, "value-error")
    assert agent.get(f"/escalations/{id_}/timeline?since=1").json()["items"]
    assert agent.get(f"/escalations/{id_}/ledger").json()["items"]


def test_many_at_once_each_stand_alone(api: Api) -> None:
    agent = api.by()
    made = [reported(agent) for _ in range(2)]
    body = {"ids": [*made, "ESC-9"], "command": "note", "given": {"text": "Seen in the morning."}}
    said = agent.post("/bulk", body, Idempotency_Key="morning").json()
    assert (said["done"], said["failed"]) == (2, 1)
    assert [item["status"] for item in said["items"]] == [200, 200, 404]
    again = agent.post("/bulk", body, Idempotency_Key="morning").json()
    assert [item["version"] for item in again["items"]] == [item["version"] for item in said["items"]]
    problem(agent.post("/bulk", {**body, "command": "notes"}), 422, "unknown-command")
    problem(agent.post("/bulk", {**body, "given": {"txt": "x"}}), 422, "extra-forbidden")
