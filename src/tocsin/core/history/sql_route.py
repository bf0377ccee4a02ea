"""Who is paged at the instant at which a ticket is first raised: stop-the-line, else the first route."""

from tocsin.core.history.plan import Plan, RouteAsked
from tocsin.core.history.sql_rows import RowSql
from tocsin.core.history.sql_terms import NEVER, TEAMS, any_of, case
from tocsin.core.policy.book import Stage

NOW, LEVEL = "first_", "now_level_"


def packed(rows: RowSql) -> str:
    """The first instant and the team in one number, so that one MIN over the ticket finds both."""
    pairs = [(f"{NOW} = {NEVER}", str(NEVER)), *_stops(rows), *_routes(rows)]
    return case(pairs, _with(rows.plan, ""))


def _with(plan: Plan, team: str) -> str:
    return f"{NOW} * {TEAMS} + {plan.teams.index(team)}"


def _stops(rows: RowSql) -> list[tuple[str, str]]:
    stops = [a for a in rows.plan.of(Stage.STOP_THE_LINE) if a.can_hold]
    worst_first = sorted(stops, key=lambda a: -a.level)
    return [(rows.at(a, NOW), _with(rows.plan, a.team)) for a in worst_first]


def _routes(rows: RowSql) -> list[tuple[str, str]]:
    return [(_test(rows, route), _with(rows.plan, route.team)) for route in rows.plan.routes]


def _test(rows: RowSql, route: RouteAsked) -> str:
    tests = []
    if route.levels:
        tests.append(f"{LEVEL} IN ({', '.join(map(str, route.levels))})")
    if route.criterion is not None:
        tests.append(rows.ask.true(route.criterion, NOW, rows.severity.raised(NOW), LEVEL))
    return " AND ".join(tests) or "TRUE"


def needs_level(plan: Plan) -> bool:
    """True when a route asks for the level."""
    return any(r.levels or (r.criterion and "level" in r.criterion.reads) for r in plan.routes)


def level_at(rows: RowSql) -> str:
    """The level at that instant; 0 where there is none."""
    levels = sorted({a.level for a in rows.plan.raising}, reverse=True)
    pairs = [(any_of(rows.at(a, NOW) for a in rows.plan.raising if a.level == n), str(n)) for n in levels]
    return case([(f"{NOW} = {NEVER}", "0"), *pairs], "0")
