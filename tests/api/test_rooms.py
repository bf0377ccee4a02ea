"""On call, policy, people, tokens, audit, figures: everything that the screens can do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Api, problem


@pytest.mark.req("A4.2")
def test_who_is_on_call_and_an_override_that_is_taken_back(api: Api) -> None:
    lead = api.by("lead", contact="chloe-martin")
    rotation = lead.get("/on-call").json()["items"][0]
    holder = rotation["holders"][0]["person"]
    assert rotation["until"]
    others = [p for p in api.site.desk.books.current().policy.contacts if p != holder]
    body = {
        "rotation": rotation["rotation"], "start": "2026-11-23T14:00:00Z", "end": "2026-11-23T20:00:00Z",
        "person": others[0], "instead_of": holder, "why": "at the dentist's",
    }  # fmt: skip
    made = lead.post("/on-call/overrides", body, Idempotency_Key="o-1")
    assert made.status_code == 201, made.content
    assert lead.post("/on-call/overrides", body, Idempotency_Key="o-1").json() == made.json()
    assert len(lead.get("/on-call/changes").json()["items"]) == 1
    now = lead.get(f"/on-call?of={rotation['rotation']}").json()["items"][0]
    assert [each["person"] for each in now["holders"]] == [others[0]]
    problem(api.by("agent").post("/on-call/overrides", body), 403, "forbidden")
    number = made.json()["id"]
    assert lead.call("DELETE", f"/on-call/changes/{number}").status_code == 204
    problem(lead.call("DELETE", f"/on-call/changes/{number}"), 404, "unknown-change")
    assert lead.get("/on-call/changes").json()["items"] == []


@pytest.mark.req("A13.2")
def test_shifts_and_gaps_of_a_week(api: Api) -> None:
    span = "start=2026-11-23T00:00:00Z&end=2026-11-30T00:00:00Z"
    agent = api.by()
    assert agent.get(f"/on-call/shifts?{span}").json()["items"]
    assert agent.get(f"/on-call/gaps?{span}").status_code == 200
    problem(agent.get("/on-call/shifts?start=2026-11-30T00:00:00Z&end=2026-11-23T00:00:00Z"), 422, "period")
    problem(agent.get("/on-call?of=nobody"), 422)


def test_the_policy_its_facts_and_what_is_wrong_with_another(api: Api) -> None:
    agent = api.by()
    said = agent.get("/policy").json()
    assert said["hash"] == api.site.desk.books.current().hash
    assert {fact["name"] for fact in agent.get("/policy/facts").json()["items"]} >= {"kind", "outage"}
    report = agent.post("/policy/check", {"files": {"policy.yaml": "extends: preset:base\nseverites: {}\n"}})
    assert report.json()["errors"] == 1
    assert report.json()["findings"][0]["line"] == 2
    assert agent.get(f"/policy/versions/{said['hash'][:12]}").json()["stand"] == "active"


@pytest.mark.req("B11")
def test_a_version_is_proposed_signed_by_another_and_only_then_activated(api: Api) -> None:
    lead = api.by("lead")
    files = {"policy.yaml": "extends: preset:base\norganisation:\n  name: Northwind Support\n"}
    made = lead.post("/policy/versions", {"files": files, "note": "our name"})
    assert made.status_code == 201, made.content
    said = made.json()
    hash_ = said["hash"]
    assert said["missing"]
    diff = lead.get(f"/policy/versions/{hash_}/diff").json()
    assert not diff["same"]
    problem(lead.post(f"/policy/versions/{hash_}/activate"), 403, "forbidden")
    approver = api.by("approver")
    problem(approver.post(f"/policy/versions/{hash_}/activate"), 409)
    assert lead.post(f"/policy/versions/{hash_}/withdraw", {"note": "later"}).json()["stand"] == "withdrawn"


def test_tokens_are_shown_once_may_no_more_than_their_maker_and_end(api: Api) -> None:
    agent = api.by("agent", scopes=("read", "people"))
    made = agent.post("/tokens", {"name": "the help desk", "scopes": ["read"]}, Idempotency_Key="t-1")
    assert made.status_code == 201, made.content
    secret = made.json()["secret"]
    again = agent.post("/tokens", {"name": "the help desk", "scopes": ["read"]}, Idempotency_Key="t-1")
    assert again.json() == made.json()
    assert secret not in agent.get("/tokens").content.decode()
    theirs = Api(api.site, secret)
    assert theirs.get("/me").json()["token"] == made.json()["name"]
    assert theirs.get("/me").json()["scopes"] == ["read"]
    problem(agent.post("/tokens", {"name": "more", "scopes": ["work"]}), 403, "forbidden")
    problem(agent.get("/tokens?everyone=true"), 403, "forbidden")
    assert agent.call("DELETE", f"/tokens/{made.json()['id']}").status_code == 204
    problem(theirs.get("/me"), 401, "not-signed-in")


def test_a_token_makes_none_that_holds_longer_than_itself(api: Api) -> None:
    agent = api.by("agent", scopes=("read", "people"))
    body = {"name": "for a day", "scopes": ["read", "people"], "expires_at": "2026-11-24T15:00:00Z"}
    short = Api(api.site, agent.post("/tokens", body).json()["secret"])
    made = short.post("/tokens", {"name": "for good", "scopes": ["read"]}).json()
    assert made["expires_at"] == "2026-11-24T15:00:00Z"
    earlier = {"name": "for an hour", "scopes": ["read"], "expires_at": "2026-11-23T16:00:00Z"}
    assert short.post("/tokens", earlier).json()["expires_at"] == "2026-11-23T16:00:00Z"
    api.site.after("24h")
    problem(short.get("/me"), 401, "not-signed-in")


def test_a_kept_reply_holds_no_secret_in_clear(api: Api) -> None:
    agent = api.by("agent")
    secret = agent.post("/tokens", {"name": "x", "scopes": ["read"]}, Idempotency_Key="t-1").json()["secret"]
    file = Path(api.site.desk.store.where)
    found = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert secret.encode() not in found


def test_people_are_managed_by_administrators_and_the_last_one_stays(api: Api) -> None:
    admin = api.by("administrator")
    api.site.account("agent")
    assert {each["username"] for each in admin.get("/people").json()["items"]} >= {"the-agent"}
    assert admin.call("PATCH", "/people/the-agent", {"role": "lead"}).json()["role"] == "lead"
    problem(admin.call("PATCH", "/people/the-administrator", {"role": "viewer"}), 422, "people")
    problem(admin.call("PATCH", "/people/the-administrator", {"active": False}), 422, "people")
    problem(admin.call("PATCH", "/people/nobody", {"role": "viewer"}), 404, "unknown-account")
    problem(api.by("lead").call("PATCH", "/people/the-agent", {"role": "viewer"}), 403, "forbidden")
    line = admin.get("/audit?action=account.role").json()["items"][0]
    assert (line["object"], line["detail"]) == ("the-agent", {"before": "agent", "after": "lead"})
    problem(api.by("agent").get("/audit"), 403, "forbidden")
    first = admin.get("/people?limit=1").json()
    assert admin.get(f"/people?limit=1&after={first['next']}").json()["items"][0] != first["items"][0]
    invited = admin.post("/people/invitations", {"role": "agent", "email": "leo@example.com"})
    assert invited.json()["link"].startswith("http://testserver/signin/link/")


@pytest.mark.req("B3")
def test_the_six_figures(api: Api) -> None:
    assert len(api.by("viewer").get("/figures").json()["items"]) == 6


def test_requests_beyond_the_limit_wait_for_the_next_minute(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_API_RATE", "20")
    agent = api.by()
    answers = [agent.get("/me") for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    left = [int(answer["RateLimit-Remaining"]) for answer in answers]
    assert left == sorted(left, reverse=True)
    assert answers[-1]["Retry-After"] == "60"
    assert api.by("lead").get("/me").status_code == 200
    api.site.after("60s")
    assert agent.get("/me").status_code == 200


def test_the_limit_holds_over_several_processes(api: Api) -> None:
    from tocsin.accounts.webhooks.allowance import Allowances

    one, two = Allowances(), Allowances()
    passed = [each.spend("token:1", 100, api.site.now).passes for _ in range(100) for each in (one, two)]
    assert sum(passed) == 100


def test_a_customer_is_marked_and_erased_only_when_it_is_really_meant(api: Api) -> None:
    admin = api.by("administrator", contact="chloe-martin")
    id_ = api.site.report("Wrong invoice", facts={"kind": "question"}, customer="Tailspin Toys", unknown=())
    assert [each["name"] for each in admin.get("/customers?text=tail").json()["items"]] == ["Tailspin Toys"]
    marked = admin.post("/customers/mark", {"name": "Tailspin Toys", "what": "lost"})
    assert marked.json() == {"name": "Tailspin Toys", "lost": True}
    assert admin.get("/customers").json()["items"][0]["lost_at"]
    seen = admin.post("/customers/erase", {"name": "Tailspin Toys"}).json()
    assert (seen["done"], seen["escalations"], seen["open"]) == (False, [id_], [id_])
    really = {"name": "Tailspin Toys", "why": "asked for on 2026-11-23", "really": True}
    problem(admin.post("/customers/erase", really), 422)
    assert admin.post(f"/escalations/{id_}/close", {"note": "answered"}).status_code == 200
    assert admin.post("/customers/erase", really).json()["done"]
    assert "Tailspin" not in admin.get(f"/escalations/{id_}").content.decode()
    problem(api.by("lead").post("/customers/erase", really), 403, "forbidden")


def test_the_desk_says_how_it_is_and_how_long_it_keeps(api: Api) -> None:
    admin = api.by("administrator")
    assert {"check", "fine", "text", "help"} == set(admin.get("/health").json()["items"][0])
    assert admin.get("/retention").json() == {"days": None, "due": 0}
    assert admin.call("PUT", "/retention", {"days": 365}).json()["days"] == 365
    assert admin.call("PUT", "/retention", {"days": None}).json()["days"] is None
    assert admin.get("/on-call/load").json()["items"]
    assert admin.get("/calibrations").json() == {"items": []}
    problem(admin.get("/calibrations/none"), 404, "unknown-calibration")
