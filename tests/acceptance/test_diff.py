"""`tocsin diff` as people call it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def diff(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tocsin.cli", "diff", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=60, check=False)


def test_the_same_policy_has_no_change_in_meaning() -> None:
    done = diff("preset:base", "preset:base")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("no change in meaning\n")


@pytest.mark.req("B1")
def test_two_presets_differ_and_say_how(tmp_path: Path) -> None:
    out = tmp_path / "diff.json"
    done = diff("preset:base", "preset:procedure", "--format", "json", "-o", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    changes = json.loads(out.read_text(encoding="utf-8"))["changes"]
    assert any("every 45 min" in change["after"] for change in changes)


def test_a_policy_with_errors_is_refused_with_its_findings(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("tocsin: 1\ndocumint: {}\n", encoding="utf-8")
    done = diff("preset:base", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean `document`?" in done.stderr
    assert "Traceback" not in done.stderr
