"""The part of a policy that an import makes: contacts, teams, rotations, ladders (A4.2, A4.5)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tocsin.core.calendar.zones import zone_of
from tocsin.core.policy.schema.rota import Rotation
from tocsin.exchange.draft import Draft, Span, Turning
from tocsin.exchange.ids import Ids
from tocsin.exchange.notes import Notes
from tocsin.exchange.people import People
from tocsin.exchange.record import Record

MOST_OVERRIDES = 4_000
_STEPS = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1)}
_FUNCTIONS = {
    "support": "support", "help": "support", "success": "support", "security": "security", "legal": "legal",
    "finance": "finance", "billing": "billing", "product": "product", "operations": "operations",
    "privacy": "privacy", "communication": "pr",
}  # fmt: skip


@dataclass
class Part:
    """What is being imported, after `now`. What turns cannot say is written until `until`."""

    now: datetime
    days: int
    prefix: str = ""
    notes: Notes = field(default_factory=Notes)
    rotation_ids: Ids = field(default_factory=lambda: Ids("rotation"))
    ladder_ids: Ids = field(default_factory=lambda: Ids("ladder"))
    team_ids: Ids = field(default_factory=lambda: Ids("team"))
    rotations: dict[str, Draft] = field(default_factory=dict)
    ladders: dict[str, dict[str, Any]] = field(default_factory=dict)
    teams: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for ids in (self.rotation_ids, self.ladder_ids, self.team_ids):
            ids.prefix = self.prefix
        self.people = People(self.notes)
        self.until = self.now + timedelta(days=self.days)

    def zone(self, record: Record, name: str) -> str:
        """The zone's IANA name; UTC, and told, when there is no such zone."""
        try:
            return zone_of(name).key if name else "UTC"
        except ValueError:
            self.notes.lost(record, "time zone", "this is no IANA zone", "`UTC` is written: correct it", name)
            return "UTC"

    def keep(self, record: Record, key: str, draft: Draft) -> None:
        """Keeps a rotation that has somebody; one that has nobody is told."""
        if not draft.everybody():
            self.notes.lost(record, "", "nobody is ever on call in it", "no rotation is written")
            return
        if len(draft.overrides) > MOST_OVERRIDES:
            kept = dict(list(draft.overrides.items())[:MOST_OVERRIDES])
            what = f"{len(draft.overrides):,} overrides"
            self.notes.lost(
                record, "overrides", what, f"the first {MOST_OVERRIDES:,} are written: use --days"
            )
            draft.overrides = kept
        Rotation.model_validate(draft.as_dict())
        self.rotations[self.rotation_ids.claim(key, draft.name)] = draft

    def rotation(self, key: str) -> str:
        """The id of a rotation that is kept, else ""."""
        id_ = self.rotation_ids.get(key)
        return id_ if id_ in self.rotations else ""

    def team(self, record: Record, members: list[str], ladder: str = "") -> str:
        """Adds a team; its function is guessed from its name, and told."""
        id_ = self.team_ids.claim(record.id or record.name, record.name)
        words = record.name.lower()
        function = next((f for word, f in _FUNCTIONS.items() if word in words), "engineering")
        self.notes.told(
            record,
            "function",
            "the export does not say what the team does",
            f"`{function}` is written: correct it",
        )
        said: dict[str, Any] = {"name": record.name, "function": function}
        said |= {"ladder": ladder} if ladder else {}
        named = [member for member in dict.fromkeys(members) if member]
        self.teams[id_] = said | ({"members": named} if named else {})
        return id_

    def as_dict(self) -> dict[str, Any]:
        """The part as the policy writes it."""
        return {
            "contacts": self.people.kept(),
            "teams": self.teams,
            "rotations": {id_: draft.as_dict() for id_, draft in self.rotations.items()},
            "ladders": self.ladders,
        }

    def replace(
        self, draft: Draft, wanted: list[Span], start: datetime, end: datetime, *, why: str = "",
        layers: list[int] | None = None,
    ) -> None:  # fmt: skip
        """From `start` to `end` only `wanted` count, instead of everybody or of those of some layers."""
        others = draft.spans(start, end, None if layers is None else _but(draft, layers)) if layers else []
        draft.rewrite([*wanted, *others], start, end, why)


def _but(draft: Draft, layers: list[int]) -> list[int]:
    return [place for place in range(len(draft.layers)) if place not in layers]


def turns_of(seconds: int) -> tuple[str, int] | None:
    """The turn and its length that last so many seconds; None when that is no whole number of hours."""
    for turn, size in (("weekly", 604_800), ("daily", 86_400), ("hourly", 3_600)):
        if seconds > 0 and seconds % size == 0:
            return turn, seconds // size
    return None


def wall(at: datetime, zone: str) -> datetime:
    """What the clocks show, without a zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def turning(people: list[str], start: datetime, zone: str, turn: str, length: int) -> Turning:
    """Turns whose first begins at an instant; whole days in hours are days."""
    local = wall(start, zone)
    if turn == "hourly" and length % 24 == 0:
        turn, length = "daily", length // 24
    return Turning(people, local.date(), turn, length, hand_off=f"{local:%H:%M}")


def until_of(end: datetime, zone: str, hand_off: str) -> tuple[date, bool]:
    """The day in `until:`, and whether that is exact: turns end at the hand-off of that day."""
    local = wall(end, zone)
    exact = f"{local:%H:%M:%S}" == f"{hand_off}:00"
    later = f"{local:%H:%M}" > hand_off
    return local.date() + timedelta(days=1 if later else 0), exact


def turns_since(layer: Turning, at: datetime, zone: str) -> int:
    """Which turn runs at an instant, by the clocks on the wall; the first is 0."""
    return (wall(at, zone) - _begun(layer)) // (layer.length * _STEPS[layer.turn])


def _begun(layer: Turning) -> datetime:
    return datetime.combine(layer.start, time.fromisoformat(layer.hand_off))


def forward(layer: Turning, virtual: datetime, effective: datetime, zone: str) -> datetime | None:
    """Moves the start on to the turn that runs at `effective`, with the people in that order.

    Returns when that turn began (local, without a zone) if it is not at `effective` itself, else None.
    """
    number = turns_since(layer, effective, zone) if effective > virtual else 0
    begun = _begun(layer) + number * layer.length * _STEPS[layer.turn]
    turn = number % len(layer.people)
    layer.people = layer.people[turn:] + layer.people[:turn]
    layer.start, layer.hand_off = begun.date(), f"{begun:%H:%M}"
    return begun if number and begun != wall(effective, zone) else None
