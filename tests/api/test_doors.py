"""Who gets in, how far, and how every failure is told."""

from __future__ import annotations

import pytest

from tests.api.conftest import ALL, Api, problem
from tocsin.core.lifecycle.commands import Command
from tocsin.core.rights.actions import ACTION_OF


def test_schema_and_documentation_are_public_and_everything_else_is_not(api: Api) -> None:
    assert api.get("/openapi.json").json()["openapi"] == "3.1.0"
    page = api.get("/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "<script" not in text
    assert "style=" not in text
    assert 'src="http' not in text
    assert 'href="http' not in text
    for method, path in (
        ("GET", "/escalations"),
        ("GET", "/nothing"),
        ("PATCH", "/escalations"),
        ("GET", "/"),
    ):
        answer = api.call(method, path)
        problem(answer, 401, "not-signed-in")
        assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["Bearer tocsin_none", "Bearer ", "Basic YTpi", "tocsin_none", "Bearer \xff\xfe"]
)
def test_a_token_that_is_none_is_told_so(api: Api, header: str) -> None:
    problem(api.get("/escalations", Authorization=header), 401, "not-signed-in")


def test_a_token_may_no_more_than_its_scopes_nor_than_its_account(api: Api) -> None:
    reader = api.by("lead", scopes=("read",))
    assert reader.get("/escalations").status_code == 200
    problem(reader.post("/escalations", {"title": "It is down"}), 403, "forbidden")
    viewer = api.by("viewer", scopes=ALL)
    problem(viewer.post("/escalations", {"title": "It is down"}), 403, "forbidden")


def test_a_session_changes_something_only_with_the_pages_own_token(api: Api) -> None:
    client = api.site.client("agent", csrf=True)
    assert client.get("/api/v1/escalations").status_code == 200
    said = client.post("/api/v1/triage", {"title": "It is down"}, content_type="application/json")
    problem(said, 403, "csrf")


def test_what_is_not_there_is_told_as_a_problem(api: Api) -> None:
    agent = api.by()
    problem(agent.get("/nothing"), 404)
    problem(agent.get("/escalations/ESC-77"), 404, "unknown-escalation")
    problem(agent.get("/escalations/77"), 404)
    answer = agent.call("DELETE", "/escalations")
    problem(answer, 405)
    assert answer["Allow"] == "GET, POST"


DEEP = b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"title"', 400),
        (b"\xff\xfe", 400),
        (b'{"title": "a", "title": "b"}', 400),
        (b'{"title": "a", "unknown": NaN}', 400),
        (b'{"title": "a", "facts": {"slower_by": 1e999}}', 400),
        (b'{"title": "a", "facts": {"slower_by": ' + b"9" * 5000 + b"}}", 400),
        (b'{"title": "a", "facts": {"customers_affected": ' + b"9" * 200 + b"}}", 422),
        (b'{"title": "a", "colour": "red"}', 400),
        (b'{"title": 7}', 400),
        (b'{"title": ""}', 400),
        (b'{"title": "a\\u0000b"}', 422),
        (b'{"title": "\\ud800"}', 422),
        (b'{"title": "a", "facts": {"logs": "\\ud800"}}', 422),
        (b'{"title": "a", "facts": {"\\ud800": 1}}', 422),
        (b'{"title": "a", "facts": {"arr": 5}}', 422),
        (b'{"title": "a", "facts": {"arr": "5 EUR"}}', 422),
        (b'{"title": "a", "facts": {"started_at": "2026-11-23T02:40:00"}}', 422),
        (DEEP, 400),
        (b'{"title": "' + b"x" * 1_100_000 + b'"}', 413),
    ],
)
def test_no_body_breaks_the_desk(api: Api, body: bytes, status: int) -> None:
    said = problem(api.by().call("POST", "/escalations", body), status)
    assert said["detail"]
    assert "Traceback" not in str(said)


def test_a_whole_number_may_be_written_with_a_point(api: Api) -> None:
    lead, id_ = api.by("lead"), api.site.report()
    assert lead.post(f"/escalations/{id_}/raise", {"level": 4.0, "reason": "worse"}).status_code == 200
    problem(lead.post(f"/escalations/{id_}/raise", {"level": 3.5, "reason": "worse"}), 400)
    problem(lead.post(f"/escalations/{id_}/raise", {"level": True, "reason": "worse"}), 400)


def test_the_pages_own_call_with_its_token_is_taken(api: Api) -> None:
    client = api.site.client("agent", csrf=True)
    page = client.get("/me/tokens/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    body, kind = {"title": "It is down"}, "application/json"
    headers = {"X-CSRFToken": token}
    said = client.post("/api/v1/triage", body, content_type=kind, headers=headers)
    assert said.status_code == 200, said.content


def test_a_body_of_another_kind_is_not_guessed_at(api: Api) -> None:
    answer = api.by().call(
        "POST", "/escalations", b"title=down", Content_Type="application/x-www-form-urlencoded"
    )
    problem(answer, 415, "content-type")


def test_headers_that_cannot_be_used_are_refused(api: Api) -> None:
    agent = api.by()
    problem(agent.post("/escalations", {"title": "a"}, Idempotency_Key="two words"), 400, "header")
    problem(agent.post("/escalations/ESC-1001/note", {"text": "a"}, If_Match="twelve"), 400, "header")


def test_every_command_of_the_life_cycle_has_an_address_and_all_its_fields(api: Api) -> None:
    from tocsin.api.v1.wants.commands import ELSEWHERE, OWN, WISHES

    known = {kind.kind: kind for kind in Command.__subclasses__()}
    assert set(ACTION_OF) - {"suggest"} == WISHES.keys() | ELSEWHERE
    assert known.keys() == WISHES.keys() | ELSEWHERE | OWN
    for kind, model in WISHES.items():
        core = set(known[kind].__dataclass_fields__) - {"with_original", "kind"}
        assert set(model.model_fields) - {"next_in"} == core, kind


def test_every_operation_names_its_action(api: Api) -> None:
    from tocsin.api.v1.build import api as built
    from tocsin.api.v1.openapi import operations

    assert len(operations(built)) > 35
    assert all(operation.action for operation in operations(built))


def test_no_two_models_of_the_schema_share_a_name() -> None:
    from tocsin.api.v1.build import api as built
    from tocsin.api.v1.openapi import schema
    from tocsin.api.v1.values import Says, Wants

    def below(model: type) -> list[type]:
        return [each for sub in model.__subclasses__() for each in (sub, *below(sub))]

    schema(built)
    names = [model.__name__ for model in (*below(Says), *below(Wants))]
    assert [name for name in names if names.count(name) > 1] == []


def test_a_database_that_is_away_is_told_as_such(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from tocsin.accounts.webhooks.replies import DatabaseError

    agent = api.by()

    def away(*_: object) -> None:
        raise DatabaseError("the secret is hunter2")

    monkeypatch.setattr("tocsin.accounts.tokens.find", away)
    answer = agent.get("/me")
    assert "hunter2" not in str(problem(answer, 503))
    assert answer["Retry-After"] == "5"


def test_what_nobody_foresaw_is_told_without_its_inside(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = api.by()

    def broken(*_: object) -> None:
        raise RuntimeError("the secret is hunter2")

    monkeypatch.setattr("tocsin.api.v1.rooms.figures.six", broken)
    said = problem(agent.get("/figures"), 500, "broken")
    assert "hunter2" not in str(said)
    assert "Traceback" not in str(said)
