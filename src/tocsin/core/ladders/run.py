"""One decision under way: the events so far, and paging as it stands after them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core.ladders.events import Called, PagingEvent
from tocsin.core.ladders.evolve import evolve
from tocsin.core.ladders.rungs import Book, Rung, Who
from tocsin.core.ladders.state import Climb, Paging


class LadderError(ValueError):
    """A command that cannot be obeyed: the text says why, and what to do."""


@dataclass
class Run:
    """Collects events; each is folded as it is decided, so that state and events cannot differ."""

    paging: Paging
    book: Book
    who: Who
    now: datetime
    events: list[PagingEvent] = field(default_factory=list)

    def emit(self, event: PagingEvent) -> None:
        """Decides this event."""
        self.events.append(event)
        self.paging = evolve(self.paging, event)

    def climb(self, id_: str) -> Climb:
        """The climb as it stands now. Raises LadderError when there is none."""
        return climb_of(self.paging, id_)

    def called(self, rung: Rung) -> tuple[Called, ...]:
        """Whoever answers for the rung now and can be reached at all, each person once."""
        found: dict[str, Called] = {}
        for target in rung.targets:
            for someone in self.who(target, self.now):
                person, why = (someone, "") if isinstance(someone, str) else someone
                found.setdefault(person, Called(person, target, why))
        if rung.patient:
            return tuple(found.values())
        return tuple(one for one in found.values() if self.book.rules_of(one.person))

    def nobody(self, rung: Rung) -> str:
        """Why the rung has nobody to page."""
        found = [s if isinstance(s, str) else s[0] for t in rung.targets for s in self.who(t, self.now)]
        if found:
            return f"no way is known to reach {_and(dict.fromkeys(found))}"
        return f"nobody answers for {_and(rung.targets)}"


def _and(names: Sequence[str] | dict[str, None]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "it"


def climb_of(paging: Paging, id_: str) -> Climb:
    """The climb of this id. Raises LadderError when there is none."""
    found = paging.climbs.get(id_)
    if found is None:
        known = ", ".join(f"`{name}`" for name in paging.climbs) or "none"
        raise LadderError(f"`{id_}` is not being climbed: name one of these climbs: {known}")
    return found


def withdrawn(paging: Paging, climb_id: str, keep: str = "") -> tuple[str, ...]:
    """Open pages that ask for nothing any more once this climb ends; `keep` is whose answer is counted."""
    return tuple(
        page.id
        for page in paging.open_pages(climb_id)
        if page.person != keep and not _wanted(paging, page.climbs, climb_id)
    )


def _wanted(paging: Paging, climbs: Sequence[str], ending: str) -> bool:
    return any(paging.climbs[id_].state in ("climbing", "spent") for id_ in climbs if id_ != ending)
