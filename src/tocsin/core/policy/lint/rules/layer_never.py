"""Each layer of a rotation has somebody on call at some time (A4.2)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.coverage import of_turns
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.rota import Rotation, Turns


def check(context: Context) -> Iterator[Found]:
    """Turns that end before they begin, without a window, or behind layers that leave them no time."""
    for id_, rotation in context.policy.rotations.items():
        for name, turns in rotation.each():
            why, help_ = _never(rotation, name, turns)
            if why:
                layered = name in rotation.layers
                path = ("rotations", id_, "layers", name) if layered else ("rotations", id_)
                yield Found(path, f"`{name}` of rotation `{id_}` is never on call: {why}", help_, key=True)


def _never(rotation: Rotation, name: str, turns: Turns) -> tuple[str, str]:
    if turns.until and turns.until == turns.start and rotation.overrides:
        return "", ""  # turns that rest on purpose: whoever is on call is written out
    if turns.until and turns.start and turns.until <= turns.start:
        return f"it ends on {turns.until}, not after it begins", "put `until` after `start`, or remove it"
    own = of_turns(turns)
    if not own:
        return "`only` has no window", "add windows, or remove `only`"
    above = 0 if rotation.together or _takes_off(rotation) else _above(rotation, name, turns)
    if not own & ~above:
        return "the layers before it always have somebody", "move it up, limit them by `only`, or remove it"
    return "", ""


def _above(rotation: Rotation, name: str, turns: Turns) -> int:
    """The minutes of the week that the layers before this one take for good, from its first day on."""
    found = 0
    for other, upper in rotation.each():
        if other == name:
            break
        lasting = upper.until is None and upper.start and turns.start and upper.start <= turns.start
        found |= of_turns(upper) if lasting else 0
    return found


def _takes_off(rotation: Rotation) -> bool:
    """True when an override leaves a hole in which a lower layer counts."""
    return any(override.person is None for override in rotation.overrides.values())


RULE = Rule(
    id="layer-never",
    title="Each layer of a rotation is on call at some time",
    why="The first layer with somebody counts. A layer behind one that always has somebody looks like cover, "
    "and is none.",
    bad="rotations: {platform: {layers: {first: {people: [ben, cleo], start: 2026-01-05}}}}",
    good="rotations: {platform: {layers: {first: {people: [ben, cleo], start: 2026-01-05, only: {sat-sun: "
    '["08:00-20:00"]}}}}}',
    check=check,
    shows=("A4.2",),
)
