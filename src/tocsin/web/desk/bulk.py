"""One action on several escalations: each is done by itself, and each result is told (A3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app.doing import do
from tocsin.app.ports import Conflict
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared.ask import Ask

MOST = 200
"""Escalations that one bulk action takes."""
UNDONE = "taken back at once"


@dataclass(frozen=True)
class Result:
    """What became of one of them."""

    stream: str
    done: bool
    says: str


@dataclass(frozen=True)
class Said:
    """What was asked, what became of each, and the action that takes it back, where there is one."""

    what: str
    results: tuple[Result, ...]
    undo: str = ""

    @property
    def done(self) -> tuple[str, ...]:
        """Those on which it was done."""
        return tuple(one.stream for one in self.results if one.done)

    @property
    def failed(self) -> tuple[Result, ...]:
        """Those on which it was not."""
        return tuple(one for one in self.results if not one.done)


Make = Callable[[QueryDict, str], c.Command]


def _text(sent: QueryDict, name: str, what: str) -> str:
    text = sent.get(name, "").strip()
    if not text:
        raise _refused(_("%s is missing") % what, _("fill it in beside the button"))
    return text[:4000]


def _refused(text: str, help_: str) -> Refused:
    return Refused(Finding("bulk", text, Position.of("form"), help_), usage=True)


def _link(sent: QueryDict, stream: str) -> c.Command:
    original = _text(sent, "original", _("the number of the escalation they belong to"))
    why = sent.get("why", "").strip() or "linked from the desk: the same incident"
    return c.Link(original.upper(), why[:1000])


def _nobody_knows(_sent: QueryDict, stream: str) -> c.Command:
    """Rated although it lacks something: what it was asked for is not known (A2.6)."""
    state, _ = bootstrap_site.desk().load(stream)
    return c.TriageIt(unknown=state.judged.missing)


_MAKE: Mapping[str, tuple[Make, str]] = {
    "acknowledge": (lambda sent, stream: c.Acknowledge(), ""),
    "assign": (lambda sent, stream: c.Assign(_text(sent, "person", _("the person"))), "withdraw"),
    "note": (lambda sent, stream: c.Note(_text(sent, "note", _("the note"))), ""),
    "wait": (lambda sent, stream: c.Wait(_text(sent, "reason", _("what we wait for"))), "resume"),
    "resume": (lambda sent, stream: c.Resume(sent.get("reason", "").strip()), ""),
    "link": (_link, "unlink"),
    "triage": (lambda sent, stream: c.TriageIt(), ""),
    "triage-unknown": (_nobody_knows, ""),
    "withdraw": (lambda sent, stream: c.Refuse(UNDONE), ""),
    "unlink": (lambda sent, stream: c.Unlink(UNDONE), ""),
}


def carry_out(sent: QueryDict, request: Ask) -> Said:
    """Carries an action out on each that was chosen. Raises Refused when nothing can be asked for at all."""
    kind = sent.get("do", "")
    undoing = kind.startswith("undo-")
    kind = kind.removeprefix("undo-")
    if kind not in _MAKE:
        raise _refused(_("`%s` is no action of this list") % kind[:40], _("choose one of the buttons"))
    chosen = tuple(dict.fromkeys(sent.getlist("undo-on" if undoing else "on")))[:MOST]
    if not chosen:
        raise _refused(_("no escalation is chosen"), _("tick the boxes in front of the lines first"))
    make, undo = _MAKE[kind]
    if kind == "link":
        chosen = tuple(one for one in chosen if one != sent.get("original", "").strip().upper())
    if chosen and kind != "triage-unknown":
        make(sent, chosen[0])  # a field that is missing is said once, before anything is done
    results = tuple(_one(stream, make, sent, request) for stream in chosen)
    return Said(kind, results, "" if undoing else undo)


def _one(stream: str, make: Make, sent: QueryDict, request: Ask) -> Result:
    key = f"{sent['key']}:{stream}" if sent.get("key") else ""
    try:
        command = make(sent, stream)
        answer = do(bootstrap_site.desk(), request.who, stream, (command,), request.now, key=key)
    except Refused as refused:
        return Result(stream, False, _told(refused.findings))
    except Conflict as conflict:
        return Result(stream, False, str(conflict))
    return Result(stream, True, answer.status)


def _told(findings: Sequence[Finding]) -> str:
    return "; ".join(f"{f.message} ({f.help})" if f.help else f.message for f in findings)
