"""The three sides of the race, each called in a process of its own: `sides.py ours|theirs|loop FILE`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "src"))
SLICE = 60_000
STATES = """
COPY (
  WITH numbered AS (SELECT i, i // 6 AS t, i % 6 AS k, 1600000000000000 + (i // 6) * 5000000 AS o FROM range({rows}) AS r(i))
  SELECT 'T' || lpad(CAST(t AS VARCHAR), 8, '0') AS ticket,
    make_timestamp(o + k * 3600000000 * CAST(hash(t) % 20 AS BIGINT)) AS valid_from,
    make_timestamp(o + (k + 1) * 3600000000 * CAST(hash(t) % 20 AS BIGINT)) AS valid_to,
    make_timestamp(o) AS opened_at,
    (['P1', 'P2', 'P3', 'P3', 'P3', 'P3', 'P3', 'P4'])[CAST(hash(t * 3) % 8 AS INT) + 1] AS severity,
    (['free', 'pro', 'enterprise'])[CAST(hash(t * 5) % 3 AS INT) + 1] AS segment,
    CAST(hash(i * 7) % 100 AS BIGINT) AS customers_affected,
    hash(i * 11) % 2 = 0 AS production,
    CASE WHEN hash(i * 13) % 3 = 0 THEN NULL ELSE hash(i * 13) % 2 = 0 END AS workaround,
    CAST(hash(t * 17) % 20000000 AS BIGINT) AS arr,
    CAST(hash(i * 19) % 10 AS BIGINT) AS reassignments,
    CAST(hash(i * 23) % 3 AS BIGINT) AS reopened
  FROM numbered
) TO '{path}' (FORMAT parquet)
"""  # noqa: E501 (a statement reads best in its own lines)
NAMES = (
    "wide",
    "top",
    "bounced",
    "reopened",
    "stuck",
    "hurt",
    "bounced-reopened",
    "small",
    "many",
    "long",
    "rich",
    "very-long",
)


def generate(path: Path, rows: int) -> None:
    """The states, the same on every machine with the same DuckDB."""
    import duckdb

    duckdb.connect().execute(STATES.format(rows=rows, path=path))


def ours(path: Path) -> dict[str, object]:
    from tocsin.app.calibrate import judge, open_for
    from tocsin.bootstrap import load_policy
    from tocsin.core.history.report import as_json
    from tocsin.core.policy.source import Source
    from tocsin.warehouse.engine import Engine
    from tocsin.warehouse.history import Wish, open_history

    begun = time.perf_counter()
    mapping = Source("mapping.yaml", (HERE / "mapping.yaml").read_text())
    loaded = load_policy(str(HERE / "policy.yaml"))
    opened = open_for(loaded, mapping, lambda m, v: open_history(Engine, Wish((str(path),)), m, v))
    report = as_json(judge(opened, lambda text: None))
    opened.history.close()
    counts = {c["id"]: [c["tickets"], c["alone"], c["unknown"]] for c in report["criteria"]}
    return {
        "criteria": [counts[name] for name in NAMES],
        "levels": [report["by_level"][str(n)]["tickets"] for n in range(5)],
        "severities": list(report["by_severity"].values()),
        "weeks": sum(week["escalations"] for week in report["load"]["per_week"]["weekly"]),
        "seconds": time.perf_counter() - begun,
    }


BY_HAND = """
CREATE TEMP TABLE tickets AS
WITH states AS (
  SELECT ticket, valid_from AS f, valid_to AS u, opened_at AS o, segment, customers_affected AS n, production, workaround,
    arr, reassignments, reopened, severity AS stated,
    customers_affected > 97 AND production AS wide, segment = 'enterprise' AND customers_affected > 95 AS top
  FROM '{path}'),
severe AS (
  SELECT *, CASE WHEN stated = 'P1' OR wide THEN 1 WHEN stated = 'P2' OR top THEN 2 WHEN stated = 'P4' THEN 4 ELSE 3 END AS s,
    greatest(f, u - INTERVAL 1 microsecond) AS last FROM states),
judged AS (
  SELECT *, reassignments > 8 AS bounced, reopened > 1 AND production AS reop, s = 3 AND last - o > INTERVAL 20 hours AS stuck,
    s = 2 AND production AND NOT workaround AS hurt, reassignments > 7 AND reopened > 0 AS br,
    NOT workaround AND s = 2 AND segment = 'pro' AS small, s = 1 AND n > 90 AS many, s = 1 AND last - o > INTERVAL 60 hours AS long,
    arr > 18000000 AND workaround AS rich, s = 1 AND last - o > INTERVAL 90 hours AND arr > 18000000 AS vl FROM severe),
raised AS (
  SELECT *, CASE WHEN bounced OR reop OR hurt OR br OR small OR many OR rich THEN f ELSE least(
    CASE WHEN stuck THEN greatest(f, o + INTERVAL 20 hours + INTERVAL 1 microsecond) END,
    CASE WHEN long THEN greatest(f, o + INTERVAL 60 hours + INTERVAL 1 microsecond) END,
    CASE WHEN vl THEN greatest(f, o + INTERVAL 90 hours + INTERVAL 1 microsecond) END) END AS first,
    CASE WHEN vl OR rich OR many OR long THEN 1 ELSE 0 END AS team FROM judged)
SELECT ticket, min(s) AS s, min(first) AS first, arg_min(team, first) AS team, {aggregates} FROM raised GROUP BY ticket
"""  # noqa: E501


def theirs(path: Path) -> dict[str, object]:
    import duckdb

    begun = time.perf_counter()
    db = duckdb.connect()
    db.execute("SET memory_limit = '768MB'; SET preserve_insertion_order = false; SET TimeZone = 'UTC'")
    names = ("wide", "top", "bounced", "reop", "stuck", "hurt", "br", "small", "many", "long", "rich", "vl")
    aggregates = ", ".join(f"bool_or({n}) AS {n}, bool_or({n} IS NULL) AS u_{n}" for n in names)
    db.execute(BY_HAND.format(path=path, aggregates=aggregates))
    raises = " + ".join(f"CAST(coalesce({n}, FALSE) AS INT)" for n in names[2:])
    severe = " + ".join(f"CAST(coalesce({n}, FALSE) AS INT)" for n in names[:2])
    sums = ", ".join(
        f"count(*) FILTER ({n}), count(*) FILTER ({n} AND {'severe' if n in names[:2] else 'raises'} = 1), "
        f"count(*) FILTER (u_{n} AND {n} IS NOT TRUE)"
        for n in names
    )
    level = (
        "CASE WHEN vl OR rich THEN 4 WHEN many OR long THEN 3 WHEN hurt OR br OR small THEN 2 WHEN "
        "bounced OR reop OR stuck THEN 1 ELSE 0 END"
    )
    rows = db.execute(
        f"SELECT {level} AS level, s, count(*), {sums} FROM (SELECT *, {raises} AS raises, {severe} AS "
        f"severe FROM tickets) GROUP BY 1, 2"
    ).fetchall()
    local = "timezone('America/New_York', timezone('UTC', first))"
    weeks = db.execute(
        f"SELECT date_trunc('week', {local}), count(*) FROM tickets WHERE first IS NOT NULL GROUP BY 1"
    ).fetchall()
    db.execute(
        f"SELECT dayofweek({local}), hour({local}), team, count(*) FROM tickets WHERE first IS NOT NULL "
        f"GROUP BY ALL"
    ).fetchall()
    return {
        "criteria": [[sum(r[3 + 3 * n + k] for r in rows) for k in range(3)] for n in range(len(names))],
        "levels": [sum(r[2] for r in rows if r[0] == n) for n in range(5)],
        "severities": [sum(r[2] for r in rows if r[1] == n) for n in (1, 2, 3, 4)],
        "weeks": sum(n for _, n in weeks),
        "seconds": time.perf_counter() - begun,
    }


def loop(path: Path) -> dict[str, object]:
    """Every state replayed through triage, one after the other, with reasons; and the bare criteria alone."""
    return {"seconds": _replay(path, SLICE // 10, "triage") * 10, "bare": _replay(path, SLICE, "bare")}


def _replay(path: Path, count: int, how: str) -> float:
    import duckdb

    from tocsin.bootstrap import load_policy
    from tocsin.core.model.instant import from_micros
    from tocsin.core.triage.decide import Triage

    triage = Triage(load_policy(str(HERE / "policy.yaml")).require())
    judge = triage.judge.judge if how == "bare" else lambda facts, now: triage.decide(facts, from_micros(now))
    rows = duckdb.connect().execute(
        "SELECT ticket, epoch_us(valid_from), epoch_us(valid_to), epoch_us(opened_at) AS opened_at, "
        "severity, segment, "
        f"customers_affected, production, workaround, arr, reassignments, reopened FROM '{path}' LIMIT "
        f"{count}"
    )
    names = [column[0] for column in rows.description][3:]
    levels: dict[str, int] = {}
    begun = time.perf_counter()
    for ticket, start, end, *cells in rows.fetchall():
        facts = {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
        for now in (start, max(start, end - 1)):
            levels[ticket] = max(levels.get(ticket, 0), judge(facts, now).level)
    return time.perf_counter() - begun


if __name__ == "__main__":
    side, file = sys.argv[1], Path(sys.argv[2])
    started = time.perf_counter()
    counts = {"ours": ours, "theirs": theirs, "loop": loop}[side](file)
    result = {
        "seconds": counts.pop("seconds"),
        "whole": time.perf_counter() - started,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "counts": counts,
    }
    print(json.dumps(result))
