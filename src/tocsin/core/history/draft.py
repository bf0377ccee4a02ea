"""Drafts a mapping by looking at columns: names, types and values; each guess says why (A13.1)."""

from collections.abc import Iterable, Sequence

from tocsin.core.criteria.vocabulary import Kind, Vocabulary
from tocsin.core.history.draft_columns import Column, Profile
from tocsin.core.history.draft_guess import ENDED, FACTS, FRAME, Guess, guess, severity_values
from tocsin.core.history.draft_text import one_line, quoted


def draft(profile: Profile, vocabulary: Vocabulary) -> str:
    """A mapping as YAML, with a reason beside each line and questions where there is doubt."""
    frame = {role: guess(role, FRAME[role], profile.columns) for role in FRAME}
    ticket = frame["ticket"]
    changes = ticket is not None and ticket.column.distinct < profile.rows * 0.98
    lines = [
        f"# Drafted from `{profile.source}` ({profile.rows:,} rows). Read it through: every line says why.",
        "tocsin_mapping: 1",
    ]
    lines += [
        f"name: {quoted(profile.source.rsplit('/', 1)[-1])}",
        f"rows: {'change' if changes else 'ticket'}" + _why_rows(ticket, changes),
    ]
    lines += _frame(frame, changes)
    lines += _times(profile, frame)
    taken = {
        g.column.name
        for role, g in frame.items()
        if g and role in ("ticket", "changed_at", "opened_at", "closed_at")
    }
    lines += _facts(profile, vocabulary, taken)
    return "\n".join(map(one_line, [*lines, *_outcomes(profile), *_unused(profile, lines)])) + "\n"


def _why_rows(ticket: Guess | None, changes: bool) -> str:
    if ticket is None:
        return "   # ? no column looks like a ticket's number"
    told = "comes back on several rows" if changes else "is different on every row"
    return f"   # `{ticket.column.name}` {told}"


def _frame(frame: dict[str, Guess | None], changes: bool) -> list[str]:
    roles = (
        ("ticket", "changed_at", "opened_at", "closed_at")
        if changes
        else ("ticket", "opened_at", "closed_at")
    )
    lines = []
    for role in roles:
        found = frame[role]
        if found:
            lines.append(f"{role}: {quoted(found.column.name)}   # {found.why}")
        elif role != "closed_at":
            lines.append(f'{role}: "?"   # ? which column is it?')
    if not changes and frame["closed_at"] is None:
        lines.append(
            '# closed_at: "?"   # ? which column says when a ticket ended? without it none ever ends'
        )
    order = frame["order_by"]
    if changes and order:
        lines.append(f"order_by: [{quoted(order.column.name)}]   # {order.why}")
    state = frame["state"]
    ends = [v for v in state.column.values if v.lower() in ENDED] if state else []
    if changes and state and ends:
        listed = ", ".join(map(quoted, ends))
        lines.append(f"closed: {{column: {quoted(state.column.name)}, in: [{listed}]}}   # {state.why}")
    return lines


def _times(profile: Profile, frame: dict[str, Guess | None]) -> list[str]:
    times = [g.column for role, g in frame.items() if g and role in ("changed_at", "opened_at", "closed_at")]
    lines = []
    if any(not c.zoned for c in times):
        lines.append("zone: UTC   # ? the times carry no zone: in which one were they written?")
    formats = sorted({c.format for c in profile.columns if c.format})
    if formats:
        rivals = sorted({c.rival for c in profile.columns if c.rival})
        doubt = f"   # ? or {', '.join(map(quoted, rivals))}: no day is above 12 here" if rivals else ""
        lines.append(f"formats: [{', '.join(map(quoted, formats))}]{doubt}")
    return lines


def _facts(profile: Profile, vocabulary: Vocabulary, taken: set[str]) -> list[str]:
    columns, values, unsure = ["", "columns:"], [], []
    for name, found in _chosen(profile, vocabulary, taken).items():
        fact = vocabulary.facts[name]
        columns.append(f"  {name}: {quoted(found.column.name)}   # {found.why}")
        if fact.values and fact.kind is Kind.CHOICE:
            values += _values(name, found.column, fact.values)
        if fact.kind is Kind.MONEY and found.column.numbers > 0.5:
            columns[-1] += f"; ? whole {fact.currency}, or cents: then `units: {{{name}: minor}}`"
        if fact.kind is Kind.DURATION and found.column.numbers > 0.5:
            unsure.append(f"  {name}: hours   # ? in which unit are these numbers?")
    lines = (
        columns
        if len(columns) > 2
        else ["", "columns: {}   # ? no column looks like one of the policy's facts"]
    )
    lines += ["", "values:", *values] if values else []
    return lines + (["", "units:", *unsure] if unsure else [])


def _chosen(profile: Profile, vocabulary: Vocabulary, taken: set[str]) -> dict[str, Guess]:
    """The best fact for each column; only the last update may share its column with the frame."""
    found: dict[str, Guess] = {}
    for name, fact in vocabulary.facts.items():
        if fact.kind is Kind.ELAPSED or name in ("opened_at", "level"):
            continue
        best = guess(name, FACTS.get(name, ()), profile.columns, fact)
        if best is None or (best.column.name in taken and name != "last_update_at"):
            continue
        rival = next((n for n, g in found.items() if g.column.name == best.column.name), None)
        if rival is None or found[rival].score < best.score:
            found.pop(rival or "", None)
            found[name] = best
    return found


def _values(name: str, column: Column, allowed: Sequence[str]) -> list[str]:
    pairs = severity_values(column.values) if name == "severity" else {}
    own = {value.lower(): value for value in allowed}
    lines = [f"  {name}:"]
    for value in column.values:
        to = pairs.get(value) or own.get(value.lower(), "~")
        doubt = f"   # ? one of {', '.join(allowed[:8])}" if to == "~" else ""
        lines.append(f"    {quoted(value)}: {to}{doubt}")
    return lines if len(lines) > 1 else []


def _outcomes(profile: Profile) -> list[str]:
    found = guess("outcome", ("made_sla", "sla", "breached", "satisfaction", "csat"), profile.columns)
    if found is None:
        return []
    value = next(
        (v for v in found.column.values if v.lower() in ("false", "bad", "sla violated", "violated")), "bad"
    )
    name = quoted(found.column.name)
    return [
        "",
        "outcomes:   # for scoring only: no criterion reads them",
        f"  bad: {{ended-badly: {{column: {name}, equals: {quoted(value)}}}}}   # ? is that a bad end?",
    ]


def _unused(profile: Profile, lines: Iterable[str]) -> list[str]:
    text = "\n".join(lines)
    left = [c for c in profile.columns if quoted(c.name) not in text]
    told = [f"#   {c.name}: {', '.join(c.values[:4])[:80]}" for c in left[:40]]
    return ["", "# Columns that are not used:", *told] if told else []
