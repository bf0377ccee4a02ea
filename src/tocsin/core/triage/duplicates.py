"""Which tickets a new one may duplicate, and what is said and done about it (A2.4). Pure.

Looking alike is judged elsewhere (`Score`); here the policy's bounds are kept: nothing is compared beyond
an age, no closed ticket swallows a new one, and two known facts that differ keep tickets apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tocsin.core.model.duration import words
from tocsin.core.policy.schema.triage import Duplicates

BOUND = timedelta(days=7)
"""How far back to look when the policy does not say `within`: never without a bound."""
FACTS_LIFT = 0.5
"""How much agreeing facts lift a score half-way up; a score of 0 or 1 stays what it is."""


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
    """A ticket as duplicates see it. `facts` are the ones on which the policy wants duplicates to agree."""

    stream: str
    title: str
    text: str
    opened_at: datetime
    closed_at: datetime | None = None
    segment: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """A likely duplicate: how sure (0 to 1), why, and whether the policy links it without asking.

    `link` is True for one suggestion at most. `held` says why a score that is high enough is not linked.
    """

    stream: str
    title: str
    score: float
    why: tuple[str, ...]
    parts: Score
    agreed: tuple[str, ...] = ()
    link: bool = False
    held: str = ""


def reach(rules: Duplicates) -> timedelta:
    """How far apart two duplicates may have been opened. Business time is counted as elapsed time."""
    return rules.within.approximate() if rules.within else BOUND


def candidates(
    new: Candidate, others: Sequence[Candidate], rules: Duplicates, now: datetime
) -> tuple[Candidate, ...]:
    """Those among `others` that the policy lets a new ticket be compared with, in the order given (A2.4)."""
    return tuple(o for o in others if o.stream != new.stream and not _out_of_bounds(new, o, rules, now))


def suggest(
    new: Candidate, compared: Sequence[Candidate], scores: Sequence[Score], rules: Duplicates, now: datetime
) -> tuple[Suggestion, ...]:
    """The likely duplicates, surest first; of two as sure, the one opened first (A2.4)."""
    made = [(_lifted(new, compared[s.index], s, rules), s) for s in scores]
    made = [(sure, s) for sure, s in made if sure >= rules.suggest_above and sure > 0]
    made.sort(key=lambda m: (-m[0], compared[m[1].index].opened_at, compared[m[1].index].stream))
    shown, linked = [], False
    for sure, score in made[: rules.at_most]:
        one = _suggestion(new, compared[score.index], score, sure, rules, now)
        shown.append(one if not (one.link and linked) else _unlinked(one))
        linked = linked or one.link
    return tuple(shown)


def grown(linked: int, paged: int, growth: Sequence[int]) -> int | None:
    """The step of `growth` that an incident with so many linked tickets has newly reached, or None (A2.4).

    `paged` is the highest step that has paged already (0 for none): it never pages twice, even when
    tickets are unlinked and linked again.
    """
    return max((step for step in growth if paged < step <= linked), default=None)


def agreed_facts(new: Candidate, other: Candidate, rules: Duplicates) -> tuple[str, ...]:
    """The policy's facts that are known of both and say the same."""
    return tuple(name for name in rules.same if _compared(new, other, name) is True)


def _out_of_bounds(new: Candidate, other: Candidate, rules: Duplicates, now: datetime) -> bool:
    if abs(new.opened_at - other.opened_at) > reach(rules):
        return True
    recent = rules.recent.approximate() if rules.recent else reach(rules)
    if other.closed_at is not None and now - other.closed_at > recent:
        return True
    if any(_compared(new, other, name) is False for name in rules.same):
        return True
    return new.segment != other.segment and not agreed_facts(new, other, rules)


def _compared(new: Candidate, other: Candidate, name: str) -> bool | None:
    """Whether a fact is the same on both; None when it is not known of one of them."""
    one, two = new.facts.get(name), other.facts.get(name)
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


def _lifted(new: Candidate, other: Candidate, score: Score, rules: Duplicates) -> float:
    """Facts that agree make an alike text surer; they never make a duplicate on their own."""
    share = len(agreed_facts(new, other, rules)) / len(rules.same) if rules.same else 0.0
    return score.score + FACTS_LIFT * share * score.score * (1 - score.score)


def _suggestion(
    new: Candidate, other: Candidate, score: Score, sure: float, rules: Duplicates, now: datetime
) -> Suggestion:
    agreed = agreed_facts(new, other, rules)
    wanted = rules.link_above is not None and sure >= rules.link_above
    held = _held(new, other, now) if wanted else ""
    why = tuple(line for part in _REASONS if (line := part(new, other, score, agreed)))
    return Suggestion(other.stream, other.title, sure, why, score, agreed, wanted and not held, held)


def _unlinked(one: Suggestion) -> Suggestion:
    held = "another ticket is more alike, and a ticket is linked to one"
    return Suggestion(one.stream, one.title, one.score, one.why, one.parts, one.agreed, False, held)


def _held(new: Candidate, other: Candidate, now: datetime) -> str:
    """Why only a person may link these two, or ""."""
    if other.closed_at is not None and other.closed_at <= now:
        return "it is closed: the trouble may be back, and a new outage must not vanish behind an old one"
    if other.opened_at > new.opened_at:
        return "it was opened later: the older ticket is the one that is worked on"
    return ""


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
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


_REASONS: tuple[Callable[[Candidate, Candidate, Score, Sequence[str]], str], ...] = (
    _by_words,
    _by_title,
    _by_meaning,
    _by_facts,
    _by_time,
)
