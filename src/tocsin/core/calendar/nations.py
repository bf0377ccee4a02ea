"""Public holidays of countries and of their states, with their names (A0.5)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType


@lru_cache(maxsize=1024)
def national_names(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of one year with their names. Raises ValueError for an unknown country or state."""
    import holidays

    try:
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        name = f"{country}-{subdivision}" if subdivision else country
        raise ValueError(
            f"`{name}` has no holidays that we know: use an ISO code such as `US` or `DE-BY`"
        ) from None
    return MappingProxyType(dict(found))
