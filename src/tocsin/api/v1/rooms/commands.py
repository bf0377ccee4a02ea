"""The commands of the life cycle: an address for each, made from one table; and many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ValidationError

from tocsin import bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.done import done, typed
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.kept import desk_key
from tocsin.api.v1.problem import Trouble
from tocsin.api.v1.refusals import of_body, trouble
from tocsin.api.v1.reply import expected, reply
from tocsin.api.v1.says.escalation import BulkDone, Done
from tocsin.api.v1.values import Number
from tocsin.api.v1.wants.commands import WISHES, Wish
from tocsin.api.v1.wants.report import Bulk
from tocsin.app.desk import Answer, Desk
from tocsin.app.doing import do
from tocsin.core.lifecycle.commands import Command
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.duration import parse_duration
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import did_you_mean
from tocsin.core.rights.actions import ACTION_OF, Action

router = Router(tags=["Commands"])
_DOC = """

Needs the right `{action}`. Send the `ETag` that you read in `If-Match`: when somebody was quicker, nothing
is done and the answer is 412 with who did what. What cannot be done as it stands is answered with 409 and
what can. With an `Idempotency-Key` a repeat changes nothing and gets the same answer."""


def command_of(wish: Wish, rules: Rules, now: datetime, current: str) -> Command:
    """The core's command. Raises Refused for facts that the policy does not know."""
    given = wish.fields()
    if "facts" in given:
        given["facts"] = typed(given["facts"], rules, now)
    if "next_in" in given and (span := given.pop("next_in")):
        given["next_at"] = now + parse_duration(span)
    if "policy" in given:
        given["policy"] = given["policy"] or current
    return wish.of(**given)


def carried_out(
    desk: Desk, request: HttpRequest, id_: str, wish: Wish, key: str, version: int | None = None
) -> Answer:
    """Carries a wish out for whoever asks. Raises Refused and Conflict."""
    who = asker(request)
    desk.books.refresh()
    _, rules = desk.load(id_)
    command = command_of(wish, rules, who.now, desk.books.current().hash)
    return do(desk, who.who, id_, (command,), who.now, key=key, expected=version)


def _view(model: type[Wish]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, id: Any, wish: Any) -> HttpResponse:
        desk = bootstrap_site.desk()
        return done(desk, carried_out(desk, request, id, wish, desk_key(request), expected(request)))

    view.__annotations__ = {"request": HttpRequest, "id": Number, "wish": model, "return": HttpResponse}
    view.__name__ = f"{model.of.kind}_escalation"
    return view


for _kind, _model in WISHES.items():
    _action = ACTION_OF[_kind]
    endpoint(
        router,
        "POST",
        f"/escalations/{{id}}/{_kind.replace('_', '-')}",
        Told(_action, key=True, match=True, etag=True),
        says=Done,
        name=f"{_kind}_escalation",
        doc=f"{_model.__doc__}{_DOC.format(action=_action)}",
    )(_view(_model))


@endpoint(router, "POST", "/bulk", Told(Action.ESCALATION_WORK, key=True), says=BulkDone)
def bulk_command(request: HttpRequest, bulk: Bulk) -> HttpResponse:
    """Give one command to several escalations; each stands alone, and the answer tells of each.

    With an `Idempotency-Key` a repeat does what the first did not get to, and nothing twice.
    """
    wish = _wish(bulk)
    desk, key = bootstrap_site.desk(), desk_key(request)
    items = [_item(desk, request, id_, wish, key) for id_ in dict.fromkeys(bulk.ids)]
    failed = sum(item["problem"] is not None for item in items)
    return reply({"items": items, "done": len(items) - failed, "failed": failed})


def _wish(bulk: Bulk) -> Wish:
    model = WISHES.get(bulk.command)
    if model is None:
        help_ = did_you_mean(bulk.command, WISHES) or "see the commands in the documentation"
        text = f"there is no command `{bulk.command}`"
        raise Refused(Finding("unknown-command", text, Position.of("body command"), help_), usage=True)
    try:
        return model.model_validate(bulk.given)
    except ValidationError as error:
        raise of_body(error, "given") from None


def _item(desk: Desk, request: HttpRequest, id_: str, wish: Wish, key: str) -> dict[str, Any]:
    try:
        answer = carried_out(desk, request, id_, wish, f"{key}:{id_}" if key else "")
    except Exception as error:  # noqa: BLE001 (one that fails must not stop the others)
        told: Trouble = trouble(error)
        return {"id": id_, "status": told.status, "version": None, "problem": told.body(request)}
    return {"id": id_, "status": 200, "version": answer.version, "problem": None}
