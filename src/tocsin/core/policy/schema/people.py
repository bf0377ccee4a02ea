"""Roles, RACI, teams, contacts, rotations, ladders and routes (A3, A4, A11, B6)."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.base import ALWAYS, Duration, Id, LevelId, Lines, Strict, Text, Whole
from tocsin.core.policy.schema.rota import WallClock

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


Method = Literal["email", "sms", "phone", "chat", "push", "webhook"]


class Notify(Strict):
    """One personal notification rule: by which method, how long after the page (A4.5)."""

    by: Method
    after: Duration = Span()


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
    webhook: str = Field("", description="An address that is called when the person is paged.")
    notify: list[Notify] = Field([], description="How the person is paged; empty: `email` at once.")


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
    every: Duration | None = Field(None, description="Paged again this often until the next rung.")
    in_turn: bool = Field(False, description="Of several people one is paged, each time the next.")
    hours: Id = Field(ALWAYS, description="The calendar in which this rung pages.")
    outside: Literal["skip", "wait"] = Field(
        "skip", description="Outside these hours: the next rung at once, or wait for the opening."
    )


class Night(Strict):
    """An acknowledge at night is easily given half asleep: without progress it is raised again."""

    start: WallClock = Field("22:00", alias="from")
    end: WallClock = Field("07:00", alias="to")
    after: Duration = Field(description="Without progress for this long, the ladder starts again.")


class Ladder(Strict):
    """Primary, backup and the next rung (A4.5). Rungs have ids, so that order can change."""

    name: Text
    rungs: dict[Id, Rung] = Field(min_length=1)
    repeat: Whole = Field(0, ge=0, le=20, description="How many times to start over after the last rung.")
    last: Page | None = Field(None, description="Who is paged when everybody stayed silent.")
    silent_after: Duration | None = Field(
        None, description="Acknowledged, then nothing for this long: the ladder starts again."
    )
    night: Night | None = Field(None, description="A shorter patience at night, in the person's own zone.")

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
