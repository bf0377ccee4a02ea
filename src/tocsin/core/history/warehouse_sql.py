"""The plan as a script for a warehouse: a view of verdicts, and the counts (A13.1, `--sql`)."""

from collections.abc import Iterable

from sqlglot import parse_one
from sqlglot.errors import SqlglotError

from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.history.plan import Plan
from tocsin.core.history.sql_counts import figures_sql
from tocsin.core.history.sql_plan import column_of, judged, verdicts_sql
from tocsin.core.history.sql_terms import NEVER, TEAMS, case
from tocsin.core.policy.schema.base import SEVERITIES

VIEW = "tocsin_verdicts"
_MICROS = "BIGINT, microseconds since 1970-01-01 UTC"
_KINDS = {
    Kind.BOOLEAN: "BOOLEAN", Kind.INTEGER: "BIGINT", Kind.NUMBER: "DOUBLE", Kind.TEXT: "text",
    Kind.CHOICE: "text", Kind.SET: "array of text", Kind.MONEY: "BIGINT, minor units (cents)",
    Kind.DURATION: "BIGINT, microseconds", Kind.INSTANT: _MICROS,
}  # fmt: skip


def script(plan: Plan, dialect: str, title: str, states: str = "states") -> str:
    """Comments that say what the table must hold, a view with one row per ticket, and the counts."""
    view = pretty(readable_sql(plan, dialect, states), dialect)
    counts = pretty(figures_sql(plan, VIEW), dialect)
    head = "\n".join(f"-- {line}".rstrip() for line in _comments(plan, title, states))
    return f"{head}\n\nCREATE VIEW {VIEW} AS\n{view};\n\n{counts};\n"


def readable_sql(plan: Plan, dialect: str, states: str = "states") -> str:
    """`ticket, severity, level, escalated_at, team, open_, k0_ ...`."""
    severity = case(
        [(f"rank_ = {n}", f"'{name}'") for n, name in enumerate(SEVERITIES[:-1])], f"'{SEVERITIES[-1]}'"
    )
    team = f"MOD(packed_, {TEAMS})"
    names = case([(f"{team} = {n}", _quoted(name)) for n, name in enumerate(plan.teams) if name], "''")
    raised = f"packed_ < {NEVER}"
    instant = f"CAST((packed_ - {team}) / {TEAMS} AS BIGINT)"
    answers = "".join(f", {column_of(a)}" for a in judged(plan))
    return (
        f"SELECT ticket, {severity} AS severity, level_ AS level, "
        f"CASE WHEN {raised} THEN {instant} END AS escalated_at, "
        f"CASE WHEN {raised} THEN {names} END AS team, open_{answers} "
        f"FROM ({verdicts_sql(plan, dialect, states)}) AS verdicts_"
    )


def pretty(sql: str, dialect: str) -> str:
    """The same statement on many lines."""
    try:
        return parse_one(sql, read=dialect).sql(dialect=dialect, pretty=True)
    except (SqlglotError, RecursionError):
        return sql


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _comments(plan: Plan, title: str, states: str) -> Iterable[str]:
    yield f"{title}: the back-test plan, as `tocsin calibrate` runs it."
    yield f"It reads a table `{states}`: one row per state of a ticket, that is, per change."
    yield "A column that your history lacks must be there all the same, and be NULL: unknown, never false."
    yield ""
    yield "  ticket        text"
    yield f"  valid_from    {_MICROS}: from when the row is true"
    yield "  valid_to      the same: until when; the last open row ends with the period, never NULL"
    if plan.closes:
        yield "  closed_       BOOLEAN, never NULL: the ticket is closed in this row"
    else:
        yield "                rows in which the ticket is closed are left out"
    for name in sorted(_read(plan)):
        yield f"  {name:<13} {_KINDS[plan.vocabulary.facts[name].kind]}"
    yield ""
    yield f"{VIEW}: severity is the most severe and level the highest that the ticket ever had."
    yield "Columns of criteria: 2 true at some instant, 1 never true and once unknown, 0 always false."
    for asked in judged(plan):
        yield f"  {column_of(asked):<6} {asked.id} ({asked.ruled.source.decides})"


def _read(plan: Plan) -> set[str]:
    """The facts that the plan reads from the table."""
    asked = {f for a in plan.asked if a.constant is None for f in a.criterion.reads}
    routed = {f for r in plan.routes if r.criterion for f in r.criterion.reads}
    bases = {plan.vocabulary.base_of(f) for f in asked | routed | {"severity"} if f != "level"}
    return bases & plan.known
