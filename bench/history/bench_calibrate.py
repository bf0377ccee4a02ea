"""Calibrate on ten million states by twelve criteria: against hand-written SQL, and against a loop in Python.

Each side runs in a process of its own, ours and theirs in turn; ratios are of the best runs. The clock starts
when the libraries are imported, on both sides: the start of the program has a benchmark of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "src"))
sys.path.insert(0, str(HERE))

ROWS = int(os.environ.get("TOCSIN_BENCH_ROWS", "10000000"))
ROUNDS = 3
SLICE = 60_000
MAX_RATIO, MAX_MIB, MIN_LOOP = 1.3, 1024, 50


def run(side: str, path: Path) -> dict[str, Any]:
    """One run in its own process: seconds, peak memory in MiB, and the counts."""
    command = [sys.executable, str(HERE / "sides.py"), side, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        path = Path(folder) / "states.parquet"
        import sides

        sides.generate(path, ROWS)
        print(f"   {ROWS:,} states, 12 criteria, Parquet of {path.stat().st_size / 2**20:.0f} MiB")
        pairs = [(run("ours", path), run("theirs", path)) for _ in range(ROUNDS)]
        loop = run("loop", path)
    ours = min((a for a, _ in pairs), key=lambda r: r["seconds"])
    theirs = min((b for _, b in pairs), key=lambda r: r["seconds"])
    ratio, peak = ours["seconds"] / theirs["seconds"], max(a["mib"] for a, _ in pairs)
    by_loop, bare = (
        value / SLICE * ROWS / ours["seconds"] for value in (loop["seconds"], loop["counts"]["bare"])
    )
    same = ours["counts"] == theirs["counts"]
    print(
        f"   calibrate {ours['seconds']:.2f} s, hand-written SQL {theirs['seconds']:.2f} s: ratio "
        f"{ratio:.2f} (at most {MAX_RATIO})"
    )
    print(f"   peak memory {peak:.0f} MiB (below {MAX_MIB})")
    print(f"   replaying every state through triage in Python: {by_loop:.0f} x as long (at least {MIN_LOOP})")
    print(f"   a loop over the bare compiled criteria, without reasons: {bare:.0f} x as long")
    print(f"   same counts: {'yes' if same else 'NO'}")
    return 0 if same and ratio <= MAX_RATIO and peak < MAX_MIB and by_loop >= MIN_LOOP else 1


if __name__ == "__main__":
    sys.exit(main())
