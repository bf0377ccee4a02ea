"""The HTML page in a real browser: quiet, narrow where the screen is, and its buttons work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.render import sample
from tests.unit.render.hostile import HOSTILE, hostile_document
from tocsin.core.documents import outline as o
from tocsin.render import render

pytestmark = pytest.mark.browser


def _open(browser: Any, tmp_path: Path, document: o.Document, **context: Any) -> tuple[Any, list[str]]:
    """The page, and everything it complained about or asked for."""
    file = tmp_path / "page.html"
    file.write_bytes(render(document, "html"))
    page = browser.new_context(**context).new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: None if request.url == file.as_uri() else heard.append(request.url))
    page.goto(file.as_uri())
    return page, heard


@pytest.mark.parametrize("width", [320, 390, 760, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_is_too_narrow_and_the_page_is_quiet(
    browser: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 900}
    page, heard = _open(browser, tmp_path, sample.document(), viewport=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert heard == []


def test_the_copy_button_copies_the_message_and_says_so(browser: Any, tmp_path: Path) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    page, heard = _open(browser, tmp_path, sample.document(sample.SCRIPT), permissions=allowed)
    page.get_by_role("button", name="Copy: First acknowledgement by e-mail").first.click()
    page.get_by_role("status").get_by_text("Copied: First acknowledgement by e-mail").wait_for(
        state="attached"
    )
    assert page.evaluate("navigator.clipboard.readText()") == sample.SCRIPT.body
    assert heard == []


def test_without_scripts_all_text_is_there_and_no_dead_button(browser: Any, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, sample.document(), java_script_enabled=False)
    assert page.get_by_role("button").count() == 0
    assert page.get_by_text("Hello {customer},").first.is_visible()
    assert page.get_by_role("navigation", name="Contents").get_by_role("link").count() == 4


def test_hostile_text_runs_nothing(browser: Any, tmp_path: Path) -> None:
    for hostile in HOSTILE:
        page, heard = _open(browser, tmp_path, hostile_document(hostile))
        assert heard == []
        assert page.get_by_role("heading", level=1).count() == 1
        page.context.close()


def test_every_figure_is_readable_without_its_picture(browser: Any, tmp_path: Path) -> None:
    page, _ = _open(browser, tmp_path, sample.document(sample.TREE))
    page.get_by_text("The same in words", exact=True).click()
    assert page.get_by_text("Yes: Level 3 incident command").first.is_visible()


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("hostile", ["", f"{HOSTILE[0]} {'Averylongname' * 12}"])
def test_nothing_that_is_printed_runs_off_the_paper(
    browser: Any, tmp_path: Path, paper: o.Paper, hostile: str
) -> None:
    long = o.Callout("critical", "Read this first", (o.Paragraph("Words that go on and on. " * 12),))
    document = hostile_document(hostile) if hostile else sample.document(long, sample.SEVERITIES, sample.FORM)
    page, _ = _open(browser, tmp_path, replace(document, paper=paper), viewport={"width": 640, "height": 900})
    page.emulate_media(media="print")
    off = page.evaluate(
        """() => { const edge = document.querySelector("main").getBoundingClientRect().right + 1;
        return [...document.querySelectorAll("main *")].filter(each => !each.closest(".hide, svg")
            && each.getBoundingClientRect().right > edge).map(each => each.outerHTML.slice(0, 90)) }"""
    )
    assert off == []
    notice = page.get_by_text("Words that go on and on.")
    assert hostile or notice.evaluate("each => getComputedStyle(each).whiteSpace") == "normal"
