"""What the desk's commands share: who acts, on which database, and how an answer is shown."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click

from tocsin import bootstrap, bootstrap_desk
from tocsin.app.desk.view import View
from tocsin.cli.desk.said import alarms, due_words, number, overdue, plain, questions
from tocsin.core.lifecycle.codec import event_data, name_of
from tocsin.core.lifecycle.commands import Command
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.model.words import did_you_mean

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
    stream = number(stream)
    who_acts(desk, stream, actor)
    asked = Asked(commands, actor, stream, how.key, how.expected)
    try:
        answer = desk.run(asked, now)
    except Conflict as conflict:
        help_ = f"look at it again with `tocsin show {stream}`, then decide"
        text = f"somebody was quicker: {conflict}"
        raise Refused(Finding("conflict", text, Position.of(stream), help_)) from None
    shown(desk, answer, how.form, now)


def who_acts(desk: Any, stream: str, actor: str) -> None:
    """Raises Refused when nobody of this name is a contact: the record names people, not slips of the pen."""
    contacts = {**desk.books.current().policy.contacts, **desk.load(stream)[1].policy.contacts}
    if actor not in contacts:
        help_ = did_you_mean(actor, contacts) or NAMED
        raise Refused(
            Finding("unknown-person", f"there is no contact `{actor}`", Position.of("--as"), help_),
            usage=True,
        )


def shown(desk: Any, answer: Any, form: str, now: datetime) -> None:
    """Writes an answer: what happened, and what is due next."""
    from tocsin.app.desk.past import now_view

    if form == "json":
        seen = now_view(desk, answer.stream, now)
        click.echo(json.dumps(_json(answer, seen), ensure_ascii=False, indent=2))
        return
    seen = now_view(desk, answer.stream, now)
    again = " (this request was carried out before; nothing has changed)" if answer.repeated else ""
    title = click.style(answer.stream, bold=True)
    click.echo(f"{title} is {answer.status}, version {answer.version}{again}")
    for told in seen.timeline[len(seen.timeline) - len(answer.events) :] if answer.events else ():
        click.echo(f"  {told.at.astimezone(seen.zone):%H:%M %Z}  {plain(told.text)}")
    for line in (*questions(seen), *_following(seen, now)):
        click.echo(line)


def _following(seen: View, now: datetime) -> Iterator[str]:
    """What nobody may miss, and what is due next."""
    yield from (f"  {line}" for line in alarms(seen))
    if seen.due:
        due = seen.due[0]
        at = f"{due.due_at.astimezone(seen.zone):%H:%M %Z}"
        yield f"  next: {due_words(due.kind, due.what)} at {at} ({overdue(due.due_at, now)})"
    elif seen.gate:
        yield f"  next: nothing falls due; what it takes until it is {seen.gate}: tocsin show {seen.state.id}"


def _json(answer: Any, seen: View) -> dict[str, Any]:
    due = seen.due[0] if seen.due else None
    return {
        "id": answer.stream,
        "version": answer.version,
        "status": answer.status,
        "repeated": answer.repeated,
        "next": {"at": iso(due.due_at), "kind": due.kind, "what": due.what} if due else None,
        "events": [{"kind": name_of(event), "data": event_data(event)} for event in answer.events],
    }


NAMED = "use an id that stands under the policy's `contacts`"
YEARS = "write an instant like `2026-11-23T03:00:00Z`"


def instant(text: str | None, where: str) -> datetime | None:
    """An instant that the user wrote, or None. Raises Refused."""
    from tocsin.core.model.instant import parse_instant

    if text is None:
        return None
    try:
        found = parse_instant(text)
    except ValueError as error:
        raise bootstrap.refuse_value(error, where, YEARS) from None
    if not 1900 <= found.year <= 9000:
        raise bootstrap.refuse_usage(f"`{text}` lies outside of the years 1900 to 9000", YEARS, where)
    return found


def ahead(text: str | None, where: str) -> datetime | None:
    """An instant, or a duration from now such as `45m`; None for nothing. Raises Refused."""
    from tocsin.core.model.duration import parse_duration

    try:
        return bootstrap.now() + parse_duration(text) if text is not None else None
    except (ValueError, OverflowError):
        return instant(text, where)
