"""docs/reference/cli.md: every command with its arguments and options, as the program itself says them."""

from __future__ import annotations

import inspect

import click

from tocsin.cli import COMMANDS, group

HEAD = """# Commands

Made by `make docs-write` from the commands themselves. Do not edit it by hand.

Every command ends with 0 if all is well, 1 if there are findings and 2 if it was called wrongly or its input
cannot be read. Wherever `POLICY` stands it is a file, a folder with a `policy.yaml`, or `preset:NAME`.
"""


def pages() -> dict[str, str]:
    """The one page of this module."""
    summary = ["| command | what it does |", "|---|---|"]
    summary += [f"| [`tocsin {name}`](#tocsin-{name}) | {text} |" for name, text in COMMANDS.items()]
    parts = [HEAD, "\n".join(summary) + "\n", *(_section(name) for name in COMMANDS)]
    return {"docs/reference/cli.md": "\n".join(parts).rstrip() + "\n"}


def _section(name: str) -> str:
    command = group.get_command(click.Context(group), name)
    if command is None:
        raise LookupError(name)
    return "\n".join([*_lines(command, name), *_inside(command, name)])


def _inside(command: click.Command, name: str) -> list[str]:
    """The commands of a group, each in a section of its own."""
    inner = command.commands if isinstance(command, click.Group) else {}
    return [line for word, one in inner.items() for line in _lines(one, f"{name} {word}", "###")]


def _lines(command: click.Command, name: str, heading: str = "##") -> list[str]:
    context = click.Context(command, info_name=f"tocsin {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    lines = [f"{heading} tocsin {name}", "", _about(command), "", "```text", usage, "```", ""]
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    lines += ["| option | meaning |", "|---|---|"] if options else []
    lines += [f"| {_flags(option)} | {_meaning(option)} |" for option in options]
    return [*lines, ""]


def _about(command: click.Command) -> str:
    """The help text; click's `\\b` marks a block whose lines stay as they are."""
    blocks = inspect.cleandoc(command.help or "").split("\f")[0].split("\n\n")
    shown = []
    for block in blocks:
        lines = block.strip("\n").split("\n")
        if lines[0].strip() == "\b":
            shown.append("```text\n" + "\n".join(lines[1:]) + "\n```")
        else:
            shown.append(" ".join(" ".join(lines).split()))
    return "\n\n".join(shown)


def _flags(option: click.Option) -> str:
    flags = ", ".join(f"`{flag}`" for flag in [*option.opts, *option.secondary_opts])
    if option.is_flag or option.count:
        return flags
    if isinstance(option.type, click.Choice):
        return flags + " " + " \\| ".join(f"`{value}`" for value in option.type.choices)
    return f"{flags} `{option.metavar or option.type.name.upper()}`"


def _meaning(option: click.Option) -> str:
    text = " ".join((option.help or "").split()).replace("|", "\\|")
    default = option.default
    if option.required:
        return f"{text} Required."
    plain = isinstance(default, str | int | float) and not isinstance(default, bool) and default != ""
    return f"{text} Default: `{default}`.".strip() if plain else text
