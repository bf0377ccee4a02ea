"""At night an acknowledgement is trusted for less long than by day (A4.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A night that is no shorter in patience than the day, or that has no hours."""
    for id_, ladder in context.policy.ladders.items():
        night, path = ladder.night, ("ladders", id_, "night")
        if night is None:
            continue
        if night.start == night.end:
            text = f"the night begins and ends at {night.start}"
            yield Found((*path, "to"), text, "give it two times, such as `22:00` and `07:00`")
        elif not night.after.approximate():
            yield Found((*path, "after"), "a page is raised again as soon as it is answered", "give it time")
        elif ladder.silent_after and night.after.approximate() >= ladder.silent_after.approximate():
            text = f"the night waits {night.after}, no less than the day, {ladder.silent_after}"
            related = (("ladders", id_, "silent_after"),)
            yield Found((*path, "after"), text, "shorten it, or remove `night`", related=related)


RULE = Rule(
    id="night-patience",
    title="Patience at night is shorter than by day",
    why="An answer given half asleep is easily forgotten. That is what the night's own patience is for; the "
    "same time as by day has no effect.",
    bad="ladders: {platform: {silent_after: 30m, night: {after: 1h}}}",
    good="ladders: {platform: {silent_after: 1h, night: {after: 30m}}}",
    check=check,
    shows=("A4.5",),
)
