"""What became of messages: outcomes of leases, what is said about a page later, and the ledger of it all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.app.ports_outbox import Line, Outcome, Step
from tocsin.core.model.instant import from_micros, to_micros
from tocsin.storage.posting import LEASED, LEAVING, WAITING, post, write_lines
from tocsin.storage.session import Part
from tocsin.storage.tables import clean

_SENT, _FAILED, _CANCELLED = "sent", "failed", "cancelled"
_HELD = "id, stream, page, person, channel, state, attempts, holder, ambiguous"
_STATE, _HOLDER, _AMBIGUOUS = 5, 7, 8
_UPDATE = """UPDATE tocsin_outbox SET state = %s, ready_at = %s, holder = '', ambiguous = %s, error = %s
  WHERE id = %s"""
_LINE = "stream, page, outgoing, at, step, person, channel, attempt, detail, holder"


class Outcomes(Part):
    """Outcomes are written once known; the ledger only grows."""

    def settle(self, holder: str, outcomes: Sequence[Outcome]) -> None:
        """Writes down what became of leases, in one transaction.

        A lease lost meanwhile still has its line in the ledger, and `accepted` still ends the message
        unless another attempt is under way.
        """
        if not outcomes:
            return
        with self._session.transaction():
            held = self._held([clean(outcome.id) for outcome in outcomes])
            news: list[Sequence[Any]] = []
            lines: list[Line] = []
            for outcome in outcomes:
                row = held.get(clean(outcome.id))
                if row is not None:
                    lines += _told(outcome, row, clean(holder))
                    news += _changed(outcome, row, clean(holder))
            self._session.many(_UPDATE, news)
            write_lines(self._session, lines)
            wanted = [one for one in outcomes if one.instead and _still_wanted(held.get(clean(one.id)))]
            post(self._session, [(to_micros(one.at), out) for one in wanted for out in one.instead])

    def _held(self, ids: Sequence[str]) -> dict[str, Any]:
        sql = f"SELECT {_HELD} FROM tocsin_outbox WHERE {self._session.among('id')} ORDER BY id"
        found = self._session.fetch(
            f"{sql} {self._session.dialect.lock}", [self._session.dialect.listed(ids)]
        )
        return {row[0]: row for row in found}

    def record(self, lines: Sequence[Line]) -> None:
        """Adds to the ledger: what a provider or a person says about a page later."""
        with self._session.transaction():
            write_lines(self._session, lines)

    def ledger(self, stream: str) -> Sequence[Line]:
        """Everything that happened to an escalation's pages and messages, oldest first."""
        sql = f"SELECT {_LINE} FROM tocsin_ledger WHERE stream = %s ORDER BY id"
        with self._session.failures():
            return [_read(row) for row in self._session.fetch(sql, [clean(stream)])]


def _mine(row: Sequence[Any], holder: str) -> bool:
    """Whether the lease is still the one that was given to this holder."""
    return row[_STATE] in (LEASED, LEAVING) and row[_HOLDER] == holder


def _still_wanted(row: Sequence[Any] | None) -> bool:
    """What was cancelled while it was being sent goes no other way either."""
    return row is None or row[_STATE] not in (LEAVING, _CANCELLED)


def _told(outcome: Outcome, row: Sequence[Any], holder: str) -> list[Line]:
    id_, stream, page, person, channel, state, attempts, *_ = row
    mine = _mine(row, holder)
    detail = outcome.detail if mine else f"{outcome.detail} (its lease had run out)".strip()
    attempt = attempts if mine else 0
    said = Line(stream, page, id_, outcome.at, outcome.step, person, channel, attempt, detail, holder)
    if mine and _following(outcome, state) == _CANCELLED:
        return [said, Line(stream, page, id_, outcome.at, Step.CANCELLED, person, channel)]
    return [said]


def _changed(outcome: Outcome, row: Sequence[Any], holder: str) -> list[Sequence[Any]]:
    """The parameters of _UPDATE, or nothing when the message is in other hands."""
    state = row[_STATE]
    if not _mine(row, holder) and not (outcome.step is Step.ACCEPTED and state == WAITING):
        return []
    following = _following(outcome, state)
    ready = to_micros(outcome.retry_at) if following == WAITING and outcome.retry_at else None
    unsure = bool(row[_AMBIGUOUS]) or outcome.step is Step.UNKNOWN
    error = "" if outcome.step is Step.ACCEPTED else clean(outcome.detail)
    return [(following, ready, unsure, error, row[0])]


def _following(outcome: Outcome, state: str) -> str:
    if outcome.step is Step.ACCEPTED:
        return _SENT
    if state == LEAVING:
        return _CANCELLED
    return WAITING if outcome.retry_at is not None else _FAILED


def _read(row: Sequence[Any]) -> Line:
    stream, page, outgoing, at, step, person, channel, attempt, detail, holder = row
    return Line(stream, page, outgoing, from_micros(at), Step(step), person, channel, attempt, detail, holder)
