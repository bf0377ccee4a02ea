"""The onboarding course (A12)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, sentence
from tocsin.core.policy.schema.review import Module


def onboarding(r: Reader) -> o.Section:
    """The modules with their times, aims, text and exercise."""
    modules = r.policy.training.onboarding
    if not modules:
        gap = missing("how newcomers are trained", "training.onboarding")
        return o.Section("onboarding", "Onboarding", (gap,), shows=("A12",))
    rows = tuple(
        (str(n), module.title, o.join(o.value(f"{module.minutes} min")))
        for n, module in enumerate(modules.values(), 1)
    )
    columns = (o.Column("Module", 0.7), o.Column("Title", 4), o.Column("Time", 0.9, "right"))
    lead = o.join(
        "The course takes ",
        o.value(_total([module.minutes for module in modules.values()])),
        ". Nobody takes a seat in an escalation before the modules that the seat asks for (see the "
        "runbooks).",
    )
    children = tuple(_module(id_, n, module) for n, (id_, module) in enumerate(modules.items(), 1))
    table = o.Table(columns, rows, row_heads=True)
    return o.Section(
        "onboarding", "Onboarding", (o.Paragraph(lead), table, *_seats(r)), children, shows=("A12",)
    )


def _total(minutes: list[int]) -> str:
    hours, rest = divmod(sum(minutes), 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


def _seats(r: Reader) -> tuple[o.Block, ...]:
    rows = tuple((role.name, sentence(role.trained)) for role in r.policy.roles.values() if role.trained)
    columns = (o.Column("Seat", 2), o.Column("Needs before", 4))
    return (o.Table(columns, rows, "Who needs what", row_heads=True),) if rows else ()


def _module(id_: str, number: int, module: Module) -> o.Section:
    blocks: list[o.Block] = []
    if module.aims:
        blocks += [o.Paragraph("Afterwards, whoever took it:"), o.Bullets(o.items(*module.aims))]
    if module.text:
        blocks.append(o.Paragraph(sentence(module.text)))
    if module.exercise:
        blocks.append(o.Callout("notice", "Exercise", (o.Paragraph(sentence(module.exercise)),)))
    title = f"Module {number}: {module.title} ({module.minutes} min)"
    return o.Section(f"module-{id_}", title, tuple(blocks))
