"""A target is not looser than the promise it measures (A0.9, A10.2, B4)."""

from collections.abc import Iterator
from datetime import timedelta

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.review import Metric
from tocsin.core.policy.targets import parse_target

HELP = "aim at no more than what is promised"
PROMISES = {
    "time_to_acknowledge": "response",
    "response_time": "response",
    "time_to_resolution": "resolution",
}


def check(context: Context) -> Iterator[Found]:
    """A time aimed at that is longer than what is promised to customers of the named severities."""
    for id_, metric in context.policy.metrics.items():
        kind, aim = PROMISES.get(metric.measure), _aim(metric)
        for name in metric.severities if kind and aim else ():
            severity = context.policy.severities.get(name)
            promised = getattr(severity, kind or "", None)
            if promised is not None and aim is not None and aim > promised.approximate():
                text = f"the target `{metric.target}` is longer than the {kind} of {name}, {promised}"
                related = (("severities", name, kind or ""),)
                yield Found(("metrics", id_, "target"), text, HELP, related=related)
        if metric.measure == "time_to_engage_sme" and aim:
            yield from _experts(context, id_, metric, aim)


def _experts(context: Context, id_: str, metric: Metric, aim: timedelta) -> Iterator[Found]:
    """An aim that is longer than what a level of the measure promises."""
    for number, level in context.policy.levels.items():
        promised = level.engage_sme.get("default")
        if promised and aim > promised.approximate() and (number in metric.levels or not metric.levels):
            text = f"the target `{metric.target}` is longer than `engage_sme` of level {number}, {promised}"
            related = (("levels", number, "engage_sme", "default"),)
            yield Found(("metrics", id_, "target"), text, HELP, related=related)


def _aim(metric: Metric) -> timedelta | None:
    try:
        target = parse_target(metric.target or "")
    except ValueError:
        return None
    return target.value if isinstance(target.value, timedelta) and target.op.startswith("<") else None


RULE = Rule(
    id="metric-contradicts",
    title="Targets are not looser than promises",
    why="A dashboard that is green while the promise is broken lies.",
    bad="metrics: {ack: {target: < 30 min}}",
    good="metrics: {ack: {target: < 15 min}}",
    check=check,
    shows=("A0.9", "A10.2"),
)
