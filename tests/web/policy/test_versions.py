"""A new version on the page: proposed, read, signed by those it names, activated; open escalations moved."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.policy.small import NEXT, SIGNERS, proposed, signed, text_of
from tocsin.accounts.models import AuditLine

pytestmark = pytest.mark.req("B11", "B1")


def current(site: Any) -> str:
    """The version that new tickets follow."""
    return str(site.desk.books.current().policy.document.version)


def test_the_policy_of_the_first_start_is_told_to_be_the_operators(site: Any) -> None:
    page = text_of(site.client("viewer").get("/policy/versions"))
    assert "adopted by the operator on the command line" in page
    assert "0 of 3 signed" in page
    assert "Nothing is proposed" in page


def test_from_proposal_to_force(site: Any) -> None:
    url = proposed(site)
    page = text_of(site.client("lead").get(url))
    assert "0 of 3 signed" in page and "within 15 min" in page and "within 5 min" in page
    refused = site.client("approver").post(f"{url}/activate")
    assert refused.status_code == 422 and "has not signed" in text_of(refused)
    signed(site, url)
    assert current(site) == "1.0.0"
    assert site.client("approver").post(f"{url}/activate").status_code == 302
    assert site.client("approver").post(f"{url}/activate").status_code == 302
    assert current(site) == "1.1.0"
    actions = list(AuditLine.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["policy.propose", *["policy.sign"] * 3, "policy.activate"]


def test_nobody_signs_for_another_on_the_page(site: Any) -> None:
    url = proposed(site)
    for role in ("administrator", "approver", "lead"):
        client = site.client(role)
        assert 'name="agreed"' not in text_of(client.get(url))
        answer = client.post(f"{url}/sign", {"seat": "vp-success", "agreed": "yes"})
        assert answer.status_code == 403 and "nobody signs for another" in text_of(answer)


def test_an_address_that_somebody_gave_themselves_signs_nothing(site: Any) -> None:
    url = proposed(site)
    client = site.client("agent", username="eve")
    account = site.account("agent", username="eve")
    account.email = "helen.brandt@example.com"
    account.save()
    AuditLine.objects.create(at=site.now, actor="eve", action="account.email", object="eve")
    assert client.post(f"{url}/sign", {"seat": "vp-success", "agreed": "yes"}).status_code == 403


def test_words_must_be_agreed_to(site: Any) -> None:
    url = proposed(site)
    client = site.client("executive", username="helen.brandt")
    assert "I have read Customer escalation policy 1.1.0" in text_of(client.get(url))
    answer = client.post(f"{url}/sign", {"seat": "vp-success"})
    assert answer.status_code == 422 and "not agreed" in text_of(answer)


def test_whose_signature_is_wanted_sees_it_first(site: Any) -> None:
    url = proposed(site)
    helen = site.client("executive", username="helen.brandt")
    for path in ("/policy/", "/policy/versions"):
        assert "Version 1.1.0 waits for your signature" in text_of(helen.get(path))
        assert "waits for your signature" not in text_of(site.client("lead").get(path))
    helen.post(f"{url}/sign", {"seat": "vp-success", "agreed": "yes"})
    assert "waits for your signature" not in text_of(helen.get("/policy/"))


def test_a_signature_is_taken_back(site: Any) -> None:
    url = proposed(site)
    signed(site, url)
    client = site.client("executive", username="helen.brandt")
    assert "Take my signature back" in text_of(client.get(url))
    assert client.post(f"{url}/unsign", {"seat": "vp-success"}).status_code == 302
    assert "2 of 3 signed" in text_of(client.get(url))
    assert site.client("approver").post(f"{url}/activate").status_code == 422


def test_an_administrator_says_who_holds_a_title(site: Any) -> None:
    url = proposed(site)
    site.account("viewer", username="stand-in")
    admin = site.client("administrator")
    assert "Say which account this is" in text_of(admin.get(url))
    answer = admin.post(f"{url}/assign", {"seat": "operations", "account": "stand-in"})
    assert answer.status_code == 302
    assert admin.post(f"{url}/assign", {"seat": "operations", "account": "nobody-here"}).status_code == 422
    assert admin.post(f"{url}/assign", {"seat": "no-seat", "account": "stand-in"}).status_code == 422
    own = admin.post(f"{url}/assign", {"seat": "operations", "account": "the-administrator"})
    assert own.status_code == 403
    client = site.client("viewer", username="stand-in")
    assert client.post(f"{url}/sign", {"seat": "operations", "agreed": "yes"}).status_code == 302


def test_who_proposed_it_withdraws_it_and_no_other_lead(site: Any) -> None:
    url = proposed(site)
    other = site.client("lead", username="another-lead")
    assert other.post(f"{url}/withdraw").status_code == 403
    assert site.client("lead").post(f"{url}/withdraw", {"note": "too early"}).status_code == 302
    page = text_of(site.client("lead").get(url))
    assert "withdrawn" in page and "too early" in page


def test_open_escalations_stay_until_somebody_moves_them(site: Any) -> None:
    stream = site.report()
    before = site.desk.load(stream)[0].policy
    url = proposed(site)
    signed(site, url)
    site.client("approver").post(f"{url}/activate")
    assert site.desk.load(stream)[0].policy == before
    lead = site.client("lead")
    assert "1 is under an earlier one" in text_of(lead.get(url))
    assert site.client("agent").post(f"{url}/move").status_code == 403
    assert lead.post(f"{url}/move", {"key": "once", "reason": "new targets"}).status_code == 302
    assert site.desk.load(stream)[0].policy == site.desk.books.current().hash != before


def test_what_cannot_be_read_comes_back_with_its_places_and_the_text(site: Any) -> None:
    sent = {"way": "paste", "text": NEXT.replace("response: 5m", "response: soonish"), "note": "kept words"}
    answer = site.client("lead").post("/policy/versions/propose", sent)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "policy.yaml:3:" in page and "<mark>soonish" in page
    assert "kept words" in page and "response: soonish}}" in page


def test_files_and_presets_are_ways_too(site: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("ours/policy.yaml", NEXT)
        made.writestr("ours/tests/a.yaml", "tests: [{id: t, facts: {outage: true}, expect: {severity: P4}}]")
    upload = SimpleUploadedFile("ours.zip", packed.getvalue())
    answer = site.client("lead").post("/policy/versions/propose", {"way": "upload", "files": upload})
    url = answer.headers["Location"]
    assert "1 of 1 tests failed" in text_of(site.client("lead").get(url))
    tests = text_of(site.client("lead").get(f"/policy/tests?version={url.rsplit('/', 1)[1]}"))
    assert "1 test failed" in tests and "tests/a.yaml" in tests
    answer = site.client("lead").post("/policy/versions/propose", {"way": "preset", "preset": "fintech"})
    assert answer.status_code == 302
    assert len(site.client("lead").get("/policy/versions").context["groups"][1][1]) == 2


@pytest.mark.parametrize("name", ["../policy.yaml", "policy.exe", "preset:base.yaml"])
def test_an_upload_that_is_no_policy_is_refused(site: Any, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(name, "tocsin: 1")
    upload = SimpleUploadedFile("ours.zip", packed.getvalue())
    answer = site.client("lead").post("/policy/versions/propose", {"way": "upload", "files": upload})
    assert answer.status_code == 422


def test_both_versions_line_by_line_and_the_files(site: Any) -> None:
    url = proposed(site)
    client = site.client("viewer")
    page = text_of(client.get(f"{url}/text"))
    assert "<del>15</del>" in page and "<ins>5</ins>" in page
    files = client.get(f"{url}/files")
    assert "preset:base" in text_of(files)
    kept = client.get(f"{url}/files", {"name": "policy.yaml"})
    assert kept.content.decode() == NEXT.replace("\r\n", "\n")
    assert kept.headers["Content-Type"].startswith("text/plain")
    assert "attachment" in kept.headers["Content-Disposition"]


def test_what_a_policy_says_is_text_never_html(site: Any) -> None:
    evil = "<script>alert(1)</script>"
    url = proposed(site, NEXT.replace("version: 1.1.0", f"version: '{evil}', notice: '{evil}'"), note=evil)
    client = site.client("viewer")
    for path in (url, "/policy/versions", f"{url}/text", f"{url}/files", f"/policy/?version={url[-12:]}",
                 f"/policy/try?version={url[-12:]}"):  # fmt: skip
        page = text_of(client.get(path))
        assert evil not in page and "&lt;script&gt;" in page


def test_an_unknown_version_is_no_server_error(site: Any) -> None:
    for path in (
        "/policy/versions/000000000000",
        "/policy/?version=zz",
        "/policy/check?version=000000000000",
    ):
        assert site.client("viewer").get(path).status_code in (404, 422)


def test_all_three_names_are_those_of_the_shipped_policy(site: Any) -> None:
    named = site.desk.books.current().policy.signatories
    assert {id_: s.email.partition("@")[0] for id_, s in named.items()} == SIGNERS
