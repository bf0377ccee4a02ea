"""The view of an escalation as plain JSON, for scripts (and the API): its keys are a promise."""

from tocsin.app.desk.view import View
from tocsin.app.ports import Json
from tocsin.core.model.instant import iso


def as_json(seen: View) -> Json:
    """The view as scripts read it; instants are ISO 8601 UTC."""
    return {**_state(seen), **_time(seen), **_record(seen)}


def _state(seen: View) -> Json:
    state = seen.state
    return {
        "id": state.id,
        "version": state.version,
        "status": str(state.status),
        "severity": state.severity,
        "level": state.level,
        "policy": state.policy,
        "title": state.ticket.title,
        "text": state.ticket.text,
        "customer": state.ticket.customer,
        "reporter": state.ticket.reporter,
        "channel": state.ticket.channel,
        "reference": state.ticket.reference,
        "reported_at": iso(state.times.reported) if state.times.reported else None,
        "facts": seen.facts,
        "segment": state.segment,
        "owner": state.owner or None,
        "offered_to": state.offer.to if state.offer else None,
        "seats": state.seats,
        "vacant": list(seen.vacant),
        "waiting": state.is_waiting,
        "questions": [{"fact": fact, "ask": ask} for fact, ask in seen.questions],
        "duplicate_of": state.links.original or None,
        "duplicates": list(state.links.duplicates),
        "suggested": [
            {"id": s.stream, "score": s.score, "why": s.why, "title": s.title} for s in state.links.suggested
        ],
        "at": iso(seen.now),
    }


def _time(seen: View) -> Json:
    return {
        "clocks": [
            {
                "name": c.name,
                "status": c.status,
                "target": c.target,
                "calendar": c.calendar,
                "due_at": iso(c.due_at) if c.due_at else None,
                "left": c.left,
                "why": list(c.why),
            }
            for c in seen.clocks
        ],
        "late": [{"clock": b.clock, "count": b.count, "due_at": iso(b.due_at)} for b in seen.state.breaches],
        "paging": [
            {
                "ladder": climb.id,
                "state": climb.state,
                "rung": climb.rung or None,
                "answered_by": list(climb.acknowledged_by),
            }
            for climb in seen.state.paging.climbs.values()
        ],
        "pages": [
            {
                "at": iso(page.at),
                "ladder": page.climb,
                "rung": page.rung,
                "person": page.person or None,
                "method": page.method or None,
                "why": page.why,
            }
            for page in seen.pages
        ],
        "due": [{"at": iso(o.due_at), "kind": o.kind, "what": o.what, "why": o.why} for o in seen.due],
    }


def _record(seen: View) -> Json:
    return {
        "gate": {
            "name": seen.gate,
            "lines": [
                {"line": c.line, "text": c.text, "met": c.met, "optional": c.optional, "help": c.help}
                for c in seen.conditions
            ],
        } if seen.gate else None,
        "timeline": [
            {"version": t.version, "at": iso(t.at), "actor": t.actor, "kind": t.kind, "text": t.text}
            for t in seen.timeline
        ],
        "possible": list(seen.possible),
    }  # fmt: skip
