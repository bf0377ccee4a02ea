"""The traps, the right answer and the discussion of a role-play, from what triage says (A12, A2.5)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_triage import promised
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.said import AT, asked, shown, told
from tocsin.core.documents.say import every, names, plain, sentence, stacked, text, time
from tocsin.core.documents.training.scenarios.pick import QUOTED, Scenario
from tocsin.core.model.duration import Span, words
from tocsin.core.model.instant import from_micros
from tocsin.core.triage.decision import Decision

_FEW = 2


def traps(r: Reader, s: Scenario) -> o.Callout:
    """What looks like the criterion and is not, or is it by a hair; and what is not known yet."""
    lines = [_hair(r, s)]
    waiting: dict[tuple[str, ...], list[str]] = {}
    for open_ in s.answer.unknown:
        if _raises(s.answer, open_.decides):
            waiting.setdefault(open_.facts, []).append(plain(open_.criterion))
    for facts, criteria in sorted(waiting.items(), key=lambda each: (len(each[0]), -len(each[1])))[:_FEW]:
        wanted = names(asked(r, fact) for fact in facts)
        lines.append(
            o.join(
                "Nobody has asked for ",
                o.strong(wanted),
                f" yet: it may still be {names(criteria, last='or')}.",
            )
        )
    return o.Callout("warning", "Traps", (o.Bullets(o.items(*lines)),))


def _hair(r: Reader, s: Scenario) -> o.Text:
    here, there = _values(r, s, own=True), _values(r, s, own=False)
    name = o.strong(plain(s.rule.id))
    if s.meets:
        return text(
            "It is ",
            name,
            ", by a hair: ",
            o.value(names(here)),
            ". If the ticket said “",
            o.value(names(there)),
            "”, it would not be.",
        )
    return text(
        "It looks like ",
        name,
        " and is not: ",
        o.value(names(here)),
        ". It would be if the ticket said “",
        o.value(names(there)),
        "”.",
    )


def _values(r: Reader, s: Scenario, own: bool) -> list[str]:
    facts, other = (s.facts, s.other) if own else (s.other, s.facts)
    mine, theirs = (dict(shown(r.rules.vocabulary, each, s.rule.criterion)) for each in (facts, other))
    differ = [n for n in (mine | theirs) if mine.get(n) != theirs.get(n) and n not in QUOTED]
    return [told(r, n, mine.get(n, "not known")) for n in differ]


def answer(r: Reader, s: Scenario) -> o.Callout:
    """Severity, level, reasons, route, and what to ask, as triage gives them."""
    d = s.answer
    found = [o.Definition("Severity and level", text(r.severity(d.severity), " ", r.level(d.level)))]
    if d.stop_the_line:
        found.append(o.Definition("Stop the line", "Yes: page first, ask after."))
    reasons = [o.join(o.strong(plain(x.criterion)), f": {sentence(x.text)}") for x in d.reasons]
    found.append(o.Definition("Because", stacked(reasons)))
    found.append(o.Definition("Goes to", _route(r, d)))
    if d.missing:
        found.append(o.Definition("Ask for", names(asked(r, fact) for fact in d.missing) + "."))
    for later in [ahead for ahead in d.next if _raises(d, ahead.decides)][:1]:
        wait = words(later.at - from_micros(AT))
        told = o.join(o.strong(plain(later.criterion)), " holds in ", o.value(wait), f" ({later.decides}).")
        found.append(o.Definition("If nothing changes", told))
    return o.Callout("notice", "The right answer", (o.DefinitionList(tuple(found)),))


def _route(r: Reader, d: Decision) -> o.Text:
    if not d.route.team:
        return "It stays with support."
    within = (", acknowledged within ", o.value(d.route.acknowledge)) if d.route.acknowledge else ()
    joined = names(r.team(i.team) for i in d.route.involve)
    also = f". Joins: {joined}" if d.route.involve else ""
    return text(r.team(d.route.team), *within, also, ".")


def _raises(d: Decision, decides: str) -> bool:
    """Whether what a criterion decides would make the answer worse: `severity P1`, `level 3`."""
    kind, _, target = decides.partition(" ")
    if kind == "severity":
        return target < d.severity
    return int(target) > d.level if kind == "level" else not d.stop_the_line


def discussion(r: Reader, s: Scenario) -> o.Numbered:
    """Questions that this very ticket raises, with the policy's answer to the first."""
    response, update = promised(r, s.answer.severity, str(s.facts.get("segment", "")))
    turned = names(_values(r, s, own=False))
    first = text(
        "What changes if the ticket says “",
        o.value(turned),
        "”? ",
        o.emphasis("The policy says: "),
        r.severity(s.turned.severity),
        ", ",
        r.level(s.turned.level),
        ".",
    )
    hears = (" The customer hears next ", o.value(every(update)), ".") if isinstance(update, Span) else ()
    second = o.join(
        "Say your first answer aloud; it is due within ",
        o.value(time(response)),
        ".",
        *hears,
        " What can you honestly promise?",
    )
    third = "Which words of the customer pulled you towards another level, and which fact decides instead?"
    return o.Numbered(o.items(first, second) if s.meets else o.items(first, second, third))
