"""One entry for the three forms of the report."""

import json
from collections.abc import Callable
from typing import Any

Report = dict[str, Any]


def renderer(form: str) -> Callable[[Report], bytes]:
    """What turns a report into bytes; `html` is imported only when it is asked for."""
    return {"json": _json, "text": _text, "html": _html}[form]


def _json(report: Report) -> bytes:
    plain = {key: value for key, value in report.items() if key != "lists"}
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def _text(report: Report) -> bytes:
    from tocsin.render.calibration.text import render_text

    return render_text(report).encode()


def _html(report: Report) -> bytes:
    from tocsin.render.calibration.page import render_page

    return render_page(report)
