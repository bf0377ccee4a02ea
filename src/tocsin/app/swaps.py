"""Swapping shifts: asked, accepted (then the roster changes), refused, withdrawn, expired (A4.2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.app.desk import Desk, roster
from tocsin.app.desk.roster_foreseen import Move, foreseen, in_words, person_name
from tocsin.app.doing import Forbidden
from tocsin.app.ports_swaps import SwapRequests
from tocsin.app.swap_checks import (
    ACTION,
    refuse_closed,
    refuse_moved,
    refuse_taker,
    refuse_wish,
    refused,
    shifts_asked,
    where,
)
from tocsin.app.swap_letters import letters
from tocsin.app.swap_requests import Status, SwapRequest, Wish, data_of, reason, request_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.oncall.effects import Effect


class Swaps:
    """The use cases of swap requests on one desk; `store` is the desk's own, `base` its address for links."""

    def __init__(self, desk: Desk, store: SwapRequests, base: str = "") -> None:
        self._desk = desk
        self._store = store
        self._base = base

    def ask(self, wish: Wish, actor: str, now: datetime) -> SwapRequest:
        """Keeps a request of `actor`; the same one that is open already is that one. Raises Refused."""
        rules = self._rules()
        same = wish.back_rotation == wish.rotation or not wish.back
        wish = replace(wish, why=" ".join(wish.why.split()), back_rotation="" if same else wish.back_rotation)
        refuse_wish(rules, wish, actor, now)
        mine, theirs = shifts_asked(rules, wish, actor)
        with self._store.deciding():
            for known in self.requests(now):
                if (known.asker, known.wish, known.status(now)) == (actor, wish, Status.ASKED):
                    return known
            ends = max(span.end for span in (*mine, *theirs))
            made = request_of(self._store.add_swap(now, actor, data_of(wish, mine, theirs), ends))
            self._tell(rules, made, now)
        return made

    def foreseen(self, request: SwapRequest, taker: str) -> tuple[Effect, ...]:
        """What would come of it if `taker` accepted: gaps, double booking, long stretches, short rest."""
        return foreseen(self._rules(), moves_of(request, taker))

    def accept(self, number: int, actor: str, now: datetime, *, anyway: bool = False) -> SwapRequest:
        """The roster changes as asked. Raises Forbidden, and Refused: with grave effects unless `anyway`."""
        with self._store.deciding():
            request, rules = self.request(number), self._rules()
            refuse_closed(rules, request, now)
            refuse_taker(rules, request, actor)
            refuse_moved(rules, request)
            grave = [one for one in self.foreseen(request, actor) if one.is_grave]
            if grave and not anyway:
                raise _refused_grave(rules, grave)
            why = reason(request)
            made = [
                roster.add(
                    self._desk, kind, id_, (start, end), people, why, actor, now, signed_in=True
                ).id
                for kind, id_, start, end, people in moves_of(request, actor)
            ]  # fmt: skip
            self._store.decide_swap(number, now, actor, Status.ACCEPTED, {"changes": made})
            self._tell(rules, self.request(number), now)
        self._desk.books.refresh()
        return self.request(number)

    def refuse(self, number: int, actor: str, now: datetime) -> SwapRequest:
        """The one who was asked says no. Raises Refused and Forbidden."""
        request = self.request(number)
        refuse_closed(self._rules(), request, now)
        if not request.wish.other:
            raise refused("this was asked of anyone: nobody needs to refuse it", "just leave it")
        if actor != request.wish.other:
            other = person_name(self._rules(), request.wish.other)
            raise Forbidden(f"only {other}, who was asked, can refuse it", ACTION, where(request))
        return self._decided(number, actor, now, Status.REFUSED)

    def withdraw(self, number: int, actor: str, now: datetime) -> SwapRequest:
        """Whoever asked takes it back. Raises Refused and Forbidden."""
        request = self.request(number)
        refuse_closed(self._rules(), request, now)
        if actor != request.asker:
            asker = person_name(self._rules(), request.asker)
            raise Forbidden(f"only {asker}, who asked, can withdraw it", ACTION, where(request))
        return self._decided(number, actor, now, Status.WITHDRAWN)

    def _decided(self, number: int, actor: str, now: datetime, status: Status) -> SwapRequest:
        with self._store.deciding():
            if not self._store.decide_swap(number, now, actor, status, {}):
                refuse_closed(self._rules(), self.request(number), now)  # somebody was quicker: says who
            decided = self.request(number)
            self._tell(self._rules(), decided, now)
        return decided

    def _tell(self, rules: Rules, request: SwapRequest, now: datetime) -> None:
        self._store.tell(now, letters(rules, request, now, self._base))

    def requests(self, now: datetime, back: timedelta = timedelta(0)) -> Sequence[SwapRequest]:
        """The requests whose last shift is not over, or was not over longer than `back` ago."""
        return [request_of(kept) for kept in self._store.swaps(now - back)]

    def request(self, number: int) -> SwapRequest:
        """One request. Raises Refused for an unknown one."""
        kept = self._store.swap(number)
        if kept is None:
            text = f"there is no swap request {number}"
            raise Refused(Finding("not-found", text, Position.of("request"), "look at the list of them"))
        return request_of(kept)

    def _rules(self) -> Rules:
        self._desk.books.refresh()
        return self._desk.books.current()


def moves_of(request: SwapRequest, taker: str) -> tuple[Move, ...]:
    """The changes of the roster when `taker` accepts.

    In one and the same span of a rotation the two exchange their shifts; else each stands in for the other.
    """
    wish, asker = request.wish, request.asker
    if wish.is_exchange:
        return (Move("swap", wish.rotation, *wish.span, {"one": asker, "other": taker}),)
    given = Move("override", wish.rotation, *wish.span, {"person": taker, "instead_of": asker})
    if wish.back is None:
        return (given,)
    return given, Move("override", wish.back_in, *wish.back, {"person": asker, "instead_of": taker})


def _refused_grave(rules: Rules, grave: Sequence[Effect]) -> Refused:
    help_ = "accept it knowing that, or leave it"
    return Refused(*(Finding("swap", text, Position.of("request"), help_) for text in in_words(rules, grave)))
