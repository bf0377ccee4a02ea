"""Stop-the-line pages somebody, at once (A2.3)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.paging import team_people
from tocsin.core.policy.lint.rule import ERROR, WARNING, Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A stop-the-line criterion whose team leads to no person, or to no phone."""
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
