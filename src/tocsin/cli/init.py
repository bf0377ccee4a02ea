"""`tocsin init`: write a policy from ten answers or from a preset."""

import sys
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from tocsin import bootstrap
from tocsin.core.model.finding import Finding, Position, Refused

if TYPE_CHECKING:
    from tocsin.app.init import Plan
    from tocsin.core.policy.answers.model import Answers

LIST = ""


@click.command("init", short_help="Write a policy from ten answers or from a preset.")
@click.argument("folder", metavar="DIR", required=False)
@click.option("--answers", metavar="FILE", help="Take the answers from a YAML file (`-`: standard input).")
@click.option("--ask", "asking", is_flag=True, help="With --answers: ask for what the file leaves open.")
@click.option(
    "--preset", metavar="[NAME]", is_flag=False, flag_value=LIST,
    help="Start from this shipped preset; without a name, list them.",
)  # fmt: skip
@click.option("--list-presets", is_flag=True, help="List the shipped presets and stop.")
@click.option("--zone", metavar="ZONE", help="The home time zone, as in `Europe/Berlin`.")
@click.option("--force", is_flag=True, help="Write into a folder that is not empty; other files in it stay.")
def command(
    folder: str | None, answers: str | None, asking: bool, preset: str | None, list_presets: bool,
    zone: str | None, force: bool,
) -> None:  # fmt: skip
    """Write a policy to DIR, ready to check, test and document.

    Asks ten questions; or takes the answers from a file; or takes a preset as it stands. All files are
    written, or none.

    \b
    Examples:
      tocsin init my-policy
      tocsin init my-policy --answers answers.yaml
      tocsin init my-policy --preset healthcare --zone Europe/Berlin
      tocsin init --preset
    """
    if list_presets or preset == LIST:
        _list()
        return
    if not folder:
        raise bootstrap.refuse_usage(
            "DIR is missing", "name the folder to write, as in `tocsin init my-policy`"
        )
    zone = _zone(zone) if zone else ""
    bootstrap.refuse_taken(folder, force)
    given = _given(folder, answers, asking, preset, zone)
    plan = _plan(given, preset, zone)
    bootstrap.write_folder(folder, {name: text.encode() for name, text in plan.files.items()}, force)
    _tell(folder, plan)


def _list() -> None:
    lines = bootstrap.preset_lines()
    width = max(map(len, lines))
    for name, line in lines.items():
        click.echo(f"{name:<{width}}  {line}")


def _zone(text: str) -> str:
    from tocsin.core.calendar.zones import zone_of

    try:
        return zone_of(text).key
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise bootstrap.refuse_usage(message, help_, "--zone") from None


def _given(folder: str, file: str | None, asking: bool, preset: str | None, zone: str) -> "Answers | None":
    """The answers from the file and the terminal; None when a preset is taken as it stands."""
    from tocsin.core.policy.answers.file import to_answers

    values = _from_file(file) if file else {}
    if zone:
        values["zone"] = zone
    if not file and preset:
        return None
    if asking or not file:
        if preset:
            values.setdefault("industry", "other" if preset in _NO_INDUSTRY else preset)
        values |= _asked(folder, values)
    if "company" not in values:
        what = Finding("answers", "`company` is missing", Position(file or "answers"), "add `company: NAME`")
        raise Refused(what)
    return to_answers(values)


_NO_INDUSTRY = ("base", "procedure", "protocol")


def _from_file(file: str) -> dict[str, Any]:
    from tocsin.core.policy.answers.file import read_answers
    from tocsin.core.policy.source import Source

    read = read_answers(Source("standard input" if file == "-" else file, bootstrap.read_text(file)))
    if read.findings:
        raise Refused(*read.findings)
    return read.values


def _asked(folder: str, values: dict[str, Any]) -> dict[str, Any]:
    from tocsin.cli.init_ask import Stopped, ask

    click.echo(
        "Ten answers and a time zone make the policy yours. Enter takes what stands in [brackets].", err=True
    )
    try:
        return ask(values, bootstrap.home_zone(), _defaults)
    except Stopped as stopped:
        _keep(folder, stopped.typed)
        sys.exit(130)


@cache
def _defaults(industry: str) -> dict[str, str]:
    """What the industry's preset says of segments and channels."""
    from tocsin.core.policy.answers.tailor import preset_for

    taken = bootstrap.load_policy(f"preset:{preset_for(industry)}").require()
    names = [s.name for s in taken.segments.values() if "," not in s.name]
    return {"segments": ", ".join(names), "channels": ", ".join(taken.organisation.channels)}


def _keep(folder: str, typed: dict[str, str]) -> None:
    """What was typed before the stop goes to a file of answers, so that it need not be typed again."""
    from tocsin.core.policy.answers.yaml import to_yaml

    click.echo(f"\nstopped: nothing was written to `{folder}`", err=True)
    if not typed:
        return
    stem = f"{PurePath(folder).name or 'policy'}-answers"
    names = [f"{stem}.yaml", *(f"{stem}-{n}.yaml" for n in range(2, 100))]
    name = next((n for n in names if not bootstrap.is_there(n)), names[-1])
    bootstrap.write_file(name, to_yaml(dict(typed)).encode())
    count = "answer is" if len(typed) == 1 else "answers are"
    click.echo(f"your {len(typed)} {count} in {name}; go on with:", err=True)
    click.echo(f"  tocsin init {folder} --answers {name} --ask", err=True)


def _plan(answers: "Answers | None", preset: str | None, zone: str) -> "Plan":
    from tocsin.app.init import plan
    from tocsin.core.policy.answers.tailor import preset_for

    name = preset or preset_for(answers.industry if answers else "other")
    taken = bootstrap.preset(name)
    home = zone or (answers.zone if answers else "") or str(taken.loaded.data["organisation"]["zone"])
    return plan(taken, answers, bootstrap.today(home), zone)


def _tell(folder: str, plan: "Plan") -> None:
    """What was written and why: one line a change, under the input that it follows from."""
    last = ("", "")
    for reason in plan.reasons:
        if (reason.input, reason.said) != last:
            click.echo(f"{click.style(reason.input, bold=True):<5} because you said `{reason.said}`:")
            last = (reason.input, reason.said)
        click.echo(f"      - {reason.change}")
    if plan.left_out:
        click.echo(f"left out, since they no longer fit: tests {', '.join(plan.left_out)}")
    names = [name for name in plan.files if not name.startswith("tests/")]
    click.echo(f"{folder}: {len(names)} files and {plan.tests} tests, from the preset `{plan.preset}`")
    click.echo(
        f"People, addresses and numbers in {folder}/people.yaml are examples: put your own there. Then:"
    )
    click.echo(
        f"  tocsin check {folder}\n  tocsin test {folder}\n"
        f"  tocsin document {folder} --kind protocol -o protocol.pdf"
    )
