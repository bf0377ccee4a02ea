"""`make demo`: the main job on a real history, a night on the desk, then a desk to open; all in ./demo/."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tools import night, serving

ROOT = Path(__file__).resolve().parent.parent
POLICY = "demo/policy"
SAMPLE = "samples/servicenow"
OUTCOMES = ["--outcomes", f"{SAMPLE}/outcomes.parquet"]
HISTORY = ["calibrate", POLICY, f"{SAMPLE}/events.parquet", "--mapping", "servicenow", *OUTCOMES]
TICKET = ["--facts", "samples/ticket.json", "--at", "2026-11-23T10:00:00Z"]


def printing() -> list[tuple[str, list[str]]]:
    """One step per document and format."""
    wanted = [(kind, ending) for kind in ("playbook", "protocol") for ending in ("html", "pdf")]
    return [
        (
            f"Print the {kind} as {ending.upper()}",
            ["document", POLICY, "--kind", kind, "-o", f"demo/{kind}.{ending}"],
        )
        for kind, ending in wanted
    ]


STEPS: list[tuple[str, list[str]]] = [
    ("Ten answers become a policy", ["init", POLICY, "--answers", "samples/answers.yaml"]),
    ("What is wrong with it, and where", ["check", POLICY]),
    ("The policy's own tests", ["test", POLICY]),
    ("Ask it about one ticket", ["triage", POLICY, *TICKET]),
    (
        "Run it over 13,698 real tickets: the figures",
        [*HISTORY, "--format", "json", "-o", "demo/calibration.json"],
    ),
    ("The same as a report for the browser", [*HISTORY, "--format", "html", "-o", "demo/calibration.html"]),
    *printing(),
]


def tocsin() -> str:
    """The program beside this interpreter."""
    return str(Path(sys.executable).with_name("tocsin.exe" if os.name == "nt" else "tocsin"))


def run(title: str, arguments: list[str]) -> None:
    """Show one command as the reader would type it, then run it; stop the demo if it fails."""
    print(f"\n# {title}\n$ tocsin {shlex.join(arguments)}", flush=True)
    code = subprocess.run([tocsin(), *arguments], cwd=ROOT, check=False).returncode
    if code:
        sys.exit(f"demo: that command ended with {code}; the demo stops here")


def percent(share: float) -> str:
    """A share of 1 as people write it."""
    return f"{share * 100:.1f} %"


def band(label: str, target: dict[str, Any]) -> str:
    """An actual share beside the band it is held to."""
    verdict = "within" if target["met"] else "OUTSIDE"
    ends = f"{target['low'] * 100:g} to {target['high'] * 100:g} %"
    return f"{label:<16}{percent(target['actual']):>7}   {verdict} the target of {ends}"


def level_line(number: str, level: dict[str, Any]) -> str:
    """One level: tickets that reached it as their highest, and their share."""
    label = f"highest level {number}"
    return f"{label:<16}{percent(level['share']):>7}   {level['tickets']:,} tickets"


def figures(report: dict[str, Any]) -> list[str]:
    """What the calibration found; every figure is read from its JSON."""
    period, levels = report["period"], report["by_level"]
    return [
        f"{report['tickets']:,} tickets in {report['rows']:,} states, {report['rejected']:,} rows rejected, "
        f"{str(period['from'])[:10]} to {str(period['to'])[:10]}",
        "",
        band("escalate", report["targets"]["escalated"]),
        band("reach level 3", report["targets"]["level_3"]),
        *(level_line(number, levels[number]) for number in sorted(levels)),
        f"busiest hour    {busiest(report['load']['peak_hour'])}",
        *advice(report),
    ]


def summary(report: dict[str, Any], seconds: float) -> str:
    """The figures, the policy they hold for, and the files that were written."""
    lines = [
        *figures(report),
        "",
        f"Policy {report['policy']['hash'][:12]}, {seconds:.0f} s in all. Written:",
        *(f"  {p.relative_to(ROOT)}  {p.stat().st_size / 1024:,.0f} KB" for p in written()),
        "Open demo/calibration.html first.",
    ]
    return "\n".join(lines)


def advice(report: dict[str, Any]) -> list[str]:
    """Which thresholds calibration would move, and what that would do; nothing if it has no advice."""
    moves = [f"{a['parameter']} {a['from']} to {a['to']}" for a in report.get("advice", ())]
    verdict = report.get("search", {}).get("verdict", "")
    return [f"advice          {', '.join(moves)}", f"{'':16}{verdict}"] if moves else []


def busiest(peak: dict[str, Any] | None) -> str:
    """The hour of the week in which most tickets escalate, in words."""
    if not peak:
        return "nothing escalated"
    return f"{peak['day']} {peak['hour']:02d}:00, {peak['escalations']:,} escalations in all"


def written() -> list[Path]:
    """The files of ./demo/ without the policy's own."""
    kinds = {".html", ".pdf", ".json", ".db"}
    return sorted(p for p in (ROOT / "demo").iterdir() if p.suffix in kinds and p != serving.LOGINS)


def main() -> int:
    """Run every step from an empty ./demo/ and end with the summary."""
    begun = time.monotonic()
    serving.stop()
    shutil.rmtree(ROOT / "demo", ignore_errors=True)
    for title, arguments in STEPS:
        run(title, arguments)
    if code := night.run(tocsin(), ROOT, ROOT / "demo"):
        sys.exit(f"demo: that command of the night ended with {code}; the demo stops here")
    report = json.loads((ROOT / "demo" / "calibration.json").read_text(encoding="utf-8"))
    print(
        "\n# A desk that has lived through nine days of that history, moved to the days before now",
        flush=True,
    )
    if serving.fill(POLICY):
        sys.exit("demo: the desk could not be filled; the demo stops here")
    print("\n" + "-" * 72 + "\n" + summary(report, time.monotonic() - begun))
    return serving.serve(tocsin())


if __name__ == "__main__":
    sys.exit(main())
