"""The document as a page: the PDF's own outline, with its contents, to read, search, download."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tocsin import bootstrap, bootstrap_policy
from tocsin.app.document import KINDS
from tocsin.app.versions_document import document
from tocsin.app.versions_parts import Version
from tocsin.core.documents import outline as o
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.policy.shared import looked_at, shown, versions, waiting
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import page

NAMES = {
    "playbook": gettext_lazy("Playbook"),
    "protocol": gettext_lazy("Protocol"),
    "runbooks": gettext_lazy("Runbooks"),
    "training": gettext_lazy("Training"),
    "prompt": gettext_lazy("Prompts"),
}
MEDIA = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_FORMS = ("pdf", "docx", "pptx", "html", "md")


@dataclass(frozen=True)
class Part:
    """A section as the page shows it; `depth` is the heading's level, 2 and more."""

    id: str
    title: str
    depth: int
    html: SafeString


@dataclass(frozen=True)
class Shown:
    """A document in pieces, with its contents: sections and, below each, its own."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    contents: tuple[tuple[Part, tuple[Part, ...]], ...]


@page("policy.see")
def index(request: Ask) -> HttpResponse:
    """The document of the version in force, or of another."""
    version, kind = looked_at(request), _kind(request)
    day = request.now.replace(hour=0, minute=0, second=0, microsecond=0)
    told: dict[str, Any] = {
        "kind": kind,
        "kinds": NAMES.items(),
        "forms": _FORMS,
        "waiting": waiting(request),
    }
    try:
        found = _shown(version.hash, kind, day, _signed(version))
    except Refused as refused:
        told["findings"] = refused.findings[:20]
        return shown(request, "policy/document.html", "document", version, **told, status=422)
    return shown(request, "policy/document.html", "document", version, **told, document=found)


@page("policy.see")
def download(request: Ask) -> HttpResponse:
    """The document as a file: Markdown, HTML, PDF, Word, PowerPoint."""
    version, kind = looked_at(request), _kind(request)
    form = request.GET.get("form", "pdf")
    if form not in MEDIA:
        text = _("`%(form)s` is no format of a document") % {"form": form[:20]}
        raise Refused(Finding("format", text, Position.of("request"), ", ".join(MEDIA)))
    content = bootstrap.render_document(
        document(versions(), version, kind, request.now), form, lambda line: None
    )
    answer = HttpResponse(content, content_type=MEDIA[form])
    name = re.sub(r"[^a-z0-9.]+", "-", f"{version.title} {version.number} {kind}".lower()).strip("-")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _kind(request: Ask) -> str:
    wanted = request.GET.get("kind", "playbook")
    return wanted if wanted in KINDS else "playbook"


def _signed(version: Version) -> tuple[str, ...]:
    """Who signed, as far as the page's text depends on it."""
    return tuple(seat.id for seat in version.seats if seat.signature)


@lru_cache(maxsize=12)
def _shown(hash_: str, kind: str, day: datetime, signed: tuple[str, ...]) -> Shown:
    """The document in pieces; it is the same all day until somebody signs, and takes a moment to make."""
    known = versions()
    made = o.cleaned(document(known, known.get(hash_), kind, day))
    parts = {section.id: _part(made, number, section) for number, section in o.walk(made.sections)}
    contents = tuple(
        (parts[section.id], tuple(parts[child.id] for child in section.children)) for section in made.sections
    )
    facts = tuple((label, o.plain(text)) for label, text in made.facts)
    return Shown(made.title, made.subtitle, facts, tuple(parts.values()), contents)


def _part(made: o.Document, number: tuple[int, ...], section: o.Section) -> Part:
    html = bootstrap_policy.html_blocks(section.blocks, section.id)
    # The page's own buttons copy a text that stands in them; these name the element that holds it.
    html = html.replace(" data-copy=", " data-copies=")
    title = bootstrap_policy.heading(made, number, section.title)
    return Part(section.id, title, min(6, len(number) + 1), mark_safe(html))  # noqa: S308 (escaped by the renderer)
