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

    `woken`: nights in which a page came. Loads are of four weeks each.
    """

    person: str
    pages: int
    at_night: int
    at_weekends: int
    woken: int
    past: Load
    ahead: Load


def health(desk: RosterDesk, paged: Sequence[Paged], now: datetime) -> list[Health]:
    """Everybody who was paged in the last week or takes turns around now; the most pages first."""
    past = {one.person: one for one in desk.load(now - WEEKS, now)}
    ahead = {one.person: one for one in desk.load(now, now + WEEKS)}
    pages: dict[str, list[datetime]] = {}
    for person, at in paged:
        if now - WEEK <= at <= now:
            pages.setdefault(person, []).append(at)
    made = [
        _health(person, pages.get(person, []), desk.zone_of(person), past, ahead)
        for person in dict.fromkeys((*pages, *past, *ahead))
    ]
    return sorted(made, key=lambda one: (-one.pages, -one.past.time, one.person))


def _health(
    person: str, pages: Sequence[datetime], zone: ZoneInfo, past: dict[str, Load], ahead: dict[str, Load]
) -> Health:
    walls = [wall_of(at, zone) for at in pages]
    night = Night()
    nights = [wall for wall in walls if wall.time() >= night.start or wall.time() < night.end]
    woken = {(wall - timedelta(hours=12)).date() for wall in nights}
    weekends = sum(wall.weekday() >= 5 for wall in walls)
    loads = past.get(person, Load(person)), ahead.get(person, Load(person))
    return Health(person, len(pages), len(nights), weekends, len(woken), *loads)
