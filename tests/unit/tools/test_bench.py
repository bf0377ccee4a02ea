"""`make bench` finds the benchmarks, and only those."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_a_benchmark_is_a_script_and_helpers_beside_it_are_not_run() -> None:
    spec = importlib.util.spec_from_file_location("bench_run", ROOT / "bench" / "run.py")
    assert spec
    assert spec.loader
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    found = [path.relative_to(run.HERE).as_posix() for path in run.found([])]
    assert found == [
        "calendar/bench_business_time.py",
        "cold/bench_cold_start.py",
        "criteria/bench_triage_rate.py",
        "desk/bench_cycles.py",
        "desk/bench_lateness.py",
        "duplicates/bench_duplicates.py",
        "history/bench_calibrate.py",
        "oncall/bench_oncall.py",
        "triage/bench_whole_policy.py",
        "web/bench_desk_first.py",
        "web/bench_desk_live.py",
        "web/bench_desk_pages.py",
        "web/bench_desk_report.py",
    ]
    assert all("def main" in (run.HERE / name).read_text(encoding="utf-8") for name in found)
    assert run.found(["cold"]) == [run.HERE / "cold/bench_cold_start.py"]
