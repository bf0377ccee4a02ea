"""The scorecard, scored samples, coaching and the monthly agenda (A12)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, plain, sentence, title
from tocsin.core.policy.schema.review import Coaching, Sample

FULL = 4
"""The best mark of a row: the schema allows 0 to 4."""


def scorecard(r: Reader) -> o.Section:
    """What a handled escalation is scored on, and how the mark is reckoned."""
    rows = r.policy.training.scorecard.values()
    if not rows:
        gap = missing("what an escalation is scored on", "training.scorecard")
        return o.Section("scorecard", "Quality scorecard", (gap,), shows=("A12",))
    columns = (
        o.Column("What is scored", 1.5),
        o.Column("Weight", 0.8, "right"),
        o.Column(f"{FULL}: full marks", 3),
        o.Column("0: no marks", 3),
        o.Column("Mark", 0.7),
    )
    body = tuple(
        (x.name, o.join(o.value(str(x.weight))), sentence(x.good), sentence(x.poor), "") for x in rows
    )
    total = sum(x.weight for x in rows)
    table = o.Table(columns, (*body, ("Together", o.join(o.value(str(total))), "", "", "")), row_heads=True)
    rule = (
        f"Give each row 0 to {FULL}; halves are not given. The score is the weighted mean in percent: each "
        f"mark "
        f"divided by {FULL}, times its weight, added up and divided by the sum of the weights."
    )
    fields = (
        o.Field("score-ticket", "Ticket"),
        o.Field("score-owner", "Owner"),
        o.Field("score-reviewer", "Scored by"),
        o.Field("score-date", "Date", "date"),
        o.Field("score-total", "Score in percent"),
        o.Field("score-strength", "What went well, with the place in the ticket", "long"),
        o.Field("score-next", "One thing to do otherwise", "long"),
    )
    blocks = (o.Paragraph(rule), table, o.Form("Score sheet", fields))
    return o.Section("scorecard", "Quality scorecard", blocks, shows=("A12",))


def samples(r: Reader) -> o.Section:
    """Scored samples, so that two reviewers score alike."""
    found = r.policy.training.samples.items()
    lead = o.Paragraph(
        "Score each story by yourself first, then compare. Where two reviewers differ by more than one "
        "mark in "
        "a row, talk until the wording of that row is clear to both."
    )
    gap = (missing("how scoring is calibrated", "training.samples"),)
    children = tuple(_sample(r, id_, sample) for id_, sample in found)
    return o.Section("samples", "Calibration samples", (lead,) if children else gap, children, shows=("A12",))


def _sample(r: Reader, id_: str, sample: Sample) -> o.Section:
    card = r.policy.training.scorecard
    rows = tuple(
        (card[key].name if key in card else title(plain(key)), o.join(o.value(str(mark))))
        for key, mark in sample.scores.items()
    )
    columns = (o.Column("What is scored", 4), o.Column("Mark", 1, "right"))
    total = o.join(o.value(f"{score(r, sample)} %"))
    blocks = (
        o.Quote(sentence(sample.story)),
        o.Table(columns, (*rows, ("Score", total)), row_heads=True),
        o.Paragraph(o.join(o.strong("Why: "), sentence(sample.why))),
    )
    return o.Section(f"sample-{id_}", sample.title, blocks)


def score(r: Reader, sample: Sample) -> int:
    """The weighted mean of a sample in percent, rounded to whole percent."""
    card = r.policy.training.scorecard
    rows = [(card[key].weight, mark) for key, mark in sample.scores.items() if key in card]
    weights = sum(weight for weight, _ in rows)
    return round(100 * sum(weight * mark for weight, mark in rows) / (FULL * weights)) if weights else 0


def coaching(r: Reader) -> o.Section:
    """Guides for a coaching talk."""
    children = tuple(_talk(id_, talk) for id_, talk in r.policy.training.coaching.items())
    lead = o.Paragraph(
        "A talk starts from one escalation, not from a number. The person speaks first; the agreement is one "
        "thing, written down, with a day on which you look at it again."
    )
    gap = (missing("how people are coached", "training.coaching"),)
    return o.Section("coaching", "Coaching", (lead,) if children else gap, children, shows=("A12", "A10.8"))


def _talk(id_: str, talk: Coaching) -> o.Section:
    blocks: list[o.Block] = (
        [o.Paragraph(o.join(o.strong("When: "), sentence(talk.when)))] if talk.when else []
    )
    blocks.append(o.Bullets(o.items(*talk.questions)))
    key = id_
    fields = (
        o.Field(f"{key}-said", "What the person said", "long"),
        o.Field(f"{key}-agreed", "Agreed", "long", hint=talk.agreement),
        o.Field(f"{key}-again", "Looked at again on", "date"),
    )
    blocks.append(o.Form("Notes of the talk", fields))
    return o.Section(f"coaching-{key}", talk.title, tuple(blocks))
