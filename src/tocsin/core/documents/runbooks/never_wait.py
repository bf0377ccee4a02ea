"""What must never wait, for the seat that reads it (A11, A2.3)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import used_ladders
from tocsin.core.documents.parts_triage import acknowledged, answers, cadences, engaged
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import names, rich, sentence, text, time
from tocsin.core.model.duration import Span

_TELLS_CUSTOMERS = ("owner", "comms_lead")
_LEADS = ("incident_commander", "sme_lead", "support_lead")


def never_wait(r: Reader, role: str) -> o.Callout:
    """Pages that go out at once, and the promises that this seat keeps."""
    lines = [*_stops(r), *(_promises(r) if role in _TELLS_CUSTOMERS else ()), *_acknowledge(r, role)]
    lines += [*_engaged(r, role), *_trusted(r)]
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


def _engaged(r: Reader, role: str) -> list[o.Text]:
    """By when an SME works on it, for whoever leads or is the SME (A10.2)."""
    levels = [n for n in sorted(r.policy.levels) if role in r.policy.levels[n].roles]
    told = [f"level {n} {within}" for n in levels if (within := engaged(r, n))] if role in _LEADS else []
    return [o.join("An SME at work: ", o.value(names(told)), ".")] if told else []


def _trusted(r: Reader) -> list[o.Text]:
    """An acknowledgement without progress is paged again: the shortest and the longest patience."""
    day = [ladder.silent_after for ladder in used_ladders(r) if ladder.silent_after]
    night = [ladder.night.after for ladder in used_ladders(r) if ladder.night]
    said = [f"{when}after {_between(spans)}" for spans, when in ((day, ""), (night, "at night ")) if spans]
    if not said:
        return []
    return [
        o.join(
            "Progress on the ticket once you have acknowledged: without it the ladder starts again, ",
            o.value(", ".join(said)), ", by ladder.",
        )
    ]  # fmt: skip


def _between(spans: list[Span]) -> str:
    spans = sorted(spans, key=Span.approximate)
    first, last = time(spans[0]), time(spans[-1])
    return first if first == last else f"{first} to {last}"
