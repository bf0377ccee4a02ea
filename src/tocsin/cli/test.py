"""`tocsin test`: run the policy's own tests."""

import json
import sys
from typing import Any

import click

from tocsin import bootstrap
from tocsin.core.model.finding import Refused
from tocsin.core.model.words import did_you_mean
from tocsin.core.triage.cases import Outcome


@click.command("test")
@click.argument("policy")
@click.argument("files", nargs=-1)
@click.option("--only", metavar="ID", help="Run the one test with this id.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(policy: str, files: tuple[str, ...], only: str | None, form: str) -> None:
    """Run the tests that stand beside POLICY in tests/*.yaml, or the FILES given.

    Exit code 0 when all pass, 1 when one fails, 2 when there are none or a file cannot be read.

    \b
    Examples:
      tocsin test my-policy
      tocsin test preset:base --only outage-of-several-customers
      tocsin test my-policy extra-tests.yaml --format json
    """
    from tocsin.app.cases import run_cases

    outcomes = run_cases(bootstrap.load_policy(policy), bootstrap.case_files(policy, files))
    known = [o.case.id for o in outcomes]
    outcomes = [o for o in outcomes if only in (None, o.case.id)]
    if not outcomes:
        raise _none(policy, only, known)
    if form == "json":
        click.echo(json.dumps(_json(outcomes), ensure_ascii=False, indent=2))
    else:
        click.echo(_text(outcomes))
    sys.exit(0 if all(o.passed for o in outcomes) else 1)


def _none(policy: str, only: str | None, known: list[str]) -> Refused:
    if not known:
        help_ = "write them to tests/*.yaml beside the policy"
        return bootstrap.refuse_usage(f"`{policy}` has no tests", help_, policy)
    help_ = did_you_mean(only or "", known) or f"`tocsin test {policy} --format json` names all {len(known)}"
    return bootstrap.refuse_usage(f"there is no test `{only}`", help_, policy)


def _json(outcomes: list[Outcome]) -> dict[str, Any]:
    failed = [o for o in outcomes if not o.passed]
    return {
        "tests": len(outcomes),
        "passed": len(outcomes) - len(failed),
        "failed": [
            {
                "id": o.case.id,
                "name": o.case.name,
                "file": o.file,
                "line": o.line,
                "differences": [vars(d) for d in o.differences],
            }
            for o in failed
        ],
    }


def _text(outcomes: list[Outcome]) -> str:
    lines = []
    for outcome in outcomes:
        if outcome.passed:
            continue
        lines.append(f"{outcome.file}:{outcome.line}: {click.style('failed', fg='red')}: {outcome.case.id}")
        lines += [f"    {d.what}: expected {d.expected}; got {d.got}" for d in outcome.differences]
    passed = sum(o.passed for o in outcomes)
    lines.append(f"{passed} of {len(outcomes)} tests passed")
    return "\n".join(lines)
