"""What a line of the timeline says: a short head that can be translated, and what somebody wrote (A5.6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.app.desk.step_rest import CLOCKS
from tocsin.app.desk.wording import Said, say
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.core.lifecycle.decide.lists import lines_to_tick
from tocsin.core.lifecycle.gates import GATES
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.story import seat

Words = tuple[Said, str]
"""The head, and the text below it."""


@dataclass(frozen=True)
class Reader:
    """With whose names and under which policy a line is read."""

    names: Mapping[str, str]
    rules: Rules
    lines: Mapping[str, str]

    @classmethod
    def of(cls, names: Mapping[str, str], rules: Rules) -> "Reader":
        """The reader of one escalation's lines."""
        return cls(names, rules, gate_lines(rules) | dict(lines_to_tick(rules.policy)))

    def name(self, person: str) -> str:
        """What a person is called."""
        return self.names.get(person, person)


def gate_lines(rules: Rules) -> dict[str, str]:
    """The words of every line of a gate, by `stabilised.held`."""
    resolution = rules.policy.resolution
    parts = [part for names in GATES.values() for part in names]
    return {f"{part}.{id_}": line.text for part in parts for id_, line in getattr(resolution, part).items()}


def worded(kind: str, data: Mapping[str, Any], actor: str, reader: Reader) -> Words | None:
    """Head and text of an event; None for one that is told as `story` tells it."""
    make = _WORDS.get(kind)
    return make(data, actor, reader) if make else None


def _text(head: str, field: str = "text") -> Callable[[Mapping[str, Any], str, Reader], Words]:
    def made(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
        return say(head), str(data.get(field, ""))

    return made


def _update(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    via, text = data.get("via"), str(data["text"])
    if via:
        return say(_("Update to the customer, with %(other)s"), other=via), text
    return say(_("Update to the customer")), text


def _opened(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    head = say(
        _("Opened at %(severity)s, level %(level)s; owner: %(person)s"),
        severity=data["severity"], level=data["level"], person=reader.name(str(data["owner"])),
    )  # fmt: skip
    return head, str(data["why"])


def _finding(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("Root cause") if data.get("cause") else _("Finding")), str(data["text"])


def _workaround(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    head = _("Workaround, accepted by the customer") if data.get("accepted") else _("Workaround")
    return say(head), str(data["text"])


def _seated(data: Mapping[str, Any], actor: str, reader: Reader) -> Words:
    called = seat(str(data["role"]))
    if data["person"] == actor:
        return say(_("Took the seat %(seat)s"), seat=called), ""
    head = say(_("%(person)s sits as %(seat)s"), person=reader.name(str(data["person"])), seat=called)
    why = str(data.get("why", ""))
    return head, "" if why == f"by {actor}" else why


def _unseated(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    person = reader.name(str(data["person"]))
    head = say(_("%(person)s left the seat %(seat)s"), person=person, seat=seat(str(data["role"])))
    return head, str(data.get("why", ""))


def _offered(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    head = say(_("Ownership offered to %(person)s"), person=reader.name(str(data["to"])))
    return head, str(data.get("note", ""))


def _handed(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    before, after = reader.name(str(data["before"])), reader.name(str(data["after"]))
    return say(_("Ownership: from %(before)s to %(after)s"), before=before, after=after), ""


def _acknowledged(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("Acknowledged (%(ladders)s)"), ladders=", ".join(data["climbs"])), ""


def _changed(head: str) -> Callable[[Mapping[str, Any], str, Reader], Words]:
    def made(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
        return say(head, before=data.get("before") or "-", after=data["after"]), str(data.get("why", ""))

    return made


def _confirmed(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    lines = [reader.lines.get(str(line), str(line)) for line in data["lines"]]
    return say(_("Confirmed")), "\n".join(lines)


_MARKS = {"done": _("Ticked"), "not needed": _("Not needed here"), "open": _("Not done after all")}


def _ticked(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_MARKS[str(data.get("mark", "done"))]), str(data["text"])


def _breached(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("LATE: %(what)s, due %(at)s"), what=say(CLOCKS[str(data["clock"])]), at=_due(data)), ""


def _warned(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    used = f"{float(data['fraction']):.0%}"
    what = say(CLOCKS[str(data["clock"])])
    return say(
        _("%(used)s of the time is used: %(what)s, due %(at)s"), used=used, what=what, at=_due(data)
    ), ""


def _reminded(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    head = _("The owner is reminded: an update is due %(at)s")
    lead = _("The lead is reminded: an update is due %(at)s")
    return say(lead if data["who"] == "lead" else head, at=_due(data)), ""


def _due(data: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(data["due_at"]))


def _paged(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    person = reader.name(str(data["person"]))
    ladders = ", ".join(data["climbs"])
    head = _("Page to %(person)s by %(method)s (%(ladder)s)")
    return say(head, person=person, method=data["method"], ladder=ladders), ""


def _spent(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("NOBODY ANSWERED on %(ladder)s"), ladder=data["climb"]), str(data.get("why", ""))


def _joined(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("%(other)s is a duplicate of this"), other=data["duplicate"]), str(data.get("why", ""))


def _linked(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("Duplicate of %(other)s"), other=data["original"]), str(data.get("why", ""))


def _unlinked(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("No duplicate of %(other)s"), other=data["original"]), str(data.get("why", ""))


def _judged(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    found = data["judgement"]
    head = _("The criteria say %(severity)s, level %(level)s")
    stop = _("The criteria say %(severity)s, level %(level)s: stop the line")
    level = found.get("level", 0)
    return say(stop if found.get("stop") else head, severity=found.get("severity", ""), level=level), ""


def _rung(data: Mapping[str, Any], _actor: str, reader: Reader) -> Words:
    people = ", ".join(dict.fromkeys(reader.name(str(one["person"])) for one in data["called"]))
    next_at = datetime.fromisoformat(str(data["waits_until"]))
    head = _("%(ladder)s, rung %(rung)s: %(people)s; the next rung at %(at)s")
    return say(head, ladder=data["climb"], rung=data["rung"], people=people, at=next_at), ""


def _reported(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("Reported")), str(data["ticket"]["title"])


def _attached(data: Mapping[str, Any], _actor: str, _reader: Reader) -> Words:
    return say(_("File")), str(data["attachment"]["name"])


_WORDS: dict[str, Callable[[Mapping[str, Any], str, Reader], Words]] = {
    "reported": _reported,
    "judged": _judged,
    "rung_reached": _rung,
    "opened": _opened,
    "update_sent": _update,
    "noted": _text(_("Note")),
    "finding_recorded": _finding,
    "mitigation_recorded": _text(_("Mitigation")),
    "workaround_recorded": _workaround,
    "verified": _text(_("The customer confirmed"), "words"),
    "stabilised": _text(_("Stabilised"), "note"),
    "resolved": _text(_("Resolved"), "note"),
    "closed": _text(_("Closed"), "note"),
    "reopened": _text(_("Reopened"), "why"),
    "acknowledged": _acknowledged,
    "declined": _text(_("Declined"), "why"),
    "seated": _seated,
    "unseated": _unseated,
    "hand_over_offered": _offered,
    "handed_over": _handed,
    "hand_over_refused": _text(_("Ownership not taken"), "why"),
    "waiting_started": _text(_("Waiting for the customer"), "why"),
    "waiting_ended": _text(_("No longer waiting"), "why"),
    "severity_changed": _changed(_("Severity %(before)s to %(after)s")),
    "level_changed": _changed(_("Level %(before)s to %(after)s")),
    "lines_confirmed": _confirmed,
    "ticked": _ticked,
    "attached": _attached,
    "joined": _joined,
    "linked": _linked,
    "unlinked": _unlinked,
    "clock_breached": _breached,
    "clock_warned": _warned,
    "reminded": _reminded,
    "page_ordered": _paged,
    "ladder_spent": _spent,
    "policy_moved": _text(_("Moved to another policy"), "why"),
}
