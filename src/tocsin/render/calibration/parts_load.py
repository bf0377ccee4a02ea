"""What the escalations would ask of people: by week, by hour of the week, by team."""

from typing import Any

from tocsin.render.calibration.html import card, escape, met, paragraph, scroll, table
from tocsin.render.calibration.svg import weeks
from tocsin.render.calibration.words import count, number, percent, plural

Report = dict[str, Any]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekly(report: Report) -> str:
    """Escalations that begin, week by week."""
    found = report["load"]["per_week"]
    every = found["weekly"]
    rows = _busy(every)
    later = sum(r["escalations"] for r in every) - sum(r["escalations"] for r in rows)
    told = (
        f"a week: mean {number(found['mean'])}, median {number(found['median'])}, 9 of 10 weeks at most "
        f"{number(found['p90'])}, busiest {number(found['max'])}"
    )
    picture = weeks(
        [r["week"] for r in rows],
        [r["escalations"] for r in rows],
        [r["counted"] for r in rows],
        found["mean"],
        f"Escalations that begin, {told}",
    )
    pale = any(not r["counted"] for r in rows)
    note = f"Escalations that begin, {told}. The dashed line is the mean."
    note += " Pale weeks had no full intake of tickets; they are left out of the averages." if pale else ""
    note += f" {plural(later, 'escalation')} began in the quiet weeks after those shown." if later else ""
    return card("weekly", "Escalations by week", scroll(picture, "Escalations by week"), paragraph(note))


def _busy(weeks_: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The weeks up to the last that counts or that has more than a trace."""
    most = max((w["escalations"] for w in weeks_), default=0)
    last = max((n for n, w in enumerate(weeks_) if w["counted"] or w["escalations"] * 50 > most), default=0)
    return weeks_[: last + 1]


def heat(report: Report) -> str:
    """Escalations by the hour of the week in which they begin."""
    load = report["load"]
    hours, peak = load["hour_of_week"], load["peak_hour"]
    most = max(hours) or 1
    head = "".join(f'<th scope="col">{h}</th>' for h in range(24))
    body = "".join(_day(n, hours[24 * n : 24 * n + 24], most) for n in range(7))
    caption = f'<caption class="hide">Escalations by day and hour, {escape(load["zone"])}</caption>'
    inner = (
        f'<table class="heat">{caption}<thead><tr><th><span '
        f'class="hide">Day</span></th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
    told = paragraph(
        f"When escalations begin, by hour of the week in {load['zone']}. Busiest: {peak['day']} "
        f"{peak['hour']:02}:00 with "
        f"{plural(peak['escalations'], 'escalation')} over the whole period. "
        f"{percent(load['after_hours_share'])} begin outside "
        f"support hours ({load['support_hours']})."
    )
    return card("heat", "Escalations by hour of the week", scroll(inner, "Hours of the week"), told)


def _day(number_: int, hours: list[int], most: int) -> str:
    cells = "".join(f'<td class="h{_heat(n, most)}{" peak" if n == most else ""}">{n}</td>' for n in hours)
    return f'<tr><th scope="row">{_DAYS[number_]}</th>{cells}</tr>'


def _heat(number_: int, most: int) -> int:
    """0 for none, else 1 to 5."""
    return 1 + min(4, 5 * number_ // (most + 1)) if number_ else 0


def teams(report: Report) -> str:
    """Who would be paged, and whether they can carry it."""
    rows = [_team(team, each) for team, each in report["load"]["per_team"].items()]
    if not rows:
        return ""
    heads = ("Team", "Escalations", "Mean a week", "Busiest week", "Can carry", "")
    note = paragraph(
        "The team that stop-the-line or the first matching route pages at the instant of escalation."
    )
    return card("teams", "Load by team", table(heads, rows, "lrrrrl", "Load by team"), note)


def _team(team: str, each: dict[str, Any]) -> tuple[str, ...]:
    limit = each["can_carry"]
    told = "" if limit is None else met(each["met"], "met" if each["met"] else "too many")
    name = f'{escape(each["name"])}<span class="why">{escape(team)}</span>'
    figures = (count(each["escalations"]), number(each["mean"]), number(each["max"]))
    return (name, *figures, "–" if limit is None else number(limit), told)
