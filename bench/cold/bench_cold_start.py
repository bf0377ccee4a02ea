"""Cold start: whole processes, as multiples of an interpreter that does nothing.

Compiled files are kept, as they are on a user's machine, in a folder of this run; the first run makes them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRESETS = ROOT / "src" / "tocsin" / "presets"
ROUNDS = 7


def seconds(compiled: str, *arguments: str) -> float:
    """The best of some runs after one that compiles: the rest of the machine only ever makes a run slower."""
    best = float("inf")
    env = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        command = [sys.executable, *arguments]
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=env)
        best = min(best, time.perf_counter() - begun)
        if done.returncode:
            sys.exit(f"`{' '.join(arguments)}` failed:\n{done.stderr.decode()}{done.stdout.decode()}")
    return best


def largest_preset() -> str:
    """The overlay with the most text: each of them stands on the whole base."""
    sizes = {
        preset.parent.name: sum(f.stat().st_size for f in preset.parent.glob("*.yaml"))
        for preset in PRESETS.glob("*/policy.yaml")
    }
    return max(sizes.keys() - {"base"}, key=lambda name: sizes[name])


def measured(preset: str, folder: str) -> list[tuple[str, float, float]]:
    """Name, bound in seconds and measured seconds of each command."""
    tocsin = ("-m", "tocsin.cli")
    out = str(Path(folder) / "playbook.pdf")
    runs = (
        ("tocsin --help", 0.120, (*tocsin, "--help")),
        (f"tocsin check {preset}", 0.600, (*tocsin, "check", preset)),
        ("tocsin schema", 0.600, (*tocsin, "schema")),
        ("playbook as PDF", 1.500, (*tocsin, "document", preset, "--kind", "playbook", "--force", "-o", out)),
    )
    return [(name, bound, seconds(folder, *arguments)) for name, bound, arguments in runs]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        nothing = seconds(folder, "-c", "pass")
        print(f"{'python -c pass':42} {nothing * 1000:7.0f} ms      1.0 x")
        rows = measured(f"preset:{largest_preset()}", folder)
    for name, bound, took in rows:
        verdict = "kept" if took <= bound else "MISSED"
        multiple = f"{took / nothing:7.1f} x"
        print(f"{name:42} {took * 1000:7.0f} ms  {multiple}   bound {bound * 1000:.0f} ms {verdict}")
    return 1 if any(took > bound for _, bound, took in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
