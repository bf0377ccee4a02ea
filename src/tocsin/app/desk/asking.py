"""What the desk is asked and what it answers; by its key the same request is answered alike (design §4)."""

from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from typing import Any

from tocsin.app.ports import Json
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.commands import Command
from tocsin.core.model.finding import Finding, Position, Refused


@dataclass(frozen=True)
class Asked:
    """Commands for one escalation, carried out as one. `stream` empty: a new one.

    `key`: the client's own name for this request; the same one again changes nothing and gets the same
    answer. `expected`: the version that the person saw; when it moved on, nothing is done. `says`: what was
    asked, when the commands were worked out from it and may come out otherwise the next time.
    """

    commands: tuple[Command, ...]
    actor: str
    stream: str = ""
    key: str = ""
    expected: int | None = None
    says: str = ""

    @property
    def digest(self) -> str:
        """Names what was asked, so that a key cannot be used for two things."""
        asked = repr((self.stream, self.actor, self.says or plain(self.commands)))
        return sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def plain(value: Any) -> Any:
    """A request in one order: facts that were written down in another order are the same facts."""
    if isinstance(value, dict):
        return sorted((key, plain(each)) for key, each in value.items())
    if isinstance(value, tuple):
        return tuple(plain(each) for each in value)
    if is_dataclass(value):
        return type(value).__name__, [(f.name, plain(getattr(value, f.name))) for f in fields(value)]
    return value


@dataclass(frozen=True)
class Answer:
    """What became of a request. `repeated`: it had been carried out before; `events` is empty then."""

    stream: str
    version: int
    status: str
    events: tuple[Happened, ...] = ()
    repeated: bool = False


def repeated(asked: Asked, known: Json) -> Answer:
    """What was answered the first time. Raises Refused when the key stood for something else then."""
    if known.get("asked") != asked.digest:
        text = f"the key `{asked.key}` was used before, for something else"
        raise Refused(
            Finding("key-reused", text, Position.of("request"), "use a new key for a new request"), usage=True
        )
    return Answer(str(known["stream"]), int(known["version"]), str(known["status"]), repeated=True)
