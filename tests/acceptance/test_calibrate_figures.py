"""Figures of `tocsin calibrate` that are easily a little wrong, on histories that are counted by hand."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.acceptance.call import Done, tocsin
from tocsin.core.history.load import Load

pytestmark = pytest.mark.req("A13.1")
POLICY = """
tocsin: 1
document: {title: T, version: 1.0.0, updated: 2026-11-23, department: S, effective: 2026-12-01}
organisation: {name: T, industry: other, zone: UTC, channels: [email], support_hours: office}
calendars: {office: {name: O, zone: UTC, hours: {daily: ["08:00-20:00"]}}}
segments: {free: {name: F}, pro: {name: P}}
facts: {n: {type: integer}, fee: {type: money, unit: USD}}
severities:
  P1: {name: P1, means: "-", response: 1h, resolution: 4h, update: 1h}
  P3: {name: P3, means: "-", response: 1h, resolution: 4h, update: as needed}
levels:
  0: {name: "0", means: "-"}
  1: {name: "1", means: "-", when: {many: "n > 0"}}
  2: {name: "2", means: "-", when: {stays: "n > 1 && age >= duration('1h')"}}
teams: {support: {name: Support, function: support}}
routes: {rest: {name: Rest, team: support}}
"""
MAPPING = """
tocsin_mapping: 1
name: T
rows: change
ticket: id
changed_at: at
zone: UTC
columns: {n: n, segment: segment, fee: fee}
"""
Row = tuple[str, str, int, str]
Calibrate = Callable[..., Done]


@pytest.fixture
def calibrate(tmp_path: Path) -> Calibrate:
    """Calibrates a policy on rows; writes them as CSV unless a file is given."""

    def run(rows: list[Row] | Path, *words: str, policy: str = POLICY, mapping: str = MAPPING) -> Done:
        (tmp_path / "policy.yaml").write_text(policy)
        (tmp_path / "mapping.yaml").write_text(mapping)
        path = rows if isinstance(rows, Path) else tmp_path / "h.csv"
        if not isinstance(rows, Path):
            lines = ["id,at,n,segment,fee", *(",".join(map(str, (*row, 5))) for row in rows)]
            path.write_text("\n".join(lines) + "\n")
        args = (str(tmp_path / "policy.yaml"), str(path), "--mapping", str(tmp_path / "mapping.yaml"))
        return tocsin("calibrate", *args, "--format", "json", *words)

    return run


def days(count: int, segment: str = "pro") -> list[Row]:
    """A ticket a day at three in the morning, from Monday 2026-01-05."""
    first = datetime(2026, 1, 5, 3, tzinfo=UTC)
    return [(f"T{n:02}", f"{first + timedelta(days=n):%Y-%m-%d %H:%M}", 1, segment) for n in range(count)]


def test_averages_begin_where_from_says(calibrate: Calibrate) -> None:
    report = calibrate(days(63), "--from", "2026-02-16").json()
    week = report["load"]["per_week"]
    assert report["tickets"] == 21
    assert report["period"]["from"] == "2026-02-16T00:00:00Z"
    assert (week["mean"], week["median"], week["weeks"]) == (7, 7, 2)
    assert report["load"]["per_team"]["support"]["mean"] == 7
    assert [each["week"] for each in week["weekly"]] == ["2026-02-16", "2026-02-23", "2026-03-02"]


def test_the_first_escalation_is_in_support_hours_if_it_comes_in_them(calibrate: Calibrate) -> None:
    rows = [("A", "2026-01-05 08:07:30", 1, "pro"), ("B", "2026-01-05 21:00", 1, "pro")]
    assert calibrate(rows).json()["load"]["after_hours_share"] == 0.5


TIES = [("A", "2026-01-05 09:00", n, "pro") for n in (0, 2, 3, 0)]
TIES += [("B", "2026-01-05 09:00", n, "pro") for n in (2, 0, 1, 2)]
TIES += [("Z", "2026-01-05 18:00", 0, "pro")]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_rows_of_one_instant_keep_the_order_of_their_file(
    calibrate: Calibrate, tmp_path: Path, form: str
) -> None:
    """The last of them lasts: only on B is `n > 1` still true an hour later."""
    rows: Any = TIES
    if form != "csv":
        rows = tmp_path / f"h.{form}"
        lines = [json.dumps(dict(zip(("id", "at", "n", "segment"), r, strict=True))) for r in TIES]
        (tmp_path / "h.jsonl").write_text("\n".join(lines) + "\n")
    if form == "parquet":
        duckdb.connect().sql(
            f'SELECT id, "at"::VARCHAR AS "at", n, segment FROM read_json(\'{tmp_path}/h.jsonl\')'
        ).write_parquet(str(rows))
    mapping = MAPPING.replace(", fee: fee", "")
    levels = calibrate(rows, mapping=mapping).json()["by_level"]
    assert {level: levels[level]["tickets"] for level in "012"} == {"0": 1, "1": 1, "2": 1}


def test_each_policy_reads_the_values_that_it_lists(calibrate: Calibrate, tmp_path: Path) -> None:
    """Compared, a policy has the same counts as alone, also where it knows values that the first does not."""
    rows = [*days(4), *((f"V{id_}", at, n, "vip") for id_, at, n, _ in days(3))]
    wider = POLICY.replace("pro: {name: P}", "vip: {name: V}").replace("n > 0", "segment == 'vip'")
    (tmp_path / "wider.yaml").write_text(wider)
    mapping = MAPPING + "values: {segment: {pro: pro, vip: vip}}\n"
    found = calibrate(rows, "--compare", str(tmp_path / "wider.yaml"), mapping=mapping).json()
    assert found["by_level"]["1"]["tickets"] == 7
    assert found["history"]["strays"] == [{"fact": "segment", "column": "segment", "value": "vip", "rows": 3}]
    assert {"id": "many", "here": 7, "there": 3} in found["compare"]["criteria"]
    assert found["compare"]["matrix"] == [
        {"from": 1, "to": 0, "tickets": 4},
        {"from": 1, "to": 1, "tickets": 3},
    ]
    alone = calibrate(rows, policy=wider).json()
    assert alone["by_level"]["1"]["tickets"] == 3


def test_policies_that_take_a_fact_for_two_things_are_not_compared(
    calibrate: Calibrate, tmp_path: Path
) -> None:
    (tmp_path / "yen.yaml").write_text(POLICY.replace("unit: USD", "unit: JPY"))
    done = calibrate(days(2), "--compare", str(tmp_path / "yen.yaml"))
    assert done.code == 1
    assert "`fee` is money in JPY here, and money in USD in the policy" in done.err
    assert "declare it alike in both" in done.err


@pytest.mark.parametrize(
    ("good", "bad", "text"),
    [
        ("08:00-20:00", "22:00-06:00", "`22:00-06:00` is no window"),
        ("name: O, zone: UTC", "name: O, zone: Mars", "`Mars` is no time zone"),
        ("industry: other, zone: UTC", "industry: other, zone: Mars", "`Mars` is no time zone"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_in_words(
    calibrate: Calibrate, good: str, bad: str, text: str
) -> None:
    done = calibrate(days(2), policy=POLICY.replace(good, bad))
    assert done.code == 1
    assert text in done.err
    assert "policy.yaml:" in done.err


@pytest.mark.parametrize(("weeks", "p90"), [(1, 0), (9, 8), (10, 8), (11, 9), (20, 17), (21, 18)])
def test_nine_weeks_in_ten_keep_to_the_90th_percentile(weeks: int, p90: int) -> None:
    mondays = tuple(date(2026, 1, 5) + timedelta(weeks=n) for n in range(weeks))
    load = Load(dict(zip(mondays, range(weeks), strict=True)), [0] * 168, {}, {}, 0, 0, mondays)  # type: ignore[arg-type]
    assert load.figures()["p90"] == p90


def test_figures_stay_exact_when_tickets_differ_in_too_many_ways(
    calibrate: Calibrate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thresholds are left alone then, and told; no ticket is."""
    monkeypatch.setattr("tocsin.app.calibrate_advice.MAX_PATTERNS", 8)
    bounds = "parameters: {a: {value: 0, from: 0, to: 9}, b: {value: 9 USD, from: 1 USD, to: 9 USD}}\nteams:"
    policy = POLICY.replace("teams:", bounds).replace("n > 0", "n > a").replace("n > 1 &&", "fee > b &&")
    rows = [(f"T{n:03}", "2026-01-05 09:00", n % 10, "pro") for n in range(99)]
    rows.append(("Z", "2026-01-06 09:00", 9, "pro"))
    found = calibrate(rows, policy=policy).json()
    assert found["search"]["left"] == {
        "a": "the tickets differ in too many ways to search it together with the others"
    }
    assert found["search"]["present"]["escalated"] == found["targets"]["escalated"]["actual"] == 0.9
    monkeypatch.undo()
    found = calibrate(rows, policy=policy).json()
    assert found["search"]["left"] == {}
    assert found["advice"][0]["parameter"] == "a"


@pytest.mark.parametrize(
    "changes",
    [
        {"update: 1h}": "update: 1h, when: {old: \"age >= duration('1h')\"}}"},
        {"teams:": "stop_the_line: {s: {if: n > 0, level: 0, severity: P1, page: support}}\nteams:"},
    ],
    ids=["raised by time", "raised by stop-the-line"],
)
def test_a_time_limit_that_depends_on_the_severity_follows_it(
    calibrate: Calibrate, changes: dict[str, str]
) -> None:
    """P1 from eight or from ten past seven on: its limit of two hours is reached at nine."""
    policy = POLICY.replace('when: {many: "n > 0"}', "")
    limit = "age >= (severity == 'P1' ? duration('2h') : duration('30h'))"
    policy = policy.replace("n > 1 && age >= duration('1h')", limit)
    for old, new in changes.items():
        policy = policy.replace(old, new, 1)
    rows = [("A", "2026-01-05 07:10", 1, "pro"), ("B", "2026-01-06 07:10", 0, "pro")]
    load = calibrate(rows, "--to", "2026-01-06", policy=policy).json()["load"]
    assert load["peak_hour"] == {"day": "Monday", "hour": 9, "escalations": 1}
