"""A calendar of the policy as the hours in which clocks run and rungs page (A0.5)."""

from tocsin.core.calendar.business import BusinessHours
from tocsin.core.policy.schema.time import Calendar


def hours_of(calendar: Calendar) -> BusinessHours:
    """Its hours. Raises ValueError for a zone, day, window or country that a checked policy cannot have."""
    return BusinessHours.of(
        calendar.zone,
        calendar.hours,
        breaks=calendar.breaks,
        shifts=calendar.shifts,
        closed=calendar.holidays.days,
        country=calendar.holidays.country or "",
        subdivision=calendar.holidays.subdivision or "",
    )
