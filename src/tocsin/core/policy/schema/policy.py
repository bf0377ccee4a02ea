"""The whole policy: the only place where a rule of the organisation stands (design §1)."""

from typing import Literal

from pydantic import Field, field_validator

from tocsin.core.policy.schema.base import ALWAYS, FactId, Id, LevelId, SeverityId, Strict
from tocsin.core.policy.schema.clocks import Clocks
from tocsin.core.policy.schema.header import (
    ChecklistRow,
    Clause,
    Header,
    Notes,
    Organisation,
    Practice,
    Signatory,
    Step,
)
from tocsin.core.policy.schema.messages import (
    Briefs,
    Communication,
    Message,
    Phrases,
    Resolution,
    WarRoom,
)
from tocsin.core.policy.schema.people import Contact, Involve, Ladder, Raci, Role, Route, Team
from tocsin.core.policy.schema.recovery import Recovery
from tocsin.core.policy.schema.review import Calibration, Metric, Review, Training
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.schema.time import Calendar, Segment
from tocsin.core.policy.schema.triage import (
    Facts,
    HandOver,
    Intake,
    Level,
    Parameter,
    Severity,
    StopTheLine,
)

_NUMBERS = {str(number) for number in range(100)}


class Policy(Strict):
    """One policy. Everything that people read, the desk does and the history measures comes from it."""

    tocsin: Literal[1] = Field(description="The schema's version.")
    document: Header
    organisation: Organisation

    calendars: dict[Id, Calendar] = {}
    segments: dict[Id, Segment] = Field(min_length=1, description="Customer segments (A0.3).")

    facts: Facts = Field({}, description="The only words a criterion may use.")
    parameters: dict[FactId, Parameter] = {}
    severities: dict[SeverityId, Severity] = Field(min_length=1)
    default_severity: SeverityId = Field("P3", description="When no severity's criterion holds.")
    levels: dict[LevelId, Level] = Field(min_length=1)
    stop_the_line: dict[Id, StopTheLine] = {}
    intake: Intake = Intake()
    hand_over: HandOver = HandOver()
    clocks: Clocks = Clocks()

    roles: dict[Id, Role] = Field({}, description="Seats; `owner` is needed.")
    raci: dict[Id, Raci] = {}
    contacts: dict[Id, Contact] = {}
    teams: dict[Id, Team] = Field(min_length=1)
    rotations: dict[Id, Rotation] = {}
    ladders: dict[Id, Ladder] = {}
    routes: dict[Id, Route] = {}
    involve: dict[Id, Involve] = {}

    communication: Communication = Communication()
    messages: dict[Id, Message] = {}
    phrases: Phrases = Phrases()
    war_room: WarRoom = WarRoom()
    briefs: Briefs = Briefs()
    resolution: Resolution = Resolution()

    recovery: Recovery = Recovery()
    review: Review = Review()
    metrics: dict[Id, Metric] = {}
    calibration: Calibration = Calibration()
    training: Training = Training()

    flow: dict[Id, Step] = Field({}, description="From report to lessons learnt (B5).")
    checklist: dict[Id, ChecklistRow] = Field({}, description="The response checklist (B8).")
    clauses: dict[Id, Clause] = {}
    practices: dict[Id, Practice] = {}
    notes: Notes = {}
    signatories: dict[Id, Signatory] = {}

    def calendar(self, segment: str, severity: str) -> Id:
        """The id of the calendar in which the clocks of a segment and severity run (A0.5).

        Until the segment is known the customer may be one who is promised an answer at any hour: if any
        segment is, the clocks run at any hour.
        """
        if segment in self.segments:
            return self.segments[segment].calendar(severity)
        promised = {known.calendar(severity) for known in self.segments.values()}
        return ALWAYS if ALWAYS in promised else self.organisation.support_hours

    @field_validator("levels", mode="before")
    @classmethod
    def _level_keys(cls, value: object) -> object:
        """JSON has only text keys: `"3"` and `3` are the same level."""
        if not isinstance(value, dict):
            return value
        return {int(k) if k in _NUMBERS else k: v for k, v in value.items()}
