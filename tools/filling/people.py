"""What the people of the demo do: they answer and tell the customer, most of the time in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from tocsin.app.desk import Asked
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import clocks, due_of
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import OPEN, RESOLVED, STABILISED
from tocsin.core.model.finding import Refused
from tools.filling.clock import Clock

SILENT = 18
"""Of a hundred pages so many are slept through."""
STOPPED = 85
"""Of a hundred escalations, those whose impact is stopped within hours."""
LATE = 12
"""Of a hundred updates so many come late."""
FIRST = "We have your ticket and work on it now. I am your contact; you hear from us again as promised."
WORDS = (
    "Impact: unchanged for the people who reported it. Known: the fault is in {component}. "
    "We are testing a change now. You hear from us again by the time we promised.",
    "Impact: as before, nobody else has reported it. Known: it began with the last change to {component}. "
    "A way around it is being tried with you. Next word at the promised time.",
    "Impact: smaller since our last message. Mitigation: {component} was put back to its state before. "
    "We watch it and write again at the promised time.",
)


def chance(*named: object) -> int:
    """0 to 99, always the same for the same thing: a demo that looks the same each time."""
    return crc32("|".join(map(str, named)).encode()) % 100


class People:
    """Looks at an escalation after each change, and lets people do what they would."""

    def __init__(self, desk: Any, clock: Clock) -> None:
        self._desk, self._clock = desk, clock
        self.left_alone: set[str] = set()
        self._seen: set[str] = set()
        self.refused = 0

    def look(self, stream: str) -> None:
        """Somebody may have been paged, or owe the customer a word."""
        state, rules = self._desk.load(stream)
        if not state.is_escalation or stream in self.left_alone:
            return
        self._work(stream)
        for page in state.paging.pages.values():
            self._answer(state, page)
        if state.offer is not None:
            self._once(
                f"{stream} offer {state.offer.at}", self._later(stream, 3), stream, state.offer.to, c.Accept()
            )
        for ticking in clocks(state, rules):
            if ticking.name == "update" and state.owner:
                self._update(state, rules, ticking)

    def do(self, stream: str, actor: str, *commands: c.Command) -> bool:
        """Carries out commands; what the desk refuses is simply not done."""
        try:
            self._desk.run(Asked(tuple(commands), actor, stream), self._clock.now)
        except Refused:
            self.refused += 1
            return False
        self.look(stream)
        return True

    def _answer(self, state: State, page: Any) -> None:
        if page.state != "ordered" or chance(page.id, page.person) < SILENT:
            return
        wait = 1 + chance(page.id, "minutes") % 8
        name = f"{state.id} {page.person} {','.join(page.climbs)} {page.due_at}"
        self._once(name, self._later(state.id, wait), state.id, page.person, c.Acknowledge())

    def _work(self, stream: str) -> None:
        """Once it is open: a first finding soon, and within hours the impact stops, mostly."""
        if stream in self._seen:
            return
        self._seen.add(stream)
        self._clock.at(self._later(stream, 25 + chance(stream, "find") % 20), lambda _: self._found(stream))
        if chance(stream, "first") >= LATE:
            self._clock.at(self._later(stream, 3 + chance(stream, "word") % 9), lambda _: self._first(stream))
        hours = 1 + chance(stream, "stop") % 7
        if chance(stream, "stops") < STOPPED:
            self._clock.at(self._later(stream, 60 * hours), lambda _: self._stop(stream))

    def _first(self, stream: str) -> None:
        state, _ = self._desk.load(stream)
        if state.is_escalation and state.owner and not state.updates:
            self.do(stream, state.owner, c.SendUpdate(FIRST, via="phone"))

    def _found(self, stream: str) -> None:
        state, _ = self._desk.load(stream)
        part = str(state.facts.get("component", "the service"))
        if state.is_escalation and state.owner:
            self.do(stream, state.owner, c.RecordFinding(f"{part} answers slowly since its last change"))

    def _stop(self, stream: str) -> None:
        state, _ = self._desk.load(stream)
        part, who = str(state.facts.get("component", "the service")), state.owner
        if state.status is OPEN and who:
            self.do(stream, who, c.RecordMitigation(f"{part} was put back to its state before"))
            self.do(stream, who, c.RecordWorkaround("use last week's form until it is mended", accepted=True))
            self.do(
                stream, who, c.SendUpdate(f"The impact has stopped: {part} works again. The cause is open.")
            )
            self._confirmed(stream, who, "stabilised")

    def _update(self, state: State, rules: Any, ticking: Any) -> None:
        due = due_of(ticking.clock)
        if due is None:
            return
        late = chance(state.id, due) < LATE
        when = (
            due + timedelta(minutes=7)
            if late
            else due - timedelta(minutes=2 + chance(state.id, due, "m") % 9)
        )
        words = WORDS[chance(state.id, state.updates) % len(WORDS)]
        text = words.format(component=str(state.facts.get("component", "the service")))
        self._once(f"{state.id} update {due}", when, state.id, state.owner, c.SendUpdate(text, via="email"))

    def _once(self, name: str, when: datetime, stream: str, actor: str, command: c.Command) -> None:
        if name in self._seen:
            return
        self._seen.add(name)

        def deed(_: datetime) -> None:
            state, _rules = self._desk.load(stream)
            if isinstance(command, c.Acknowledge) and not _called(state, actor):
                return
            self.do(stream, actor, command)

        self._clock.at(when, deed)

    def _later(self, stream: str, minutes: int) -> datetime:
        return self._clock.now + timedelta(minutes=minutes, seconds=chance(stream, minutes) % 50)

    def end(self, stream: str) -> None:
        """The history says that it is over: found, mended, confirmed, closed, each when its gate lets it."""
        state, _ = self._desk.load(stream)
        if not state.is_escalation:
            self.do(stream, "chloe-martin", c.Close("Solved by support; the customer agreed."))
            return
        who, now = state.owner or "priya-raman", self._clock.now
        part = str(state.facts.get("component", "the service"))
        self.do(
            stream, who, c.RecordFinding(f"a setting in {part} was wrong since the last change", cause=True)
        )
        self._stop(stream)
        self._clock.at(now + timedelta(minutes=35), lambda _: self._over(stream, who))

    def _over(self, stream: str, who: str) -> None:
        self.do(
            stream, who, c.SendUpdate("The impact has stopped, and the cause is removed. Please confirm.")
        )
        self.do(stream, who, c.Verify("It works again for all of us, thank you."))
        self._confirmed(stream, who, "resolved")
        wait = timedelta(hours=2 + chance(stream, "close") % 40)
        self._clock.at(self._clock.now + wait, lambda _: self._confirmed(stream, who, "closed"))

    def _confirmed(self, stream: str, who: str, name: str) -> None:
        state, _ = self._desk.load(stream)
        at = {"stabilised": OPEN, "resolved": STABILISED, "closed": RESOLVED}[name]
        if state.status is not at:
            return
        lines = ("all",)
        words = "Cause found, removed and confirmed; nothing remains."
        made = {"stabilised": c.Stabilise(confirm=lines), "resolved": c.Resolve(confirm=lines),
                "closed": c.Close(words, confirm=lines)}  # fmt: skip
        self.do(stream, who, made[name])


def _called(state: State, person: str) -> bool:
    climbs = state.paging.climbs
    return any(climbs[id_].state in ("climbing", "spent") for id_ in state.paging.calling(person))
