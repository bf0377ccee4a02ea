"""Runbooks: one or two pages a seat, to be held in the hand (A11)."""

from dataclasses import replace

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import to_tick
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.runbooks.messages import list_of, messages
from tocsin.core.documents.runbooks.never_wait import never_wait
from tocsin.core.documents.say import missing, names, sentence, title
from tocsin.core.policy.schema.people import Role

FOUR = ("owner", "incident_commander", "comms_lead", "sme_lead")
"""The seats that always have a runbook; any other seat of the policy that has one follows."""


def sections(r: Reader) -> tuple[o.Section, ...]:
    """One section a seat, each on a page of its own; then the messages, each once."""
    written = [id_ for id_, role in r.policy.roles.items() if _written(role)]
    order = [*FOUR, *(id_ for id_ in written if id_ not in FOUR)]
    seats = (runbook(r, id_) for id_ in order)
    return (*(replace(each, blocks=(*each.blocks, o.PageBreak())) for each in seats), messages(r))


def _written(role: Role) -> bool:
    book = role.runbook
    return bool(book.first_15_minutes or book.first_hour or book.steady_state)


def runbook(r: Reader, id_: str) -> o.Section:
    """What the holder of one seat does first, next and then, with the messages ready to copy."""
    role = r.policy.roles.get(id_)
    if role is None or not _written(role):
        gap = missing(f"what the {r.role(id_)} does", f"roles.{id_}.runbook")
        return o.Section(f"runbook-{id_}", title(r.role(id_)), (gap,), shows=("A11",))
    blocks = (
        o.Paragraph(_seat(r, id_, role)),
        never_wait(r, id_),
        *_phases(r, role),
        _hand_over(r, id_, role),
        *list_of(r, role),
    )
    return o.Section(f"runbook-{id_}", title(role.name), blocks, shows=("A11",))


def _seat(r: Reader, id_: str, role: Role) -> o.Text:
    levels = [r.level(n) for n in sorted(r.policy.levels) if id_ in r.policy.levels[n].roles]
    filled = o.join(" The seat is filled from ", levels[0], " on.") if levels else ()
    held = f" It may be held by {names(r.party(i) for i in role.held_by)}." if role.held_by else ""
    return (*o.spans(sentence(role.means)), *o.spans(filled), *o.spans(held))


def _phases(r: Reader, role: Role) -> list[o.Block]:
    book = role.runbook
    named = (
        ("First 15 minutes", book.first_15_minutes, "first_15_minutes"),
        ("First hour", book.first_hour, "first_hour"),
        ("Steady state", book.steady_state, "steady_state"),
    )
    return [
        to_tick(r, lines, name) if lines else missing(f"what is done in: {name.lower()}", f"runbook.{key}")
        for name, lines, key in named
    ]


def _hand_over(r: Reader, id_: str, role: Role) -> o.Callout:
    needs = f" They need: {sentence(role.trained)}" if role.trained else ""
    customer = " The new one tells the customer their name." if id_ == "owner" else ""
    text = (
        f"Ask a named, trained person.{needs} Walk them through where it stands, what was promised and by "
        f"when, and what comes next. You hold the seat until they say yes in the channel.{customer} Write "
        f"the "
        "time on the ticket."
    )
    return o.Callout("notice", "Handing over this seat", (o.Paragraph(text),))
