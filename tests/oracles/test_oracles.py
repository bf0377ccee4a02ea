"""What other projects' tests assert about time, on-call and ladders, asked of ours, case by case.

pytest tests/oracles                          the facts shipped with the repo, and our own cases
TOCSIN_ORACLES=DIR pytest tests/oracles       any directory of such files
"""

from __future__ import annotations

import pytest

from tests.oracles.files import Case, adapter, cases, chosen, directories, has_adapter

IDS = {
    "business_time": ("A0.5", "B4"),
    "sla_clock": ("A4.3", "B4"),
    "rotation": ("A4.2",),
    "shift_rule": ("A4.2",),
    "oncall_state": ("A4.2",),
    "ladder": ("A4.5",),
}


def _params() -> list[object]:
    return [
        pytest.param(case, id=f"{case.file}:{case.id}", marks=pytest.mark.req(*IDS.get(case.kind, ("B4",))))
        for folder in directories()
        for case in cases(folder)
        if chosen() or has_adapter(case.kind)
    ]


@pytest.mark.parametrize("case", _params())
def test_we_agree(case: Case) -> None:
    found = adapter(case.kind)(case.given, case.expect, case.convention)
    assert not found, f"{case.file}:{case.id} {case.given.get('op', '')}: " + "; ".join(found)
