"""The head of the protocol: notice, six figures, severities, flow (B1 to B5)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_clocks import clock_rules
from tocsin.core.documents.parts_triage import promise_table, severity_table
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, sentence
from tocsin.core.policy.schema.header import Step

_FIGURES = (
    ("Active escalations", ("volume",)),
    ("Average response time", ("response_time", "time_to_acknowledge")),
    ("Average resolution time", ("time_to_resolution",)),
    ("Resolution rate", ("resolution_rate", "sla_attainment")),
    ("Critical issues, month to date", ()),
    ("Customer retention", ("retention",)),
)


def notice(r: Reader) -> o.Section:
    """The critical notice (B2)."""
    text = r.policy.document.notice
    block: o.Block = (
        o.Callout("critical", "Read this first", (o.Paragraph(text),))
        if text
        else missing("what the critical notice is", "document.notice")
    )
    return o.Section("notice", "Critical notice", (block,), shows=("B1", "B2"))


def figures(r: Reader) -> o.Section:
    """Six figures that only the desk knows; blank on paper (B3)."""
    blank = tuple(o.Figure("–", label, _note(r, measures)) for label, measures in _FIGURES)
    lead = "The desk shows them live. On paper they are blank: write them in, with the day, when you print."
    return o.Section("figures", "Where we stand", (o.KeyFigures(blank), o.Paragraph(lead)), shows=("B3",))


def _note(r: Reader, measures: tuple[str, ...]) -> str:
    for metric in r.policy.metrics.values():
        if metric.measure in measures and metric.target:
            only = f"{', '.join(metric.severities)} " if metric.severities else ""
            return f"target {only}{metric.target}"
    return "live on the desk"


def severities(r: Reader) -> o.Section:
    """The severities and what each promises (B4)."""
    promises = promise_table(r)
    rules = o.Bullets(o.items(*clock_rules(r)))
    blocks = (severity_table(r), *((promises,) if promises else ()), rules)
    return o.Section("severities", "Severities", blocks, shows=("B4",))


def flow(r: Reader) -> o.Section:
    """From the report to the lessons, step by step (B5)."""
    steps = o.Numbered(tuple(_step(step) for step in r.policy.flow.values()))
    block: o.Block = steps if r.policy.flow else missing("the steps from report to lessons", "flow")
    return o.Section(
        "flow",
        "The flow, step by step",
        (block,),
        shows=("B5", "B5.1", "B5.2", "B5.3", "B5.4", "B5.5", "B5.6"),
    )


def _step(step: Step) -> o.Item:
    within = (" Within: ", o.value(step.within), ".") if step.within else ()
    text = o.join(o.strong(f"{step.name.rstrip('.')}."), f" {sentence(step.text)}", *within)
    return o.Item(text, o.items(*step.does))
