"""Roles, RACI, teams, contacts, rotations, ladders and routes (A3, A4, A11, B6)."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from tocsin.core.policy.schema.base import Duration, Id, LevelId, Lines, Strict, Text, Whole

Function = Literal[
    "support", "specialist", "engineering", "product", "billing", "security", "legal", "finance",
    "pr", "operations", "executive", "privacy", "safety",
]  # fmt: skip
TARGETS = ("rotation", "person", "team", "role")


class Runbook(Strict):
    """What the holder of a role does, and what they say (A11)."""

    first_15_minutes: Lines = {}
    first_hour: Lines = {}
    steady_state: Lines = {}
    messages: list[Id] = Field([], description="Templates that the role sends.")


class Role(Strict):
    """A seat in one escalation, not a job title: anyone trained can take it (A3.7)."""

    name: Text
    means: Text = Field(description="What the holder answers for.")
    duties: list[Text] = []
    held_by: list[Id] = Field([], description="Teams or contacts whose people may hold it.")
    trained: str = Field("", description="What somebody needs before they may take the seat.")
    runbook: Runbook = Runbook()


class Raci(Strict):
    """Who does, who answers, who is asked and who is told, for one activity (A3)."""

    activity: Text
    responsible: list[Id] = Field(min_length=1)
    accountable: Id = Field(description="Exactly one.")
    consulted: list[Id] = []
    informed: list[Id] = []


class Team(Strict):
    """A group that can be paged (A4.1)."""

    name: Text
    function: Function
    means: str = ""
    ladder: Id | None = Field(None, description="Who is paged, in which order.")
    members: list[Id] = Field([], description="Contacts.")


class Contact(Strict):
    """A person, with the ways to reach them (B6)."""

    name: Text
    title: Text
    email: str = ""
    phone: str = ""
    matrix: str = Field(
        "", description="Its row in the contact matrix: `L1` to `L5`, `technical`, `product`."
    )
    zone: str = ""


class Rotation(Strict):
    """Who takes turns, and when they change (A4.2)."""

    name: Text
    zone: Text
    people: list[Id] = Field(min_length=1, description="Contacts, in the order of their turns.")
    turn: Literal["hourly", "daily", "weekly", "monthly"] = "weekly"
    length: Whole = Field(1, ge=1, description="How many hours, days, weeks or months a turn lasts.")
    start: date = Field(description="The day on which the first person's turn begins.")
    hand_off: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "09:00"


class Target(Strict):
    """Who a rung pages: `rotation platform`, `person head-of-engineering`, `team security`, `role owner`."""

    kind: Literal["rotation", "person", "team", "role"]
    id: Id

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


def _read_target(value: object) -> object:
    if not isinstance(value, str):
        return value
    kind, _, name = value.strip().partition(" ")
    if kind not in TARGETS or not name.strip():
        raise ValueError(f"`{value}` names nobody: write `rotation ID`, `person ID`, `team ID` or `role ID`")
    return Target.model_validate({"kind": kind, "id": name.strip()})


Page = Annotated[
    Target,
    BeforeValidator(_read_target),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^(rotation|person|team|role) [a-z][a-z0-9_-]*$"}),
]


class Rung(Strict):
    """One step of a ladder: who is paged, and how long before the next rung (A4.5)."""

    page: Page
    wait: Duration = Field(description="How long before the next rung when nobody acknowledges.")
    also: list[Page] = Field([], description="Paged at the same moment.")


class Ladder(Strict):
    """Primary, backup and the next rung (A4.5). Rungs have ids, so that order can change."""

    name: Text
    rungs: dict[Id, Rung] = Field(min_length=1)
    repeat: Whole = Field(0, ge=0, le=20, description="How many times to start over after the last rung.")
    last: Page | None = Field(None, description="Who is paged when everybody stayed silent.")

    def timeline(self) -> list[tuple[timedelta, Id, Rung]]:
        """Each rung and its id, with the time from the first page at which it is paged (A4.5)."""
        at, steps = timedelta(0), []
        for id_, rung in self.rungs.items():
            steps.append((at, id_, rung))
            at += rung.wait.approximate()
        return steps

    def end(self) -> timedelta:
        """How long after the first page the last rung has stayed silent."""
        return sum((rung.wait.approximate() for rung in self.rungs.values()), timedelta(0))


class Route(Strict):
    """Which team is paged for which kind of escalation (A4.1). The first that holds is taken."""

    name: Text
    when: Annotated[str | None, Field(alias="if", description="No expression: it always holds.")] = None
    text: str = ""
    levels: list[LevelId] = Field([], description="Only at these levels; empty: at every level.")
    team: Id
    ladder: Id | None = Field(None, description="Instead of the team's own ladder.")


class Involve(Strict):
    """When Security, Legal, Finance or PR are brought in besides the route's team (A4.4)."""

    when: Annotated[str, Field(alias="if")]
    text: str = ""
    team: Id
    page: bool = Field(True, description="Paged, or only informed.")
