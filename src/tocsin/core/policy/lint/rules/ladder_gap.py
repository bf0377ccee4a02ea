"""Whatever the hour of the week, some rung of a ladder finds somebody (A4.2, A4.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.coverage import FULL, SEASONS, gap, of_ladder
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.core.policy.schema.people import Ladder


def check(context: Context) -> Iterator[Found]:
    """A ladder whose rungs all page rotations with a gap, or page in some hours only, at the same time."""
    policy = context.policy
    zone = policy.organisation.zone
    for id_, ladder in policy.ladders.items():
        for season in SEASONS:
            found = of_ladder(policy, ladder, season, waiting=True)
            # A ladder that never reaches anybody is told where it is named.
            if found in (FULL, 0) and not _ends(context, ladder):
                continue
            text = f"ladder `{id_}` finds nobody {gap(found, zone, season)} in {zone}: {_why(ladder)}"
            yield Found(("ladders", id_), text, "add `last:`, or a rung that pages at any time", key=True)
            break


def _why(ladder: Ladder) -> str:
    limited = all(rung.hours != ALWAYS for rung in ladder.rungs.values())
    return "every rung is limited to hours" if limited else "no rung covers the gap of its rotations"


def _ends(context: Context, ladder: Ladder) -> bool:
    """True when every rotation of the ladder ends on some day, and nobody else is on it."""
    targets = [t for rung in ladder.rungs.values() for t in (rung.page, *rung.also)]
    rotations = [context.policy.rotations.get(t.id) for t in targets if t.kind == "rotation"]
    only = len(rotations) == len(targets) and ladder.last is None
    return only and all(r and all(t.until for _, t in r.each()) for r in rotations)


RULE = Rule(
    id="ladder-gap",
    title="At any hour a ladder finds somebody",
    why="A rotation may have a gap, and a rung may page in working hours only, as long as another rung takes "
    "the page then. What is counted is a usual week, in winter and in summer, without days off and "
    "overrides. A rung that waits for its opening (`outside: wait`) is taken as meant.",
    bad="rotations:\n"
    "  night: {name: Night, zone: Europe/Berlin, people: [ana, ben], start: 2026-01-05, only: {daily: "
    '["18:00-08:00"]}}\n'
    '  platform: {only: {mon-fri: ["08:00-18:00"]}}\n'
    '  backup: {only: {mon-fri: ["08:00-18:00"]}}\n'
    "ladders: {platform: {rungs: {lead: {page: rotation night, wait: 5m}}}}",
    good="rotations:\n"
    "  night: {name: Night, zone: Europe/Berlin, people: [ana, ben], start: 2026-01-05, only: {daily: "
    '["18:00-08:00"], sat-sun: ["08:00-18:00"]}}\n'
    '  platform: {only: {mon-fri: ["08:00-18:00"]}}\n'
    '  backup: {only: {mon-fri: ["08:00-18:00"]}}\n'
    "ladders: {platform: {rungs: {lead: {page: rotation night, wait: 5m}}}}",
    check=check,
    shows=("A4.2", "A4.5", "A13.2"),
)
