"""The report as one HTML file: no script, no outside request, a content policy that allows its style only."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.render.base import DARK, LIGHT
from tocsin.render.calibration.html import escape
from tocsin.render.calibration.parts_advice import advice, compared, outcomes
from tocsin.render.calibration.parts_criteria import criteria, silent
from tocsin.render.calibration.parts_lists import how, lists, unread
from tocsin.render.calibration.parts_load import heat, teams, weekly
from tocsin.render.calibration.parts_top import figures, head, levels, targets
from tocsin.render.calibration.svg import STRIPES

Report = dict[str, Any]
_MORE_LIGHT = {
    "track": "#eceef2", "band": "#cfe8da", "accent-soft": "#a9b3ef", "off": "#16181d", "heat-ink": "#ffffff",
    "heat1": "#dfe3fb", "heat2": "#bcc5f5", "heat3": "#97a4ee", "heat4": "#4a5cdb", "heat5": "#3346d3",
}  # fmt: skip
_MORE_DARK = {
    "track": "#232833", "band": "#1d4a35", "accent-soft": "#4d5bb8", "off": "#e8eaf0", "heat-ink": "#0f1115",
    "heat1": "#252c55", "heat2": "#333d7c", "heat3": "#4552a6", "heat4": "#8391f5", "heat5": "#a9b5ff",
}  # fmt: skip


def render_page(report: Report) -> bytes:
    """The page as UTF-8. The same report gives the same bytes."""
    style = _style()
    body = "".join(part(report) for part in _PARTS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"Calibration: {report['policy']['title']} {report['policy']['version']}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f'<meta name="policy" '
        f'content="{escape(report["policy"]["hash"])}">\n<style>{style}</style>\n</head>\n'
        f'<body>\n<a class="skip" href="#main">Skip to the report</a>{STRIPES}'
        f'<main class="page" id="main" tabindex="-1">{body}</main>\n</body>\n</html>\n'
    ).encode()


@cache
def _style() -> str:
    light, dark = _tokens({**LIGHT, **_MORE_LIGHT}), _tokens({**DARK, **_MORE_DARK})
    sheet = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{sheet}"
    )


def _tokens(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


_PARTS = (
    head, figures, targets, advice, levels, criteria, silent, weekly, heat, teams, outcomes, compared, lists,
    unread, how,
)  # fmt: skip
