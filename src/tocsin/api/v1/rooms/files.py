"""What is attached to an escalation: files in, files out, never run."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, UploadedFile

from tocsin import bootstrap_desk, bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.done import done
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.kept import desk_key
from tocsin.api.v1.reply import expected, reply
from tocsin.api.v1.says.escalation import Attachments, Done
from tocsin.api.v1.values import Digest, Number
from tocsin.app.doing import do, permitted
from tocsin.app.files import HEADERS, accept
from tocsin.app.ports import Recorded
from tocsin.core.lifecycle.commands import Attach
from tocsin.core.lifecycle.parts import Attachment
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["Files"])
SEE = Told(Action.ESCALATION_SEE)
_BINARY = "application/octet-stream"


def _most() -> int:
    """Bytes of a request: the file, and what is around it."""
    return bootstrap_desk.file_limit() + 100_000


@endpoint(router, "GET", "/escalations/{id}/attachments", SEE, says=Attachments)
def list_attachments(request: HttpRequest, id: Number) -> HttpResponse:
    """List the files of an escalation, in the order in which they came."""
    return reply({"items": [_file(each) for each in _attached(id)]})


@endpoint(
    router, "POST", "/escalations/{id}/attachments",
    Told(Action.ESCALATION_WORK, key=True, match=True, etag=True, large=_most), says=Done,
)  # fmt: skip
def attach_file(request: HttpRequest, id: Number, file: File[UploadedFile]) -> HttpResponse:
    """Attach a file, sent as `multipart/form-data`.

    What it is, is judged by what it holds: pictures, PDF, text, logs, archives; never programs or pages.
    """
    desk, who = bootstrap_site.desk(), asker(request)
    desk.books.refresh()
    state, rules = desk.load(id)
    attach = Attach(Attachment(file.name or "file"))
    permitted(who.who, state, rules, (attach,))
    kept = accept(bootstrap_site.store(), file.name or "file", file.read(), bootstrap_desk.file_limit())
    return done(
        desk,
        do(desk, who.who, id, (Attach(kept),), who.now, key=desk_key(request), expected=expected(request)),
    )


@endpoint(
    router, "GET", "/escalations/{id}/attachments/{digest}",
    Told(Action.ESCALATION_SEE, files=_BINARY), says=str,
)  # fmt: skip
def get_attachment(request: HttpRequest, id: Number, digest: Digest) -> HttpResponse:
    """Get a file as it was sent; `digest` is the SHA-256 of what it holds."""
    named = next((each for each in _attached(id) if _digest(each) == digest), None)
    found = bootstrap_site.store().file(digest) if named is not None else None
    if named is None or found is None:
        text = f"no file `{digest[:12]}` is attached to `{id}`, or it was taken out"
        raise Refused(Finding("unknown-file", text, Position.of("path"), "see the list of attachments"))
    response = HttpResponse(found.content, content_type=_BINARY, headers=HEADERS)
    name = quote(str(named.data["attachment"]["name"]))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _attached(id_: str) -> list[Recorded]:
    bootstrap_site.desk().load(id_)
    return [each for each in bootstrap_site.store().events(id_) if each.kind == "attached"]


def _digest(event: Recorded) -> str:
    return str(event.data["attachment"].get("digest", ""))


def _file(event: Recorded) -> dict[str, object]:
    said = event.data["attachment"]
    return {
        "name": said["name"], "digest": _digest(event) or None, "size": said.get("size", 0),
        "at": iso(event.at), "by": event.actor,
    }  # fmt: skip
