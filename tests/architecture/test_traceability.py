"""The generated pages say what the code says, and requirement ids mean something."""

from __future__ import annotations

from pathlib import Path

from tools.docs.pages import generated_pages, stale_pages
from tools.docs.traceability import shown_by_tests
from tools.requirement_ids import known_ids, requirements

FACES = {"document", "desk", "history"}


def test_every_requirement_has_words_and_faces() -> None:
    wrong = [
        r.id for r in requirements() if not r.text.endswith(".") or not set(r.faces) <= FACES or not r.faces
    ]
    assert not wrong
    assert len(known_ids()) == len(requirements()), "an id stands twice"


def test_the_seven_principles_and_the_eleven_parts_of_the_protocol_are_there() -> None:
    wanted = (
        {f"AP.{n}" for n in range(1, 8)} | {f"B{n}" for n in range(1, 12)} | {f"A0.{n}" for n in range(1, 11)}
    )
    assert wanted <= known_ids()


def test_generated_pages_are_up_to_date() -> None:
    stale = stale_pages(generated_pages())
    assert not stale, f"run `make docs-write`: {stale}"


def test_generation_gives_the_same_text_twice() -> None:
    assert generated_pages() == generated_pages()


def test_a_marker_on_a_module_or_class_or_function_counts(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_x.py").write_text(
        "import pytest\n"
        'pytestmark = pytest.mark.req("A1.0")\n'
        '@pytest.mark.req("A1.1")\n'
        "class TestA:\n"
        '    @pytest.mark.req("A1.2", "A1.3")\n'
        "    def test_in(self): ...\n"
        "def test_out(): ...\n"
    )
    shown = shown_by_tests(folder)
    assert {i: names["tests/test_x.py"] for i, names in shown.items()} == {
        "A1.0": ["`test_in`", "`test_out`"],
        "A1.1": ["`test_in`"],
        "A1.2": ["`test_in`"],
        "A1.3": ["`test_in`"],
    }
