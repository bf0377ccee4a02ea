"""Files of an escalation: taken in by what they hold, and only ever saved, never shown (A2.1)."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tocsin import bootstrap_desk, bootstrap_site
from tocsin.app.doing import permitted
from tocsin.app.files import HEADERS, PLACE, accept
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Attachment
from tocsin.web.escalation.acts import carry_out
from tocsin.web.escalation.look import Seen, look
from tocsin.web.escalation.verbs import Verb, refuse
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import action, page

MOST = 10
"""Files of one form."""


@action("escalation.work")
def attach(request: Ask, stream: str) -> HttpResponse:
    """Keeps the files and writes them down. A file that nobody may attach is not kept either."""
    seen = look(request, stream)
    sent = request.FILES.getlist("file")[:MOST]
    permitted(request.who, seen.view.state, seen.rules, [c.Attach(Attachment("file"))])
    if not sent:
        raise refuse("file", _("no file was chosen"), _("choose one"))
    limit = bootstrap_desk.file_limit()
    store = bootstrap_site.store()
    kept = [accept(store, one.name or "file", one.read(limit + 1), limit) for one in sent]
    verb = Verb("escalation.work", lambda form: (), _("Attached."), guarded=False, reload=True)
    return carry_out(request, seen, verb, tuple(c.Attach(each) for each in kept))


@page("escalation.see")
def download(request: Ask, stream: str, digest: str) -> HttpResponse:
    """One file of this escalation, to be saved."""
    seen = look(request, stream)
    found = next((each for each in attached(seen) if each["digest"] == digest), None)
    kept = bootstrap_site.store().file(digest) if found else None
    if found is None or kept is None:
        raise Http404
    answer = HttpResponse(kept.content, content_type=kept.kind, headers=dict(HEADERS))
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(str(found['name']))}"
    return answer


def attached(seen: Seen) -> list[dict[str, object]]:
    """The files of the record, oldest first; `here` when the desk itself keeps it."""
    found = [event.data["attachment"] for event in seen.recorded if event.kind == "attached"]
    return [
        {
            "name": one["name"],
            "size": one.get("size", 0),
            "digest": one.get("digest", ""),
            "place": one.get("place", ""),
            "here": one.get("place") == PLACE and bool(one.get("digest")),
        }
        for one in found
    ]
