"""A calendar opens at some time (A0.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """No window on any day."""
    for id_, calendar in context.policy.calendars.items():
        if not any(calendar.hours.values()):
            text = f"calendar `{id_}` never opens, so no clock in it ever runs out"
            yield Found(("calendars", id_, "hours"), text, "add days with windows", key=True)


RULE = Rule(
    id="calendar-never-open",
    title="A calendar opens",
    why="In a calendar without a window nothing is ever due.",
    bad="calendars: {office: {hours: {mon-fri: []}}}",
    good='calendars: {office: {hours: {mon-fri: ["09:00-10:00"]}}}',
    check=check,
    gravity=ERROR,
    shows=("A0.5",),
)
