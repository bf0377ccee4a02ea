"""The times of a rung leave room for an answer (A4.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.people import Rung
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """A rung that waits for nobody's answer, and one that would be paged again after its time is over."""
    for id_, ladder in context.policy.ladders.items():
        for name, rung in ladder.rungs.items():
            yield from _rung(("ladders", id_, "rungs", name), rung)


def _rung(path: Path, rung: Rung) -> Iterator[Found]:
    wait = rung.wait.approximate()
    if not wait:
        text = "this rung waits 0 min: the next one is paged before anybody can answer"
        yield Found((*path, "wait"), text, "give it some minutes, or page both on one rung by `also`")
    elif rung.every is not None and not rung.every.approximate():
        yield Found((*path, "every"), "it would be paged again every 0 min", "give it some minutes")
    elif rung.every is not None and rung.every.approximate() >= wait:
        text = f"paged again every {rung.every}, but the next rung follows after {rung.wait}"
        yield Found((*path, "every"), text, "shorten `every`, or remove it", related=((*path, "wait"),))


RULE = Rule(
    id="rung-times",
    title="A rung waits for an answer",
    why="Whoever is paged needs some minutes to answer, and a second page helps only before the next rung is "
    "reached.",
    bad="ladders: {platform: {rungs: {primary: {wait: 0m}}}}",
    good="ladders: {platform: {rungs: {primary: {wait: 10m, every: 4m}}}}",
    check=check,
    shows=("A4.5",),
)
