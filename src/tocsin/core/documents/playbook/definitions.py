"""Section 1: definitions and levels (A1)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.examples import examples_of
from tocsin.core.documents.parts_triage import criteria_table, level_table, levels
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, sentence

_WORDS = (
    ("Ticket", "what the customer raised, with its facts"),
    ("Criterion", "a named rule over facts; it holds, does not hold, or is not known yet"),
    ("Severity", "how bad it is, P1 to P4"),
    ("Level", "who must be involved, 0 to 4"),
    ("Escalation", "a ticket that entered level 1 or higher"),
    ("Stop-the-line", "a criterion that bypasses every gate and pages at once"),
    ("Owner", "the one person who answers for the escalation and speaks to the customer"),
    ("Page", "one request to one person to answer; acknowledging it is the answer"),
    ("Clock", "a running target with its opening hours; when it runs out, that is a breach"),
    ("Update", "a message to the customer; the cadence is how often one is due"),
    ("Stabilised", "the impact has stopped; the cause may still be there"),
    ("Resolved", "the cause is removed and the customer has confirmed it"),
)


def definitions(r: Reader) -> o.Section:
    """The levels, their criteria in words and in figures, and the words of this playbook."""
    opening = (
        "Severity says how bad it is; level says who must be involved. A ticket enters the highest level of "
        "which one criterion holds. It stays at level 0 when none does."
    )
    unknown = (
        "A missing fact never counts as true. Its criterion is not known until somebody asks, and the answer "
        "lists what to ask."
    )
    blocks = (
        o.Paragraph(opening),
        level_table(r),
        o.Callout("notice", "What is not known", (o.Paragraph(unknown),)),
    )
    children = (_words(), *(_level(r, n) for n in levels(r)))
    return o.Section("definitions", "Definitions and levels", blocks, children, shows=("A1.0",))


def _words() -> o.Section:
    terms = tuple(o.Definition(term, sentence(text)) for term, text in _WORDS)
    return o.Section("words", "Words used here", (o.DefinitionList(terms),))


def _level(r: Reader, number: int) -> o.Section:
    level = r.policy.levels[number]
    blocks: list[o.Block] = [o.Paragraph(sentence(level.means))]
    if level.when:
        blocks.append(criteria_table(r, level.when, "Any one of these is enough"))
        blocks += examples_of(r, level.when)
    elif number == 0:
        blocks.append(
            o.Paragraph("No criterion leads here: this is every ticket that meets none of those below.")
        )
    else:
        blocks.append(missing(f"when a ticket enters level {number}", f"levels.{number}.if"))
    title = f"Level {number}: {level.name}"
    return o.Section(f"level-{number}", title, tuple(blocks), shows=("A1.0", "A1.1", "A1.2", "A1.3", "A1.4"))
