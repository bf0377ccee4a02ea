"""A line of the desk as plain JSON, for the API: its keys are a promise."""

from datetime import datetime

from tocsin.app.desk.board import Line
from tocsin.app.ports import Json
from tocsin.core.model.instant import iso


def board_json(line: Line) -> Json:
    """The line as scripts read it; instants are ISO 8601 UTC, None where there is none."""
    row, state = line.row, line.state
    return {
        "id": row.stream,
        "version": state.version,
        "status": row.status,
        "severity": row.severity,
        "level": row.level,
        "stop_the_line": state.stopped,
        "title": row.title,
        "customer": row.customer,
        "segment": row.segment,
        "reference": state.ticket.reference,
        "team": row.team,
        "owner": row.owner or None,
        "vacant": list(line.vacant),
        "waiting": line.waiting,
        "paging": line.paging,
        "due": _due(line),
        "clocks": [
            {"name": c.name, "status": c.status, "target": c.target, "due_at": _iso(c.due_at), "left": c.left}
            for c in line.clocks
        ],
        "reported_at": iso(row.reported_at),
        "changed_at": iso(row.updated_at),
        "updated_at": _iso(line.updated),
        "resolved_at": _iso(row.resolved_at),
        "closed_at": _iso(row.closed_at),
    }


def _due(line: Line) -> Json | None:
    due = line.due
    return {"at": iso(due.due_at), "kind": due.kind, "what": due.what, "why": due.why} if due else None


def _iso(at: datetime | None) -> str | None:
    return iso(at) if at else None
