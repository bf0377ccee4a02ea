"""What is compared of tickets, how alike two of them are, and why: the words of duplicates (A2.4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tocsin.core.model.duration import words


@dataclass(frozen=True)
class Text:
    """What is compared of a ticket."""

    title: str
    body: str = ""


@dataclass(frozen=True)
class Score:
    """How alike two texts are, with its parts. All figures run from 0 to 1.

    `index` is the place among the candidates, `words` the rare words that both say, rarest first;
    `text` says how much of what they say is shared, `title` compares the titles, `meaning` the sense,
    None where no model judged it.
    """

    index: int
    score: float
    text: float
    title: float
    words: tuple[str, ...] = ()
    meaning: float | None = None


@dataclass(frozen=True)
class Candidate:
    """A ticket as duplicates see it. `facts` are the ones on which the policy wants duplicates to agree.

    `worked_on`: an escalation whose impact has not stopped yet. `original` is the ticket that this one
    is linked to, "" when it is none's duplicate. A severity of "" is not known yet.
    """

    stream: str
    title: str
    text: str
    opened_at: datetime
    closed_at: datetime | None = None
    segment: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    worked_on: bool = True
    severity: str = ""
    level: int = 0
    original: str = ""


def same(one: Any, two: Any) -> bool | None:
    """Whether a fact is the same on two tickets; None when it is not known of one of them."""
    if one is None or two is None or one == "" or two == "":
        return None
    if isinstance(one, str) and isinstance(two, str):
        return bool(_said(one) & _said(two)) or one.strip().casefold() == two.strip().casefold()
    if isinstance(one, list | tuple) and isinstance(two, list | tuple):
        return bool({str(v) for v in one} & {str(v) for v in two})
    return bool(one == two)


def _said(value: str) -> set[str]:
    """The words of a fact that people write freely: `Payments page` and `payment` are one component."""
    clean = "".join(c if c.isalnum() else " " for c in value.casefold())
    return {word.removesuffix("s") for word in clean.split() if len(word) > 2}


def reasons(new: Candidate, other: Candidate, score: Score, agreed: Sequence[str]) -> tuple[str, ...]:
    """Why another ticket may be the same as a new one, in words; `agreed` are the facts that are the same."""
    return tuple(line for part in _REASONS if (line := part(new, other, score, agreed)))


def _by_words(new: Candidate, other: Candidate, score: Score, agreed: Sequence[str]) -> str:
    shown = ", ".join(f"`{word}`" for word in score.words[:5])
    return f"both say {shown}" if shown else ""


def _by_title(new: Candidate, other: Candidate, score: Score, agreed: Sequence[str]) -> str:
    return f"titles {score.title:.0%} alike" if score.title >= 0.5 else ""


def _by_meaning(new: Candidate, other: Candidate, score: Score, agreed: Sequence[str]) -> str:
    return f"meaning {score.meaning:.0%} alike" if score.meaning is not None else ""


def _by_facts(new: Candidate, other: Candidate, score: Score, agreed: Sequence[str]) -> str:
    told = ", ".join(f"{name} `{_shown(other.facts[name])}`" for name in agreed)
    return f"same {told}" if told else ""


def _by_time(new: Candidate, other: Candidate, score: Score, agreed: Sequence[str]) -> str:
    gap = new.opened_at - other.opened_at
    side = "earlier" if gap >= timedelta(0) else "later"
    minutes = timedelta(minutes=abs(gap) // timedelta(minutes=1))
    opened = f"opened {words(minutes)} {side}" if minutes else "opened in the same minute"
    if other.closed_at is None or other.closed_at > new.opened_at:
        return opened
    return f"{opened}, and closed before this one came"


def _shown(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


_REASONS: tuple[Callable[[Candidate, Candidate, Score, Sequence[str]], str], ...] = (
    _by_words,
    _by_title,
    _by_meaning,
    _by_facts,
    _by_time,
)
