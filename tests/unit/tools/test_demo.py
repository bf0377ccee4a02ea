"""The demo's summary shows the calibration's figures, not its own."""

from __future__ import annotations

from typing import Any

from tools import demo

REPORT: dict[str, Any] = {
    "tickets": 13698,
    "rows": 83526,
    "rejected": 0,
    "period": {"from": "2016-02-29T01:16:00Z", "to": "2017-02-15T15:00:00Z"},
    "by_level": {"0": {"tickets": 12604, "share": 0.9201}, "3": {"tickets": 151, "share": 0.011}},
    "targets": {
        "escalated": {"low": 0.05, "high": 0.1, "actual": 0.0799, "met": True},
        "level_3": {"low": 0.005, "high": 0.02, "actual": 0.03, "met": False},
    },
    "load": {"peak_hour": {"day": "Monday", "hour": 9, "escalations": 77}},
    "advice": [{"parameter": "bounces", "from": "3", "to": "8", "effect": {}}],
    "search": {"verdict": "With these changes 7.5 % escalate."},
    "policy": {"version": "1.0.0", "hash": "abcdef0123456789"},
}


def test_each_figure_stands_in_the_summary(monkeypatch: Any) -> None:
    monkeypatch.setattr(demo, "written", list)
    text = demo.summary(REPORT, 42.0)
    wanted = (
        "13,698 tickets",
        "83,526 states",
        "0 rows rejected",
        "within the target of 5 to 10 %",
        "12,604",
    )
    for figure in wanted:
        assert figure in text
    assert "3.0 %   OUTSIDE the target of 0.5 to 2 %" in text
    assert "abcdef012345" in text
    assert "bounces 3 to 8" in text
    assert "With these changes 7.5 % escalate." in text
    assert "Monday 09:00, 77 escalations" in text
    assert "42 s" in text


def test_the_demo_writes_html_and_pdf_of_both_documents() -> None:
    outputs = [arguments[-1] for _, arguments in demo.STEPS if arguments[0] == "document"]
    assert outputs == ["demo/playbook.html", "demo/playbook.pdf", "demo/protocol.html", "demo/protocol.pdf"]
