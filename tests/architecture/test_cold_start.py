"""Quick commands stay quick: they load neither an engine nor a renderer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli import COMMANDS

HEAVY = {"duckdb", "sqlglot", "typst", "docx", "pptx", "jinja2", "rich", "markdown_it", "pyspark"}
PROBE = """
import json, sys
from tocsin.cli import main
sys.argv = json.loads({arguments!r})
try:
    main()
except SystemExit as done:
    sys.stderr.write("\\nLOADED " + json.dumps([done.code, sorted(sys.modules)]))
else:
    sys.stderr.write("\\nLOADED " + json.dumps([0, sorted(sys.modules)]))
"""


def loaded_by(*arguments: str, stdin: str = "") -> set[str]:
    """The modules that one run of the command line has imported, in a process of its own."""
    probe = PROBE.format(arguments=json.dumps(["tocsin", *arguments]))
    run = [sys.executable, "-c", probe]
    done = subprocess.run(run, input=stdin, capture_output=True, text=True, check=False)
    code, modules = json.loads(done.stderr.rpartition("LOADED ")[2])
    assert code in (0, None), done.stderr + done.stdout
    return set(modules)


def test_help_loads_no_model_and_no_engine() -> None:
    modules = loaded_by("--help")
    assert not modules & (HEAVY | {"pydantic", "yaml", "cel_expr_python"})


def test_check_loads_no_engine_and_no_renderer() -> None:
    assert not loaded_by("check", "preset:procedure") & HEAVY


def test_triage_loads_no_engine_and_no_renderer(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text("{}", encoding="utf-8")
    assert not loaded_by("triage", "preset:procedure", "--facts", str(facts)) & HEAVY


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_a_page(name: str, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tocsin.cli", name, "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    page = (root / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert f"## tocsin {name}\n" in page, "run `make docs-write`"
