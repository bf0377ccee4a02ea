"""Time zones by their IANA names, with the nearest name when one is unknown."""

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from tocsin.core.model.words import nearest


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All IANA zones that are known here."""
    return frozenset(available_timezones())


def zone_of(name: str) -> ZoneInfo:
    """The zone of this name. Raises ValueError with the nearest name when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(name, zone_names())
        help_ = f"did you mean `{near}`?" if near else "use an IANA name such as `Europe/Berlin`"
        raise ValueError(f"`{name}` is no time zone: {help_}") from None
