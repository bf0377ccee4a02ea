"""What must never wait, for the seat that reads it (A11, A2.3)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_triage import acknowledged, answers, cadences
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import names, rich, sentence, text

_TELLS_CUSTOMERS = ("owner", "comms_lead")
_LEADS = ("incident_commander", "sme_lead", "support_lead")


def never_wait(r: Reader, role: str) -> o.Callout:
    """Pages that go out at once, and the promises that this seat keeps."""
    lines = [*_stops(r), *(_promises(r) if role in _TELLS_CUSTOMERS else ()), *_acknowledge(r, role)]
    if role in _LEADS:
        lines.append("A page that nobody acknowledges: do not wait, page the next rung.")
    return o.Callout("critical", "What must never wait", (o.Bullets(o.items(*lines)),))


def _stops(r: Reader) -> list[o.Text]:
    lines: list[o.Text] = []
    for stop in r.policy.stop_the_line.values():
        said: o.Text = sentence(stop.text) if stop.text else rich(sentence(r.says(stop.when)))
        lines.append(text(o.strong(f"Page {r.team(stop.page)} at once. "), said))
    return lines


def _promises(r: Reader) -> list[o.Text]:
    return [
        o.join("The first answer: ", o.value(answers(r)), "."),
        o.join("The next update, by the time promised: ", o.value(cadences(r)), "."),
    ]


def _acknowledge(r: Reader, role: str) -> list[o.Text]:
    levels = {n for n, level in r.policy.levels.items() if role in level.roles}
    within = [
        f"level {n} {told}" for n in sorted(r.policy.levels) if n in levels and (told := acknowledged(r, n))
    ]
    return [o.join("Acknowledging your page: ", o.value(names(within)), ".")] if within else []
