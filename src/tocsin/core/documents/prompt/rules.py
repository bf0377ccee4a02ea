"""Severities, levels, criteria, messages and phrases as plain text for a chat model (A13.3)."""

from collections.abc import Mapping

from tocsin.core.documents import outline as o
from tocsin.core.documents.letters import blanks, channel
from tocsin.core.documents.parts_clocks import clock_rules
from tocsin.core.documents.parts_triage import levels, severities
from tocsin.core.documents.prompt.inputs import block
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import every, names, time
from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.triage import Severity

_STAGES = ("acknowledgement", "update", "resolution", "review_summary")


def grades(r: Reader) -> str:
    """Severities, levels and stop-the-line, each criterion with its id."""
    bad = [line for key, severity in severities(r) for line in _severity(r, key, severity)]
    who = [
        f"- Level {n} {r.policy.levels[n].name}: {r.policy.levels[n].means} {_within(r, n)}"
        for n in levels(r)
    ]
    stops = [
        f"- [{i}] {stop.text} Measured as: {r.says(stop.when)}. Level {stop.level} at least; page "
        f"{r.team(stop.page)}"
        for i, stop in r.policy.stop_the_line.items()
    ]
    return "\n\n".join(
        (
            block("Severities", bad),
            block("Clocks", [f"- {o.plain(rule)}" for rule in clock_rules(r)]),
            block("Levels", who),
            block("Criteria", criteria(r)),
            block("Stop-the-line", stops),
        )
    )


def _severity(r: Reader, key: str, s: Severity) -> list[str]:
    """What a severity promises, then each segment that is promised otherwise (B4)."""
    said = f"- {key} {s.name}: {s.means} First answer {time(s.response)}; resolution {time(s.resolution)}; "
    lines = [f"{said}the customer hears {every(s.update)}"]
    for id_, promise in s.segments.items():
        parts = (
            promise.response and f"first answer {time(promise.response)}",
            promise.resolution and f"resolution {time(promise.resolution)}",
            promise.update and f"the customer hears {every(promise.update)}",
        )
        lines.append(f"  - {key} for {r.segment(id_)} [{id_}]: {'; '.join(p for p in parts if p)}")
    return lines


def _within(r: Reader, number: int) -> str:
    level = r.policy.levels[number]
    promised = (("Acknowledged", level.acknowledge), ("an SME engaged", level.engage_sme))
    return "; ".join(f"{what} within {_spans(r, within)}" for what, within in promised if within)


def _spans(r: Reader, within: Mapping[str, Span]) -> str:
    return names(
        f"{time(span)} ({'all others' if s == 'default' else r.segment(s)})" for s, span in within.items()
    )


def criteria(r: Reader) -> list[str]:
    """Every criterion of severities and levels, one line each, with its id."""
    lines = []
    for key, severity in severities(r):
        lines += [
            f"- [{i}] makes it {key}: {x.text} Measured as: {r.says(x.when)}"
            for i, x in severity.when.items()
        ]
    for n in levels(r):
        when = r.policy.levels[n].when
        lines += [
            f"- [{i}] makes it level {n}: {x.text} Measured as: {r.says(x.when)}" for i, x in when.items()
        ]
    return lines


def intake(r: Reader) -> str:
    """What a request must carry, per level."""
    lines = [
        f"- Level {n}: {names(r.fact(f) for f in r.policy.levels[n].intake)}"
        for n in levels(r)
        if r.policy.levels[n].intake
    ]
    return block("Intake", lines)


def messages(r: Reader) -> str:
    """The templates that customers read, word for word, with blanks in braces."""
    texts = []
    for id_, message in r.policy.messages.items():
        if message.stage in _STAGES:
            subject = f"Subject: {blanks(message.subject)}\n" if message.subject else ""
            texts.append(f"[{id_}] {message.name} ({channel(message)})\n{subject}{blanks(message.body)}")
    return "### Templates, word for word\n" + ("\n---\n".join(texts) or "- NOT IN THE POLICY")


def phrases(r: Reader) -> str:
    """Approved phrases, honest words and banned ones."""
    known = r.policy.phrases
    return "\n\n".join(
        (
            block("Approved phrases", (f"- {p.say}" for p in known.approved.values())),
            block("Words for what is not known", (f"- {p.say}" for p in known.uncertainty.values())),
            block(
                "Banned phrases", (f"- {p.phrase}; say instead: {p.instead}" for p in known.banned.values())
            ),
        )
    )


def room(r: Reader) -> str:
    """War room, briefs, and what stabilised and resolved mean (A6, A7)."""
    policy = r.policy
    groups = (
        (
            f"War room {policy.war_room.name}, from level {policy.war_room.from_level}",
            policy.war_room.checklist,
        ),
        ("Four-line brief", policy.briefs.four_line),
        ("Executive brief", policy.briefs.executive),
        ("Stabilised", policy.resolution.stabilised),
        ("Resolved", policy.resolution.resolved),
        ("Closing", policy.resolution.closing),
    )
    return "\n\n".join(block(title, (f"- {item.text}" for item in lines.values())) for title, lines in groups)
