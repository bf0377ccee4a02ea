"""Shows findings on the terminal, the same way for every command."""

from collections.abc import Iterable

import click

from tocsin.core.model.finding import Finding, Gravity

COMMAND_LINE = "command line"
"""The place of findings about how a command was called: it has no lines."""
_COLOUR = {Gravity.ERROR: "red", Gravity.WARNING: "yellow", Gravity.NOTE: "blue"}


def line(finding: Finding) -> str:
    """One finding as `place: error: message [rule]`, and below it what to do."""
    word = click.style(finding.gravity.value, fg=_COLOUR[finding.gravity], bold=True)
    place = "" if finding.at.file == COMMAND_LINE else f"{finding.at}: "
    text = f"{place}{word}: {_safe(finding.message)} [{finding.rule}]"
    return f"{text}\n    {_safe(finding.help)}" if finding.help else text


def tell(findings: Iterable[Finding]) -> None:
    """Writes findings to standard error."""
    for finding in findings:
        click.echo(line(finding), err=True)


def _safe(text: str) -> str:
    """Control characters from the user's files never reach the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
