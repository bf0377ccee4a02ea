"""Targets of measures can be read (A0.9, A10)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.targets import parse_target

KINDS = {
    "time_to_acknowledge": "duration", "time_to_engage_sme": "duration", "time_to_workaround": "duration",
    "time_to_resolution": "duration", "response_time": "duration", "escalation_rate": "share",
    "repeat_rate": "share", "update_compliance": "share", "sla_attainment": "share", "retention": "share",
    "resolution_rate": "share",
}  # fmt: skip
_WORDS = {"duration": "a duration, as in `< 15 min`", "share": "a percentage, as in `> 95%`"}


def check(context: Context) -> Iterator[Found]:
    """A target that is none, or not of the measure's kind."""
    for id_, metric in context.policy.metrics.items():
        if metric.target is None:
            continue
        path = ("metrics", id_, "target")
        try:
            target = parse_target(metric.target)
        except ValueError as error:
            message, _, help_ = str(error).partition(": ")
            yield Found(path, message, help_)
            continue
        kind = KINDS.get(metric.measure, target.kind)
        if target.kind != kind:
            yield Found(path, f"`{metric.target}` does not fit `{metric.measure}`", f"write {_WORDS[kind]}")


RULE = Rule(
    id="metric-target",
    title="Targets can be measured",
    why="A target is compared with what the history says; words that cannot be compared are a wish.",
    bad="metrics: {ack: {target: < 95%}}",
    good="metrics: {ack: {target: < 10 min}}",
    check=check,
    gravity=ERROR,
    shows=("A0.9", "A10.2"),
)
