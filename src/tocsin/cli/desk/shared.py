"""What the desk's commands share: who acts, on which database, and how an answer is shown."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.cli.desk.said import countdown, questions
from tocsin.core.lifecycle.codec import event_data, name_of
from tocsin.core.lifecycle.commands import Command
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso

database = click.option(
    "--db",
    "url",
    metavar="URL",
    help="The desk's database. [default: TOCSIN_DATABASE_URL, or tocsin.db here]",
)
form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
_ACTING = (
    click.option(
        "--as", "actor", metavar="PERSON", help="Who is acting: a contact's id. [default: TOCSIN_AS]"
    ),
    click.option(
        "--key", default="", metavar="KEY", help="Your name for this request: the same again does nothing."
    ),
    click.option(
        "--expected",
        type=int,
        metavar="VERSION",
        help="Only if it is still at this version, as `show` gave it.",
    ),
    database,
    form,
)


@dataclass(frozen=True)
class Acting:
    """How a command was called, beside what it wants."""

    actor: str | None
    key: str
    expected: int | None
    url: str | None
    form: str


def acting(function: Callable[..., None]) -> Callable[..., None]:
    """Adds the options of every command that changes an escalation; they arrive as one `how`."""

    def call(
        *arguments: Any,
        actor: str | None,
        key: str,
        expected: int | None,
        url: str | None,
        form: str,
        **more: Any,
    ) -> None:
        function(*arguments, how=Acting(actor, key, expected, url, form), **more)

    call.__name__, call.__doc__ = function.__name__, function.__doc__
    call.__click_params__ = list(getattr(function, "__click_params__", ()))  # type: ignore[attr-defined]
    wrapped: Callable[..., None] = call
    for option in reversed(_ACTING):
        wrapped = option(wrapped)
    return wrapped


def act(stream: str, how: Acting, *commands: Command) -> None:
    """Carries out commands on one escalation and shows what came of it. Raises Refused."""
    from tocsin.app.desk import Asked, Desk
    from tocsin.app.ports import Conflict

    desk: Desk = bootstrap_desk.desk(how.url)
    actor = bootstrap_desk.actor(how.actor)
    now = bootstrap.now()
    asked = Asked(commands, actor, stream, how.key, how.expected)
    try:
        answer = desk.run(asked, now)
    except Conflict as conflict:
        help_ = f"look at it again with `tocsin show {stream}`, then decide"
        text = f"somebody was quicker: {conflict}"
        raise Refused(Finding("conflict", text, Position(stream), help_)) from None
    shown(desk, answer, how.form, now)


def shown(desk: Any, answer: Any, form: str, now: datetime) -> None:
    """Writes an answer: what happened, and what is due next."""
    from tocsin.app.desk.past import now_view

    if form == "json":
        click.echo(json.dumps(_json(answer), ensure_ascii=False, indent=2))
        return
    seen = now_view(desk, answer.stream, now)
    again = " (this request was carried out before; nothing has changed)" if answer.repeated else ""
    title = click.style(answer.stream, bold=True)
    click.echo(f"{title} is {answer.status}, version {answer.version}{again}")
    for told in seen.timeline[len(seen.timeline) - len(answer.events) :] if answer.events else ():
        click.echo(f"  {told.at.astimezone(seen.zone):%H:%M %Z}  {told.text}")
    for line in questions(seen):
        click.echo(line)
    if seen.due:
        due = seen.due[0]
        at = f"{due.due_at.astimezone(seen.zone):%H:%M %Z}"
        click.echo(f"  next: {due.kind} {due.what} at {at} ({countdown(due.due_at, now)})")


def _json(answer: Any) -> dict[str, Any]:
    return {
        "id": answer.stream,
        "version": answer.version,
        "status": answer.status,
        "repeated": answer.repeated,
        "events": [{"kind": name_of(event), "data": event_data(event)} for event in answer.events],
    }


def instant(text: str | None, where: str) -> datetime | None:
    """An instant that the user wrote, or None. Raises Refused."""
    from tocsin.core.model.instant import parse_instant

    if text is None:
        return None
    try:
        return parse_instant(text)
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise bootstrap.refuse_usage(message, help_, where) from None


__all__ = ["Acting", "act", "acting", "countdown", "database", "form", "instant", "iso", "shown"]
