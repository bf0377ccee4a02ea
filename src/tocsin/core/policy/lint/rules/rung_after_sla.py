"""The backup is paged before the time to acknowledge is over (A4.3, A4.5)."""

from collections.abc import Iterator
from datetime import timedelta

from tocsin.core.policy.lint.paging import ladder_levels
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A first rung that waits longer than the shortest time to acknowledge where the ladder is used."""
    policy = context.policy
    for id_, ladder in policy.ladders.items():
        waits = [(rung_id, rung.wait) for rung_id, rung in ladder.rungs.items()]
        if len(waits) + bool(ladder.last) < 2:
            continue
        rung_id, wait = waits[0]
        tightest = _tightest(context, id_)
        if tightest and wait.approximate() > tightest[0]:
            _, level, segment, span = tightest
            text = f"the next rung is paged after {wait}, but level {level} is acknowledged within {span}"
            help_ = f"wait less than {span} (`{segment}`), or promise more time to acknowledge"
            related = (("levels", level, "acknowledge", segment),)
            yield Found(("ladders", id_, "rungs", rung_id, "wait"), text, help_, related=related)


def _tightest(context: Context, ladder: str) -> tuple[timedelta, int, str, str] | None:
    found = [
        (span.approximate(), level, segment, str(span))
        for level in ladder_levels(context.policy, ladder)
        for segment, span in context.policy.levels[level].acknowledge.items()
    ]
    return min(found) if found else None


RULE = Rule(
    id="rung-after-sla",
    title="The backup is paged within the time to acknowledge",
    why="If the backup is paged only when the promise is already broken, the backup cannot keep it.",
    bad="ladders: {platform: {rungs: {primary: {wait: 20m}}}}",
    good="ladders: {platform: {rungs: {primary: {wait: 5m}}}}",
    check=check,
    shows=("A4.3", "A4.5"),
)
