"""A parameter lies in its own range (A13.1)."""

from collections.abc import Iterator

from tocsin.core.policy.book import threshold_value
from tocsin.core.policy.lint.rule import ERROR, WARNING, Context, Found, Rule
from tocsin.core.policy.schema.triage import Parameter


def check(context: Context) -> Iterator[Found]:
    """`value` outside `from` to `to`, a range upside down, or ends of another kind."""
    for id_, parameter in context.policy.parameters.items():
        ends = {"from": parameter.low, "value": parameter.value, "to": parameter.high}
        given = {name: value for name, value in ends.items() if value is not None}
        try:
            read = {name: threshold_value(value) for name, value in given.items()}
        except ValueError as error:
            yield from _unreadable(id_, parameter, str(error))
            continue
        kinds = {(kind, currency) for kind, _, currency in read.values()}
        if len(kinds) > 1:
            shown = ", ".join(f"`{name}: {value}`" for name, value in given.items())
            text = f"parameter `{id_}`: {shown} are of different kinds"
            yield Found(("parameters", id_), text, "write all of them alike", key=True)
            continue
        numbers = [value for _, value, _ in read.values()]
        if numbers != sorted(numbers):
            shown = " ≤ ".join(f"{v}" for v in given.values())
            text = f"parameter `{id_}`: {shown} does not hold"
            yield Found(("parameters", id_), text, "let `from` ≤ `value` ≤ `to`", key=True, gravity=WARNING)


def _unreadable(id_: str, parameter: Parameter, problem: str) -> Iterator[Found]:
    for name, value in (("from", parameter.low), ("to", parameter.high)):
        try:
            threshold_value(value if value is not None else 0)
        except ValueError:
            message, _, help_ = problem.partition(": ")
            yield Found(("parameters", id_, name), message, help_)


RULE = Rule(
    id="parameter-range",
    title="A parameter lies between `from` and `to`",
    why="Calibration searches the range; a value outside it was never meant, or the range was not.",
    bad="parameters: {many: {value: 100}}",
    good="parameters: {many: {value: 20}}",
    check=check,
    gravity=ERROR,
    shows=("A13.1",),
)
