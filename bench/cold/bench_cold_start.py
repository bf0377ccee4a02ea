"""Cold start: whole processes, as multiples of an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRESETS = ROOT / "src" / "tocsin" / "presets"
ROUNDS = 7


def seconds(*arguments: str) -> float:
    """The best of some runs: the rest of the machine only ever makes a run slower."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False, cwd=ROOT)
        best = min(best, time.perf_counter() - begun)
        if done.returncode:
            sys.exit(f"`{' '.join(arguments)}` failed:\n{done.stderr.decode()}{done.stdout.decode()}")
    return best


def largest_preset() -> str:
    """The preset with the most text behind it, its base included."""
    sizes = {
        preset.parent.name: sum(f.stat().st_size for f in preset.parent.rglob("*.yaml"))
        for preset in PRESETS.glob("*/policy.yaml")
    }
    return max(sizes, key=lambda name: sizes[name])


def measured(preset: str, out: str) -> list[tuple[str, float, float]]:
    """Name, bound in seconds and measured seconds of each command."""
    tocsin = ("-m", "tocsin.cli")
    runs = (
        ("tocsin --help", 0.120, (*tocsin, "--help")),
        (f"tocsin check {preset}", 0.600, (*tocsin, "check", preset)),
        ("playbook as PDF", 1.500, (*tocsin, "document", preset, "--kind", "playbook", "--force", "-o", out)),
    )
    return [(name, bound, seconds(*arguments)) for name, bound, arguments in runs]


def main() -> int:
    nothing = seconds("-c", "pass")
    print(f"{'python -c pass':42} {nothing * 1000:7.0f} ms      1.0 x")
    with tempfile.TemporaryDirectory() as folder:
        rows = measured(f"preset:{largest_preset()}", str(Path(folder) / "playbook.pdf"))
    for name, bound, took in rows:
        verdict = "kept" if took <= bound else "MISSED"
        multiple = f"{took / nothing:7.1f} x"
        print(f"{name:42} {took * 1000:7.0f} ms  {multiple}   bound {bound * 1000:.0f} ms {verdict}")
    return 1 if any(took > bound for _, bound, took in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
