"""Support hours and customer segments (A0.3, A0.5)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from tocsin.core.policy.schema.base import ALWAYS, Id, SeverityId, Strict, Text, shorthand


class Holidays(Strict):
    """Days on which a calendar stays closed."""

    country: str | None = Field(None, description="ISO 3166 country, as in `US`.")
    subdivision: str | None = Field(None, description="State or province, as in `CA`.")
    days: dict[date, str] = Field({}, description="Own days off, with their names.")


class Calendar(Strict):
    """When support is open, in its own zone. Windows may be several a day: lunch is a gap."""

    name: Text
    zone: Text = Field(description="An IANA zone such as `Europe/Berlin`.")
    hours: dict[str, list[str]] = Field(
        description="Days (`mon-fri`, `sat`) to windows (`08:00-12:00`; `24:00` ends the day)."
    )
    holidays: Annotated[Holidays, shorthand("country")] = Holidays()
    breaks: dict[date, list[str]] = Field({}, description="Windows taken out of one day.")
    shifts: dict[date, list[str]] = Field({}, description="Windows that replace one day's hours.")


class Segment(Strict):
    """A group of customers with the same promises (A0.3)."""

    name: Text
    means: str = Field("", description="Who belongs to it.")
    hours: Id = Field(ALWAYS, description="The calendar in which its clocks run, or `always`.")
    exceptions: dict[SeverityId, Id] = Field(
        {}, alias="except", description="Severities with another calendar: `{P1: always}`."
    )

    def calendar(self, severity: str) -> str:
        """The calendar id in which the clocks of this severity run."""
        return self.exceptions.get(severity, self.hours)
