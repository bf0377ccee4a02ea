"""Files of an escalation: in, listed, out again as they were, never run."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.conftest import PREFIX, Api, problem

LOG = b"02:40:11 login refused: no connection to db-3\n" * 20


def sent(api: Api, id_: str, name: str, content: bytes, **headers: str) -> object:
    headers = {"Authorization": f"Bearer {api.secret}", **headers}
    data = {"file": SimpleUploadedFile(name, content)}
    return Client().post(f"{PREFIX}/escalations/{id_}/attachments", data, headers=headers)


def test_a_log_is_attached_listed_and_comes_back_as_it_was(api: Api) -> None:
    id_ = api.site.report()
    agent = api.by()
    answer = sent(agent, id_, "login.log", LOG, **{"Idempotency-Key": "f-1"})
    assert answer.status_code == 200, answer.content
    again = sent(agent, id_, "login.log", LOG, **{"Idempotency-Key": "f-1"})
    assert again.json()["repeated"]
    listed = agent.get(f"/escalations/{id_}/attachments").json()["items"]
    digest = hashlib.sha256(LOG).hexdigest()
    assert [(each["name"], each["size"], each["digest"]) for each in listed] == [
        ("login.log", len(LOG), digest)
    ]
    back = agent.get(f"/escalations/{id_}/attachments/{digest}")
    assert back.content == LOG
    assert back["Content-Disposition"].startswith("attachment")
    assert back["Content-Type"] == "application/octet-stream"
    assert "sandbox" in back["Content-Security-Policy"]


def test_a_file_of_one_escalation_is_not_had_through_another(api: Api) -> None:
    one, other = api.site.report(), api.site.report("Something else", customer="Blue Harbor")
    agent = api.by()
    assert sent(agent, one, "login.log", LOG).status_code == 200
    problem(
        agent.get(f"/escalations/{other}/attachments/{hashlib.sha256(LOG).hexdigest()}"), 404, "unknown-file"
    )


def test_what_a_browser_would_run_and_what_is_too_large_is_not_taken(api: Api) -> None:
    id_ = api.site.report()
    agent = api.by()
    problem(sent(agent, id_, "page.html", b"<html><script>alert(1)</script></html>"), 422, "file")
    problem(sent(agent, id_, "empty.txt", b""), 422)
    problem(sent(agent, id_, "big.txt", b"x" * 10_200_000), 413)
    problem(sent(api.by("viewer"), id_, "login.log", LOG), 403, "forbidden")
    problem(agent.post(f"/escalations/{id_}/attachments", {"file": "x"}), 415)
