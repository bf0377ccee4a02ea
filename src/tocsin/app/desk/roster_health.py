"""How hard it is to be on call: pages of the week by person, at night apart, and what is ahead (A13.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tocsin.app.desk.roster_desk import RosterDesk
from tocsin.app.ports_paged import Paged
from tocsin.core.oncall.duty import Load, Night
from tocsin.core.oncall.wall import wall_of

WEEK, WEEKS = timedelta(days=7), timedelta(days=28)


@dataclass(frozen=True)
class Health:
    """One person: pages in the last week, how many of them at night and at weekends, load before and after.

    `woken`: nights in which a page came. Loads are of four weeks each, as the one who is paged first;
    what they are on call for behind somebody else is told in hours.
    """

    person: str
    pages: int
    at_night: int
    at_weekends: int
    woken: int
    past: Load
    ahead: Load
    past_behind: timedelta
    ahead_behind: timedelta


class _Loads:
    """Everybody's loads around an instant."""

    def __init__(self, desk: RosterDesk, now: datetime) -> None:
        spans = ((now - WEEKS, now), (now, now + WEEKS))
        self.past, self.ahead = (_by_person(desk.load(*span, first=True)) for span in spans)
        self.past_behind, self.ahead_behind = (_by_person(desk.load(*span, first=False)) for span in spans)
        self.people = dict.fromkeys((*self.past, *self.ahead, *self.past_behind, *self.ahead_behind))


def _by_person(loads: Sequence[Load]) -> dict[str, Load]:
    return {one.person: one for one in loads}


def health(desk: RosterDesk, paged: Sequence[Paged], now: datetime) -> list[Health]:
    """Everybody who was paged in the last week or takes turns around now; the most pages first."""
    loads = _Loads(desk, now)
    pages: dict[str, list[datetime]] = {}
    for person, at in paged:
        if now - WEEK <= at <= now:
            pages.setdefault(person, []).append(at)
    made = [
        _health(person, pages.get(person, []), desk.zone_of(person), loads)
        for person in dict.fromkeys((*pages, *loads.people))
    ]
    return sorted(made, key=lambda one: (-one.pages, -one.past.time, one.person))


def _health(person: str, pages: Sequence[datetime], zone: ZoneInfo, loads: _Loads) -> Health:
    walls = [wall_of(at, zone) for at in pages]
    night = Night()
    nights = [wall for wall in walls if wall.time() >= night.start or wall.time() < night.end]
    none = Load(person)
    return Health(
        person,
        pages=len(pages),
        at_night=len(nights),
        at_weekends=sum(wall.weekday() >= 5 for wall in walls),
        woken=len({(wall - timedelta(hours=12)).date() for wall in nights}),
        past=loads.past.get(person, none),
        ahead=loads.ahead.get(person, none),
        past_behind=loads.past_behind.get(person, none).time,
        ahead_behind=loads.ahead_behind.get(person, none).time,
    )
