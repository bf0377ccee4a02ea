"""Grafana OnCall: the shifts of a schedule together, by their levels (A4.2)."""

from collections.abc import Iterable
from itertools import pairwise

from tocsin.exchange.draft import Draft, Span, Sweep, Turning
from tocsin.exchange.grafana_shifts import Planned, Recurring
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record


def combine(
    part: Part, schedule: Record, draft: Draft, rolling: list[Recurring], planned: list[Planned]
) -> None:
    """The draft's layers, and overrides wherever layers alone would not say the same.

    Of the shifts that overlap those of the highest level count, equal levels together; overrides of the
    schedule count before all of them.
    """
    ranked = sorted(rolling, key=lambda one: -one.level)
    levels = {one.level for one in ranked}
    draft.together = len(levels) == 1 and sum(len(one.layers) for one in ranked) > 1
    for one in ranked:
        draft.layers += one.layers if draft.together else one.layers[:1]
    crowded = len(levels) > 1 and _crowded(part, draft, ranked)
    if crowded:
        what = "several people are on call at one level, and there are other levels"
        help_ = f"some of them are overrides until {part.until:%Y-%m-%d}: import again before then"
        part.notes.lost(schedule, "shifts", what, help_)
    if not planned and not crowded:
        return
    end = max([part.until, *(span.end for one in planned for span in one.spans)])
    part_end, part.until = part.until, end
    wanted = _by_level(_levels(part, draft, ranked, [one for one in planned if not one.override]))
    over = [span for one in planned if one.override for span in one.spans]
    draft.rewrite(_by_level([over, wanted]), part.now, end)
    part.until = part_end


def _crowded(part: Part, draft: Draft, ranked: list[Recurring]) -> bool:
    """True when one level has several people at once: the layers alone would show the first only."""
    for level in {one.level for one in ranked}:
        alike = [layer for one in ranked if one.level == level for layer in one.layers]
        sweep = Sweep(_spans(part, draft, alike))
        if any(len(sweep.at(edge)) > 1 for edge in sorted(sweep.edges)):
            return True
    return False


def _spans(part: Part, draft: Draft, layers: Iterable[Turning]) -> list[Span]:
    """The shifts of these layers side by side, up to the horizon."""
    return Draft(draft.name, draft.zone, list(layers), together=True).spans(part.now, part.until)


def _levels(part: Part, draft: Draft, ranked: list[Recurring], planned: list[Planned]) -> list[list[Span]]:
    """The shifts of each level, the highest first."""
    found = []
    for level in sorted({one.level for one in ranked} | {one.level for one in planned}, reverse=True):
        layers = [layer for one in ranked if one.level == level for layer in one.layers]
        spans = _spans(part, draft, layers) if layers else []
        found.append(spans + [span for one in planned if one.level == level for span in one.spans])
    return found


def _by_level(levels: list[list[Span]]) -> list[Span]:
    """Whoever is on call in the first of the levels that has somebody."""
    sweeps = [Sweep(spans) for spans in levels]
    edges = sorted({edge for sweep in sweeps for edge in sweep.edges})
    found: list[Span] = []
    for begin, stop in pairwise(edges):
        people: list[str] = []
        for sweep in sweeps:
            here = sweep.at(begin)
            people = people or here
        found += [Span(person, begin, stop) for person in people]
    return found
