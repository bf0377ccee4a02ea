"""Time zones exist (A0.5, A4.2)."""

from collections.abc import Iterator

from tocsin.core.calendar.zones import zone_of
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """A zone that is no IANA name, with the nearest one."""
    policy = context.policy
    places: list[tuple[Path, str]] = [(("organisation", "zone"), policy.organisation.zone)]
    places += [(("calendars", id_, "zone"), c.zone) for id_, c in policy.calendars.items()]
    places += [(("rotations", id_, "zone"), r.zone) for id_, r in policy.rotations.items()]
    places += [(("contacts", id_, "zone"), c.zone) for id_, c in policy.contacts.items() if c.zone]
    for id_, rotation in policy.rotations.items():
        named = ((name, layer.zone) for name, layer in rotation.layers.items() if layer.zone)
        places += [(("rotations", id_, "layers", name, "zone"), zone) for name, zone in named]
    for path, zone in places:
        try:
            zone_of(zone)
        except ValueError as error:
            message, _, help_ = str(error).partition(": ")
            yield Found(path, message, help_, value=zone)


RULE = Rule(
    id="unknown-zone",
    title="Time zones are IANA names",
    why="An offset or an abbreviation does not know when the clocks change; `CST` is three places.",
    bad="calendars: {office: {zone: Europe/Berln}}",
    good="calendars: {office: {zone: Europe/Lisbon}}",
    check=check,
    gravity=ERROR,
    shows=("A0.5", "A4.2"),
)
