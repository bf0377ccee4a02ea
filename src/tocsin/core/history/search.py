"""Searches thresholds so that the shares fall into the policy's bands (A13.1). Exact, and bounded in time.

Tickets that answer alike to every combination are one pattern, so that a try costs no look at the history.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tocsin.core.history.dials import Dial, Dials
from tocsin.core.policy.schema.review import Calibration

Choice = tuple[int, ...]
MAX_ROUNDS = 12
MAX_PATTERNS = 20_000


@dataclass(frozen=True)
class Effect:
    """What a choice of thresholds gives. Shares are of all tickets; None without outcomes."""

    escalated: int
    level_3: int
    hits: int
    scored: int


@dataclass(frozen=True)
class Point:
    """A choice that was tried, with its effect; `cost` counts how far it is from the present thresholds."""

    choice: Choice
    effect: Effect
    miss: float
    cost: float


@dataclass
class Search:
    """A search over one set of patterns: rows `fixed level, x0, x1 ..., bad, tickets`."""

    dials: Dials
    wanted: Calibration
    patterns: Sequence[Sequence[Any]]
    tickets: int
    bad: int
    tried: dict[Choice, Point] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = tuple(self.dials.ranges)
        self._places = [tuple(self.names.index(n) for n in dial.names) for dial in self.dials.dials]
        self._order = [{c: n for n, c in enumerate(dial.combinations)} for dial in self.dials.dials]
        self.patterns = sorted(self.patterns, key=lambda row: -row[-1])

    @property
    def present(self) -> Choice:
        """The choice that the policy has now."""
        return tuple(self.dials.ranges[name].now for name in self.names)

    def best(self) -> Point:
        """The best choice that could be found, from the present thresholds and from both extremes."""
        starts = [self.present, *self._extremes()]
        found = min((self._climb(start) for start in starts), key=_rank)
        return self._plainer(found)

    def point(self, choice: Choice) -> Point:
        """The effect of a choice; each is counted once."""
        if choice not in self.tried:
            effect = self._effect(choice)
            self.tried[choice] = Point(choice, effect, self._miss(effect), self._cost(choice))
        return self.tried[choice]

    def frontier(self, limit: int = 12) -> list[Point]:
        """Choices that no other beats: fewer escalations, more bad tickets caught (or a smaller change)."""
        points = sorted(self.tried.values(), key=lambda p: (p.effect.escalated, -p.effect.hits, p.cost))
        kept: list[Point] = []
        for point in points:
            better = not kept or point.effect.hits > kept[-1].effect.hits if self.bad else True
            if better and (not kept or point.effect.escalated > kept[-1].effect.escalated):
                kept.append(point)
        step = max(1.0, (len(kept) - 1) / (limit - 1)) if kept else 1.0
        picked = sorted({round(n * step) for n in range(limit)} & set(range(len(kept))))
        return [self._bare(kept[n]) for n in picked]

    def _climb(self, choice: Choice) -> Point:
        """Moves one threshold at a time, always the one that helps most."""
        here = self.point(choice)
        for _ in range(MAX_ROUNDS):
            there = min((self.point(c) for c in self._moves(here.choice)), key=_rank, default=here)
            if _rank(there) >= _rank(here):
                break
            here = there
        return here

    def _moves(self, choice: Choice) -> Iterator[Choice]:
        for place, name in enumerate(self.names):
            for index in range(len(self.dials.ranges[name].values)):
                if index != choice[place]:
                    yield (*choice[:place], index, *choice[place + 1 :])

    def _plainer(self, best: Point) -> Point:
        """Puts back every threshold that need not move."""
        for place in range(len(self.names)):
            back = (*best.choice[:place], self.present[place], *best.choice[place + 1 :])
            other = self.point(back)
            if (other.miss, -other.effect.hits) <= (best.miss, -best.effect.hits):
                best = other
        return best

    def _bare(self, point: Point) -> Point:
        """The same effect with as few thresholds moved as can be."""
        for place in range(len(self.names)):
            other = self.point((*point.choice[:place], self.present[place], *point.choice[place + 1 :]))
            point = other if other.effect == point.effect else point
        return point

    def _extremes(self) -> list[Choice]:
        """All thresholds at their strictest and at their loosest, as far as their dials say."""
        loose, strict = list(self.present), list(self.present)
        for dial in self.dials.dials:
            if dial.ordered:
                place = self.names.index(dial.names[0])
                loose[place], strict[place] = dial.combinations[0][0], dial.combinations[-1][0]
        return [tuple(strict), tuple(loose)]

    def _effect(self, choice: Choice) -> Effect:
        tests = [self._test(number, dial, choice) for number, dial in enumerate(self.dials.dials)]
        escalated = level_3 = hits = scored = 0
        for fixed, *answers, bad, tickets in self.patterns:
            level = fixed
            for (ordered, at, raised), answer in zip(tests, answers, strict=True):
                if raised > level and (answer > at if ordered else answer >> at & 1):
                    level = raised
            if level >= 1:
                escalated += tickets
                level_3 += tickets if level >= 3 else 0
                scored += tickets if bad is not None else 0
                hits += tickets if bad else 0
        return Effect(escalated, level_3, hits, scored)

    def _test(self, number: int, dial: Dial, choice: Choice) -> tuple[bool, int, int]:
        combination = tuple(choice[place] for place in self._places[number])
        return dial.ordered, self._order[number][combination], dial.asked.level

    def _miss(self, effect: Effect) -> float:
        """How far the shares lie outside their bands, each measured against its own band."""
        bands = ((self.wanted.escalated, effect.escalated), (self.wanted.level_3, effect.level_3))
        total = 0.0
        for band, tickets in bands:
            share = tickets / self.tickets if self.tickets else 0.0
            over = max(band.low - share, share - band.high, 0.0)
            total += over / max(band.high, 1e-9)
        return round(total, 9)

    def _cost(self, choice: Choice) -> float:
        moved = [
            abs(index - self.dials.ranges[name].now) / max(len(self.dials.ranges[name].values) - 1, 1)
            for name, index in zip(self.names, choice, strict=True)
        ]
        return sum(0.25 + step for step in moved if step)


def _rank(point: Point) -> tuple[float, int, float]:
    """First into the bands, then the most bad tickets caught, then the smallest change."""
    return point.miss, -point.effect.hits, point.cost
