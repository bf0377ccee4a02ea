"""Calibration from the page: a process of its own, progress, cancel, and a report that may do nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.policy.small import text_of
from tocsin import bootstrap_policy_runs as runs
from tocsin.app.calibration_runs import Heard
from tocsin.app.ports_calibrations import Came, Run

pytestmark = pytest.mark.req("A13.1")
TICKETS = """number,opened_at,sys_updated_at,priority,reassignment_count
INC1,2026-01-05 09:00:00,2026-01-05 09:00:00,1 - Critical,0
INC1,2026-01-05 09:00:00,2026-01-05 13:00:00,1 - Critical,1
INC2,2026-01-06 09:00:00,2026-01-06 09:00:00,3 - Moderate,0
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for uploads; every run that was begun has ended when the test ends."""
    monkeypatch.setenv("TOCSIN_WORK_DIR", str(tmp_path / "work"))
    yield tmp_path / "work"
    over()


def over() -> None:
    """Waits for the runs that were begun."""
    for thread in runs._BEGUN:
        thread.join(timeout=60)


def uploaded(site: Any, text: str = TICKETS, name: str = "tickets.csv", **more: str) -> Any:
    """A history is uploaded."""
    sent = {"history": SimpleUploadedFile(name, text.encode()), **more}
    return site.client("lead").post("/policy/calibrations/new", sent)


def test_an_upload_is_drafted_looked_over_run_and_deleted(site: Any, work: Path) -> None:
    page = uploaded(site)
    assert page.status_code == 200
    told = page.context
    assert "ticket: number" in told["text"] and "why it was chosen" in text_of(page)
    lead = site.client("lead")
    sent = {
        "kept": told["kept"],
        "text": told["text"],
        "name": "tickets.csv",
        "version": told["chosen"].short,
    }
    answer = lead.post(f"/policy/calibrations/{told['id']}/begin", sent)
    assert answer.status_code == 302
    over()
    run = lead.get(answer.headers["Location"]).context["run"]
    assert (run.state, run.history) == ("done", "tickets.csv"), run.said
    assert run.summary.startswith("2 tickets, 2026-01-05")
    assert list(work.iterdir()) == []


def test_the_report_may_do_nothing_and_stands_in_our_frame_only(site: Any) -> None:
    answer = uploaded(site, mapping="servicenow")
    over()
    url = answer.headers["Location"]
    page = text_of(site.client("viewer").get(url))
    assert f'src="{url}/report"' in page and "sandbox></iframe>" in page
    report = site.client("viewer").get(f"{url}/report")
    policy = report.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "sandbox" in policy and "frame-ancestors 'self'" in policy and "script" not in policy
    assert report.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert b"<script" not in report.content and b"/work" not in report.content
    assert "attachment" in site.client("viewer").get(f"{url}/report?keep=1").headers["Content-Disposition"]


def test_a_run_tells_how_far_it_is_until_it_is_over(site: Any) -> None:
    store = site.desk.store
    store.add_run(Run("r1", site.now, "lee", "Lee", "tickets.csv", "h", "Policy 1"))
    viewer = site.client("viewer")
    assert "Waiting for its turn" in text_of(viewer.get("/policy/calibrations/r1"))
    store.run_begins("r1", site.now)
    store.run_tells("r1", site.now, "Judging", 40)
    part = viewer.get("/policy/calibrations/r1/progress")
    assert "Judging" in text_of(part) and 'value="40"' in text_of(part)
    assert 'hx-trigger="load delay:1s"' in text_of(part) and "HX-Refresh" not in part.headers
    store.run_ends("r1", site.now, "done", Came(report=b"<html>"))
    assert viewer.get("/policy/calibrations/r1/progress").headers["HX-Refresh"] == "true"


def test_a_run_is_cancelled_and_its_process_ended(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()

    class Endless:
        """A process that never ends by itself."""

        killed = False

        def kill(self) -> None:
            self.killed = True

        def wait(self, timeout: float | None = None) -> int:
            if self.killed:
                return -9
            begun.set()
            raise runs.subprocess.TimeoutExpired("calibrate", timeout or 0)

    process = Endless()
    monkeypatch.setattr(runs, "_begun", lambda job: (process, Heard()))
    url = uploaded(site, mapping="servicenow").headers["Location"]
    assert begun.wait(10)
    assert site.client("viewer").post(f"{url}/cancel").status_code == 403
    assert site.client("lead").post(f"{url}/cancel").status_code == 302
    over()
    assert process.killed
    assert "Cancelled" in text_of(site.client("lead").get(url))


def test_a_run_whose_process_went_with_its_desk_has_failed(site: Any) -> None:
    site.desk.store.add_run(Run("r1", site.now, "lee", "Lee", "tickets.csv", "h", "Policy 1"))
    site.desk.store.run_begins("r1", site.now)
    site.after("3m")
    assert "the desk was restarted" in text_of(site.client("viewer").get("/policy/calibrations/r1"))


def test_what_is_no_history_is_refused_in_words(site: Any) -> None:
    assert "is no CSV, JSON or Parquet" in text_of(uploaded(site, name="tickets.exe"))
    assert "is empty" in text_of(uploaded(site, text="", name="tickets.csv"))
    lead = site.client("lead")
    assert "no history was chosen" in text_of(lead.post("/policy/calibrations/new", {}))
    assert uploaded(site, mapping="../../etc/passwd").status_code == 422


def test_a_mapping_that_is_wrong_fails_with_its_reason(site: Any) -> None:
    told = uploaded(site).context
    lead = site.client("lead")
    text = told["text"].replace("ticket: number", "ticket: nimber")
    sent = {"kept": told["kept"], "text": text, "name": "x", "version": told["chosen"].short}
    url = lead.post(f"/policy/calibrations/{told['id']}/begin", sent).headers["Location"]
    over()
    run = lead.get(url).context["run"]
    assert run.state == "failed" and "nimber" in run.said


def test_an_upload_that_is_gone_is_told_so(site: Any) -> None:
    lead = site.client("lead")
    answer = lead.post("/policy/calibrations/abc/begin", {"text": "x"})
    assert answer.status_code == 422 and "is gone" in text_of(answer)


def test_the_shipped_sample_is_one_press(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    monkeypatch.setattr(runs, "start", lambda store, run, job: started.append((run, job)))
    assert "Try it on the shipped sample" in text_of(site.client("lead").get("/policy/calibrations"))
    assert site.client("lead").post("/policy/calibrations/sample").status_code == 302
    _run, job = started[0]
    assert (job.mapping, job.outcomes) == ("servicenow", "outcomes.parquet")


@pytest.mark.req("A13.1", "B11")
def test_advised_thresholds_become_a_proposal(site: Any) -> None:
    hash_ = site.desk.books.current().hash
    run = Run("r1", site.now, "lee", "Lee", "tickets.csv", hash_, "Policy 1.0.0")
    site.desk.store.add_run(run)
    moves = (("bounces", "4", "7"), ("patience", "2h", "3h"))
    advice = json.dumps([{"parameter": name, "from": old, "to": new} for name, old, new in moves])
    site.desk.store.run_ends("r1", site.now, "done", Came("", "9 tickets", b"<html>", b"", advice))
    assert "Propose a version with them" in text_of(site.client("lead").get("/policy/calibrations/r1"))
    assert site.client("agent").post("/policy/calibrations/r1/propose").status_code == 403
    url = site.client("lead").post("/policy/calibrations/r1/propose").headers["Location"]
    page = site.client("lead").get(url)
    assert "bounces 4 → 7" in text_of(page) and "from a calibration" in text_of(page)
    told = {subject: len(some) for subject, some in page.context["changes"]}
    assert told["Parameters"] == 2 and set(told) == {"Document", "Parameters"}
    assert page.context["looked"].number == "1.0.1"
    assert page.context["checked"]["tests"] > 30
