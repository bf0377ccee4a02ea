"""`make bench`: runs every benchmark in a process of its own and prints its ratios.

A benchmark is a file `bench/ROOM/bench_*.py` that runs as a script, prints its figures and ends with 1 when
a bound is not kept. Figures are ratios within one run, so that they mean the same on any machine.
Name rooms to run only those: `python bench/run.py criteria`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def found(rooms: list[str]) -> list[Path]:
    """The benchmark files, in the order of their names."""
    return sorted(p for p in HERE.glob("*/bench_*.py") if not rooms or p.parent.name in rooms)


def main(rooms: list[str]) -> int:
    missed = []
    for path in found(rooms):
        name = path.relative_to(HERE).as_posix()
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        code = subprocess.run([sys.executable, str(path)], cwd=HERE.parent, check=False).returncode
        print(f"   ({time.monotonic() - begun:.1f} s)\n", flush=True)
        if code:
            missed.append(name)
    print(
        f"bench: bound missed or run failed: {', '.join(missed)}" if missed else "bench: every bound is kept"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
