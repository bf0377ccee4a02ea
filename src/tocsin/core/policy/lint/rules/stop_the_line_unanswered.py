"""Stop-the-line pages somebody, at once (A2.3)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.coverage import FULL, SEASONS, gap, of_ladder
from tocsin.core.policy.lint.paging import team_people
from tocsin.core.policy.lint.rule import ERROR, WARNING, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A stop-the-line criterion whose team leads to no person, to no phone, or for hours to nobody."""
    policy = context.policy
    for id_, stop in policy.stop_the_line.items():
        if stop.page not in policy.teams:
            continue
        people = team_people(policy, stop.page)
        if not people:
            text, help_ = f"team `{stop.page}` leads to no person", "give the team a ladder with people"
            yield Found(("stop_the_line", id_, "page"), f"`{id_}` pages nobody: {text}", help_)
        elif not any(policy.contacts[p].phone for p in people if p in policy.contacts):
            text = f"`{id_}` pages team `{stop.page}`, where nobody has a phone number"
            yield Found(("stop_the_line", id_, "page"), text, "add a phone number", gravity=WARNING)
        elif when := _waits(context, stop.page):
            text = f"`{id_}` pages team `{stop.page}`, whose ladder only waits for its opening {when}"
            yield Found(("stop_the_line", id_, "page"), text, "add a rung for any time", gravity=WARNING)


def _waits(context: Context, team: str) -> str:
    """The time of the week at which every rung waits, for what must never wait."""
    policy = context.policy
    ladder = policy.ladders.get(policy.teams[team].ladder or "")
    for season in SEASONS if ladder else ():
        if ladder and of_ladder(policy, ladder, season, waiting=True) == FULL:
            zone = policy.organisation.zone
            if when := gap(of_ladder(policy, ladder, season, waiting=False), zone, season):
                return f"{when} in {zone}"
    return ""


RULE = Rule(
    id="stop-the-line-unanswered",
    title="Stop-the-line reaches a person",
    why="Security, safety and data loss pass every gate; that is worth nothing if the page ends at an "
    "empty team.",
    bad="contacts: {ana: {phone: ''}, ben: {phone: ''}, cleo: {phone: ''}}",
    good="stop_the_line: {lost: {page: platform}}",
    check=check,
    gravity=ERROR,
    shows=("A2.3",),
)
