"""An event as it is posted: which escalation, how it stands, what happened. No customer is named in it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tocsin.app.desk.desk import Desk
from tocsin.app.ports import Json, Snapshot
from tocsin.app.ports_feed import Fed
from tocsin.app.ports_webhooks import Packed
from tocsin.app.webhooks import PING
from tocsin.core.lifecycle.state import State
from tocsin.core.model.finding import Refused
from tocsin.core.model.instant import iso

ESCALATIONS = "/api/v1/escalations"


def packer(desk: Callable[[], Desk]) -> Callable[[Sequence[Fed], datetime], Sequence[Packed]]:
    """How events are packed: with the state of their escalation at that time, for who needs no more.

    Texts, customers and facts stay in the desk, where rights and erasure hold: a receiver that needs them
    reads the escalation with a token of its own.
    """

    def pack(told: Sequence[Fed], now: datetime) -> Sequence[Packed]:
        opened = desk()
        snapshots: Mapping[str, Snapshot] = opened.store.loads(list({fed.stream for fed in told}))
        states = {stream: _state(opened, snapshot) for stream, snapshot in snapshots.items()}
        return [Packed(fed, _body(fed, states.get(fed.stream), now)) for fed in told]

    return pack


def ping_body(webhook: int, now: datetime) -> str:
    """What a ping says."""
    return _dumped({"kind": PING, "webhook": webhook, "at": iso(now), "packed_at": iso(now)})


def _state(desk: Desk, snapshot: Snapshot) -> State | None:
    try:
        return desk.state_of(snapshot)
    except (Refused, ValueError):
        return None


def _body(fed: Fed, state: State | None, now: datetime) -> bytes:
    said: Json = {
        "position": fed.position,
        "kind": fed.kind,
        "at": iso(fed.at),
        "actor": fed.actor,
        "escalation": {"id": fed.stream, "version": fed.version, "url": f"{ESCALATIONS}/{fed.stream}"},
        "packed_at": iso(now),
    }
    if state is not None:
        said["escalation"] |= {
            "status": str(state.status),
            "severity": state.severity,
            "level": state.level,
            "segment": state.segment,
            "owner": state.owner or None,
        }
    return _dumped(said).encode()


def _dumped(said: Json) -> str:
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))
