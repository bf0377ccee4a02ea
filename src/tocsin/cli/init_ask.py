"""Asks the ten inputs on the terminal: choices shown, each answer checked as it is typed (A0)."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from tocsin.core.policy.answers.questions import QUESTIONS, Question
from tocsin.core.policy.answers.read import READERS


class Stopped(Exception):  # noqa: N818 (the person stopped; nothing failed)
    """The person stopped; `typed` are the answers given so far, as they were typed."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        super().__init__("stopped")
        self.typed = dict(typed)


Defaults = Callable[[str], Mapping[str, str]]
"""What an industry's preset says already, by the question's key."""


def ask(known: Mapping[str, Any], home_zone: str, defaults: Defaults) -> dict[str, Any]:
    """The answers to every question that `known` leaves open. Raises Stopped."""
    typed: dict[str, str] = {}
    values: dict[str, Any] = {}
    questions = [q for q in QUESTIONS if q.key not in known]
    try:
        for number, question in enumerate(questions, 1):
            default = home_zone if question.key == "zone" else question.default
            if industry := values.get("industry", known.get("industry")):
                default = defaults(industry).get(question.key, default)
            typed[question.key], values[question.key] = _one(question, default, f"{number}/{len(questions)}")
    except (click.Abort, KeyboardInterrupt, EOFError):
        raise Stopped(typed) from None
    return values


def _one(question: Question, default: str, place: str) -> tuple[str, Any]:
    click.echo(f"\n{click.style(f'{place}  {question.ask}', bold=True)}  ({question.requirement})", err=True)
    click.echo(f"     {question.help}", err=True)
    if question.choices:
        click.echo(f"     choose from: {', '.join(question.choices)}", err=True)
    while True:
        said = click.prompt("    ", default=default or None, prompt_suffix=" ", err=True)
        try:
            return said, READERS[question.key](said)
        except ValueError as error:
            message, _, help_ = str(error).partition(": ")
            click.echo(f"     {click.style(message, fg='red')}; {help_ or 'try again'}", err=True)
