"""Use case: a policy as a document, for one or several files (B1 to B11, A10.9, A11, A12, A13.3)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.check import check
from tocsin.core.documents.build import KINDS, build
from tocsin.core.documents.outline import Document, Paper
from tocsin.core.model.finding import Finding, Gravity, Position, Refused
from tocsin.core.model.words import nearest
from tocsin.core.policy.load import Loaded

__all__ = ["KINDS", "TEXT", "Output", "document", "outputs"]

STDOUT = "-"
TEXT = ("md", "html")
"""Formats that a terminal can take."""


@dataclass(frozen=True)
class Output:
    """One file to write, in which format."""

    path: str
    form: str


def outputs(paths: Sequence[str], form: str | None, known: Sequence[str]) -> tuple[Output, ...]:
    """What is written where: the format is given, or follows from each file's ending. Raises Refused."""
    found = tuple(Output(path, _form(path, form, known)) for path in paths)
    if len({output.path for output in found}) < len(found):
        twice = next(path for path in paths if list(paths).count(path) > 1)
        raise _usage(f"`-o {twice}` is given twice", "name each file once")
    return found


def _form(path: str, given: str | None, known: Sequence[str]) -> str:
    ending = path.rsplit(".", 1)[-1].lower() if "." in path.rsplit("/", 1)[-1] else ""
    form = given or (ending if path != STDOUT else "md")
    if form not in known:
        listed = ", ".join(f".{each}" for each in known)
        near = nearest(ending, known) if ending else None
        help_ = f"did you mean `.{near}`? " if near else ""
        help_ += f"end the file's name in one of {listed}, or say `--format`"
        raise _usage(f"`{path}` does not say which format it is", help_)
    if path == STDOUT and form not in TEXT:
        raise _usage(f"{form.upper()} does not go to the terminal", f"name a file: `-o document.{form}`")
    return form


def _usage(message: str, help_: str) -> Refused:
    return Refused(Finding("output", message, Position("-o"), help_), usage=True)


def refuse_overwriting(wanted: Iterable[Output], there: Callable[[str], bool]) -> None:
    """Stops before a file is replaced: somebody may have filled it in. Raises Refused."""
    for output in wanted:
        if output.path != STDOUT and there(output.path):
            raise _usage(f"`{output.path}` is there already", "add `--force` to replace it")


def document(loaded: Loaded, kind: str, made: datetime, paper: Paper = "a4") -> Document:
    """The document of this kind, made at `made` (aware UTC). Raises Refused for a policy with errors."""
    policy = loaded.require()
    errors = [finding for finding in check(loaded).findings if finding.gravity is Gravity.ERROR]
    if errors:
        raise Refused(*errors)
    return build(kind, policy, made, paper)
