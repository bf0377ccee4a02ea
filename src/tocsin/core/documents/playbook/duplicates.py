"""Duplicates and related tickets, in section 2 (A2.4)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import numbered
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import names, percent, time


def duplicates(r: Reader) -> o.Section:
    """The policy's own rule for duplicates; where it has none, what holds anywhere."""
    own = r.policy.intake.duplicates
    if own.lines:
        same = names(r.fact(f) for f in own.same)
        alike = f"Look for a ticket with the same {same}" if own.same else "Look for one with the same signs"
        near = (", opened within ", o.value(time(own.within)), " of this one.") if own.within else (".",)
        lead = o.join(alike, *near)
        blocks = (o.Paragraph(lead), numbered(r, own.lines.values()), _likeness(r))
        return o.Section("duplicates", "Duplicates and related tickets", blocks, shows=("A2.4",))
    return _usual_duplicates(r)


def _usual_duplicates(r: Reader) -> o.Section:
    chain = names(f"same {r.fact(f)}" for f in ("customer", "component", "region") if f in r.policy.facts)
    steps = o.Numbered(
        o.items(
            f"Before opening an escalation, search open ones for the {chain}."
            if chain != "–"
            else "Before opening an escalation, search the open ones for the same customer and the same "
            "symptoms.",
            "Same customer, same cause: add the ticket to the open escalation. Do not open a second one.",
            "Other customer, same cause: link the tickets as related and raise the count of customers "
            "affected; "
            "that alone may change severity or level.",
            "Tell each customer on their own ticket. Linking never closes a ticket and never silences an "
            "update.",
            "A ticket that looks alike but has another cause is unlinked again, with a note why.",
        )
    )
    return o.Section("duplicates", "Duplicates and related tickets", (steps, _likeness(r)), shows=("A2.4",))


def _likeness(r: Reader) -> o.Bullets:
    """What the desk shows and links by itself, and when a growing incident pages again."""
    own = r.policy.intake.duplicates
    shown = o.join(
        "The desk shows up to ", o.value(str(own.at_most)), " likely duplicates, from a score of ",
        o.value(percent(own.suggest_above)), " on, with what makes them alike.",
    )  # fmt: skip
    closed = (
        o.join("Closed tickets are searched for ", o.value(time(own.recent)), ".")
        if own.recent
        else "Closed tickets are not searched."
    )
    linked = (
        o.join("From a score of ", o.value(percent(own.link_above)), " on it links them without asking.")
        if own.link_above is not None
        else "It links nothing by itself: a person decides."
    )
    sizes = names(map(str, own.growth))
    grown = (
        o.join("With ", o.value(sizes), " linked tickets the incident has grown: its ladder starts again."),
    )
    return o.Bullets(o.items(shown, closed, linked, *(grown if own.growth else ())))
