"""Role-play scenarios, computed from the policy's own criteria and answered by triage (A12)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.said import label, shown
from tocsin.core.documents.say import CHANNELS, missing, plain, title
from tocsin.core.documents.training.scenarios.answer import answer, discussion, traps
from tocsin.core.documents.training.scenarios.pick import QUOTED, Scenario, scenarios
from tocsin.core.documents.training.scenarios.voice import opening


def role_plays(r: Reader) -> o.Section:
    """How to play them, the trainer's index, and each of them."""
    found = scenarios(r)
    if not found:
        gap = missing("which criteria decide, so no role-play can be drawn from them", "levels.N.when")
        return o.Section("role-plays", "Role-plays", (gap,), shows=("A12",))
    lead = o.Paragraph(
        "Each stands on a page of its own; fold it below the ticket. One plays the customer and reads the "
        "opening; one is the owner and asks; the others listen. The "
        "owner "
        "says severity, level, who is paged and what the customer hears, then everybody compares with the "
        "answer. "
        "Ten minutes each. The tickets are drawn from the criteria of this policy: some just meet one, "
        "some just "
        "miss it, and the answers are those that the desk would give."
    )
    columns = (o.Column("Role-play", 2), o.Column("Turns on", 2.4), o.Column("Answer", 2))
    rows = tuple((f"{s.number} {s.customer}", title(plain(s.rule.id)), _verdict(r, s)) for s in found)
    table = o.Table(columns, rows, "For the trainer only", row_heads=True)
    children = tuple(_page(r, s) for s in found)
    blocks = (lead, table, o.PageBreak())
    return o.Section("role-plays", "Role-plays", blocks, children, shows=("A12", "A2.5"))


def _verdict(r: Reader, s: Scenario) -> o.Text:
    return o.join(o.severity(s.answer.severity), " ", o.level(s.answer.level))


def _value(r: Reader, name: str, value: str) -> str:
    if name == "segment":
        return r.segment(value)
    return CHANNELS.get(value, value) if name == "channel" else value


def _page(r: Reader, s: Scenario) -> o.Section:
    told = list(shown(r.rules.vocabulary, s.facts))
    channel = dict(told).get("channel", "")
    rows = tuple((label(r, name), _value(r, name, value)) for name, value in told if name not in QUOTED)
    table = o.Table((o.Column("On the ticket", 2), o.Column("Value", 3)), rows, row_heads=True)
    quote = o.Quote(
        f"“{opening(told)}”", f"{s.customer}, by {CHANNELS.get(channel, channel)}" if channel else s.customer
    )
    talk = o.Callout("notice", "To discuss", (discussion(r, s),))
    blocks = (quote, table, traps(r, s), answer(r, s), talk, o.PageBreak())
    return o.Section(f"role-play-{s.number}", f"Role-play {s.number}: {s.customer}", blocks)
