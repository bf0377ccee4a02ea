"""Tables and trees of severities, levels and criteria, shared by several documents (A1, A2, B4)."""

from collections.abc import Callable, Mapping

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import every, names, plain, sentence, time, title
from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.base import LEVELS, SEVERITIES, Rule
from tocsin.core.policy.schema.triage import Promise, Severity


def severity_table(r: Reader) -> o.Table:
    """The four severities with what each promises (B4)."""
    columns = (
        o.Column("Severity", 1.8),
        o.Column("Response", 1.5),
        o.Column("Resolution", 1.5),
        o.Column("Customer hears", 1.4),
        o.Column("Means", 2.8),
        o.Column("Examples", 3.3),
    )
    rows = []
    for key, severity in severities(r):
        rows.append(
            (
                o.join(r.severity(key)),
                o.join(o.value(time(severity.response))),
                o.join(o.value(time(severity.resolution))),
                o.join(o.value(every(severity.update))),
                severity.means,
                "; ".join(e.rstrip(".") for e in severity.examples) or "–",
            )
        )
    return o.Table(columns, tuple(rows), "Severities and what each promises", row_heads=True)


def promise_table(r: Reader) -> o.Table | None:
    """Where a segment is promised something other than the severity's own times."""
    rows = []
    for key, severity in severities(r):
        for id_, promise in severity.segments.items():
            rows.append(
                (
                    o.join(r.severity(key)),
                    r.segment(id_),
                    o.join(o.value(time(promise.response or severity.response))),
                    o.join(o.value(time(promise.resolution or severity.resolution))),
                    o.join(o.value(every(promise.update or severity.update))),
                )
            )
    columns = tuple(map(o.Column, ("Severity", "Segment", "Response", "Resolution", "Customer hears")))
    return o.Table(columns, tuple(rows), "Segments that are promised otherwise") if rows else None


def promised(r: Reader, key: str, segment: str) -> tuple[Span | None, Span | str]:
    """What a segment is promised at a severity: the first answer within, and how often it hears."""
    severity = r.policy.severities.get(key)
    if severity is None:
        return None, ""
    promise = severity.promised(segment)
    return promise.response, promise.update or ""


def answers(r: Reader) -> str:
    """The first answer per severity, with the segments that are promised otherwise (A5.1, B4)."""
    return _per_severity(r, lambda s: time(s.response) if s.response else None)


def cadences(r: Reader) -> str:
    """How often the customer hears per severity, with the segments that hear otherwise (A5.2)."""
    return _per_severity(r, lambda s: every(s.update) if s.update else None)


def _per_severity(r: Reader, say: Callable[[Severity | Promise], str | None]) -> str:
    told = []
    for key, severity in severities(r):
        own = say(severity)
        otherwise = [
            f"{r.segment(id_)} {said}"
            for id_, promise in severity.segments.items()
            if (said := say(promise)) and said != own
        ]
        told.append(f"{key} {own}" + (f" ({', '.join(otherwise)})" if otherwise else ""))
    return names(told)


def acknowledged(r: Reader, number: int) -> str:
    """Within what a page of this level is acknowledged, with the segments that differ (A4.3); or nothing."""
    return _by_segment(r, r.policy.levels[number].acknowledge)


def engaged(r: Reader, number: int) -> str:
    """Within what an SME is engaged at this level, with the segments that differ (A10.2); or nothing."""
    return _by_segment(r, r.policy.levels[number].engage_sme)


def _by_segment(r: Reader, within: Mapping[str, Span]) -> str:
    own = within.get("default")
    others = [f"{r.segment(id_)} {time(span)}" for id_, span in within.items() if id_ != "default"]
    if own is None:
        return ", ".join(others)
    return time(own) + (f" ({', '.join(others)})" if others else "")


def severities(r: Reader) -> list[tuple[str, Severity]]:
    """The severities, worst first."""
    return [(key, r.policy.severities[key]) for key in SEVERITIES if key in r.policy.severities]


def level_table(r: Reader) -> o.Table:
    """The levels with who works on them (A1)."""
    columns = (
        o.Column("Level", 1.7),
        o.Column("What it is", 2.6),
        o.Column("Who works on it", 2.4),
        o.Column("Seats to fill", 2.1),
        o.Column("Acknowledged within", 1.5),
    )
    rows = []
    for number in levels(r):
        level = r.policy.levels[number]
        rows.append(
            (
                o.join(o.level(number), f"\n{level.name}"),
                level.means,
                level.who or "–",
                "\n".join(title(r.role(i)) for i in level.roles) or "–",
                o.join(o.value(acknowledged(r, number) or "–")),
            )
        )
    return o.Table(columns, tuple(rows), "Levels: who must be involved", row_heads=True)


def levels(r: Reader) -> list[int]:
    """The levels that the policy has, from 0 upwards."""
    return [number for number in LEVELS if number in r.policy.levels]


def criteria_table(r: Reader, rules: Mapping[str, Rule], caption: str = "") -> o.Table:
    """Criteria by name: what each means, and how it is measured with today's thresholds (A-P 3)."""
    columns = (o.Column("Criterion", 1.6), o.Column("It means", 3.2), o.Column("It is measured as", 4))
    rows = tuple(
        (title(plain(id_)), sentence(rule.text) or "–", r.reads(rule.when)) for id_, rule in rules.items()
    )
    return o.Table(columns, rows, caption, row_heads=True)


def short(rules: Mapping[str, Rule]) -> str:
    """Criteria as the question in a box of a tree: their names."""
    found = [plain(id_).removeprefix("stop ") for id_ in rules]
    return f"Any of: {', '.join(found)}?" if len(found) > 1 else f"{title(found[0])}?"


def severity_tree(r: Reader) -> o.DecisionTree | None:
    """Which severity, asked from the worst down (A2.2, A2.5)."""
    asked = [(key, severity) for key, severity in severities(r) if severity.when]
    if not asked:
        return None
    nodes: list[o.Node] = []
    for at, (key, severity) in enumerate(asked):
        after = f"ask-{asked[at + 1][0].lower()}" if at + 1 < len(asked) else "otherwise"
        question = short(severity.when)
        nodes.append(o.Node(f"ask-{key.lower()}", question, "question", key.lower(), after))
        answer = f"answer within {time(severity.response)}"
        nodes.append(o.Node(key.lower(), answer, tag=r.severity(key)))
    default = r.policy.default_severity
    nodes.append(o.Node("otherwise", "when none of these holds", tag=r.severity(default)))
    return o.DecisionTree("Which severity?", tuple(nodes))


def level_tree(r: Reader) -> o.DecisionTree | None:
    """Escalate, or resolve within the tier: stop-the-line first, then from the top level down (A2.5)."""
    asked = [n for n in reversed(levels(r)) if r.policy.levels[n].when]
    stops = r.policy.stop_the_line
    if not asked and not stops:
        return None
    nodes: list[o.Node] = []
    chain = (["stop"] if stops else []) + [f"ask-{n}" for n in asked] + ["stay"]
    if stops:
        pages = sorted({r.team(stop.page) for stop in stops.values()})
        lowest = min(stop.level for stop in stops.values())
        question = f"Stop-the-line. {short(stops)}"
        nodes.append(o.Node("stop", question, "question", "stopped", chain[1]))
        nodes.append(o.Node("stopped", f"or higher; page {names(pages)} at once", tag=r.level(lowest)))
    for at, number in enumerate(asked, start=1 if stops else 0):
        level = r.policy.levels[number]
        question = short(level.when)
        nodes.append(o.Node(f"ask-{number}", question, "question", f"level-{number}", chain[at + 1]))
        nodes.append(o.Node(f"level-{number}", (level.who or level.means).rstrip("."), tag=r.level(number)))
    nodes.append(o.Node("stay", "resolve it within the tier", tag=r.level(0)))
    return o.DecisionTree("Escalate, or resolve within the tier?", tuple(nodes))
