"""The demo's figures are real, and the README shows what the demo prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools import demo

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.req("A13.1")
def test_the_readme_shows_the_figures_that_the_demo_prints(tmp_path: Path) -> None:
    policy, report = str(tmp_path / "policy"), str(tmp_path / "calibration.json")
    history = [word if word != demo.POLICY else policy for word in demo.HISTORY]
    for arguments in (
        ["init", policy, "--answers", "samples/answers.yaml"],
        [*history, "--format", "json", "-o", report],
    ):
        call = [sys.executable, "-m", "tocsin.cli", *arguments]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    printed = demo.figures(json.loads(Path(report).read_text(encoding="utf-8")))
    missing = [line for line in printed if line.rstrip() not in readme]
    assert not missing, "paste what `make demo` prints into README.md:\n" + "\n".join(printed)
