"""Overrides of the vendors: somebody instead of everybody on call, for a while (A4.2)."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from tocsin.exchange.draft import Draft, Span
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

Who = Callable[[Part, Record], str]
"""The contact whom an override puts on call; "" for nobody."""
MOST = 2_000
LONGEST = timedelta(days=366)


def stand_ins(
    part: Part,
    owner: Record,
    draft: Draft,
    overrides: Sequence[Record],
    keys: tuple[str, str],
    who: Who,
    layers: Callable[[Record], list[int] | None] = lambda _: None,
) -> None:
    """Each override that is not over replaces whoever would be on call, in some layers or in all."""
    over = 0
    for record in overrides[:MOST]:
        start, end = record.instant(keys[0]), record.instant(keys[1])
        if start is None or end is None or start >= end:
            part.notes.lost(record, keys[0], f"of `{owner.name}`, its times cannot be read", "it is left out")
        elif end <= part.now:
            over += 1
        else:
            limit = max(start, part.now) + LONGEST
            if end > limit:
                part.notes.lost(
                    record, keys[1], f"of `{owner.name}`, it lasts too long", f"it ends {limit:%Y-%m-%d}"
                )
                end = limit
            person = who(part, record)
            wanted = [Span(person, start, end)] if person else []
            part.replace(draft, wanted, start, end, layers=layers(record))
    if len(overrides) > MOST:
        part.notes.lost(
            owner, "overrides", f"more than {MOST:,}", "the rest is left out", str(len(overrides))
        )
    if over:
        part.notes.told(owner, "overrides", "already over", "they are left out", str(over))
