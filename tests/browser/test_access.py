"""Nobody is kept out: axe-core finds nothing in any page that Tocsin writes (WCAG 2.2 A and AA)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.call import tocsin

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "servicenow"
KINDS = ("playbook", "protocol", "runbooks", "training", "prompt")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each kind of document, and the calibration report."""
    folder = tmp_path_factory.mktemp("pages")
    made = {kind: folder / f"{kind}.html" for kind in (*KINDS, "calibration")}
    for kind in KINDS:
        done = tocsin("document", "preset:procedure", "--kind", kind, "-o", str(made[kind]))
        assert done.code == 0, done.err
    history = [str(SAMPLE / "events.parquet"), "--mapping", "servicenow", "--no-progress"]
    outcomes = [
        "--outcomes",
        str(SAMPLE / "outcomes.parquet"),
        "--format",
        "html",
        "-o",
        str(made["calibration"]),
    ]
    done = tocsin("calibrate", "preset:procedure", *history, *outcomes)
    assert done.code == 0, done.err
    return made


@pytest.mark.req("A10.9", "A13.1", "B11")
@pytest.mark.parametrize("kind", [*KINDS, "calibration"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Any, pages: dict[str, Path], kind: str
) -> None:
    for width, scheme in ((390, "dark"), (1280, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(pages[kind].as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [pages[kind].as_uri()]
        found = _axe(page)
        assert not found, f"{kind} at {width} px, {scheme}: {found}"
        context.close()


def _axe(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]} ({len(v['nodes'])} places)" for v in violations]


@pytest.mark.req("A13.1")
def test_the_calibration_report_keeps_its_heat_and_its_margins_on_paper(
    browser: Any, pages: dict[str, Path]
) -> None:
    page = browser.new_context(viewport={"width": 640, "height": 900}).new_page()
    page.goto(pages["calibration"].as_uri())
    page.emulate_media(media="print")
    heat = page.locator("table.heat")
    assert heat.evaluate("each => each.getBoundingClientRect().right") <= 640
    assert heat.locator("td").first.evaluate("each => getComputedStyle(each).printColorAdjust") == "exact"
    assert "@page{margin:" in page.locator("style").first.evaluate("each => each.textContent")
    page.context.close()
