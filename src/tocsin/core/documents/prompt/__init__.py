"""The policy as a request to a chat model, with two follow-ups (A13.3)."""

from tocsin.core.criteria.decode import decode_value
from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_triage import severities
from tocsin.core.documents.prompt import asks, inputs, rules
from tocsin.core.documents.prompt.inputs import block
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import time
from tocsin.core.policy.schema.base import Item


def sections(r: Reader) -> tuple[o.Section, ...]:
    """How to use the prompts, then the three of them, each ready to copy."""
    return (
        _how(),
        _ask("playbook", "1 The playbook", "Ask for the playbook", request(r)),
        _ask("runbooks", "2 Follow-up: the runbooks", "Ask for the runbooks", runbooks(r)),
        _ask("training", "3 Follow-up: the training", "Ask for the training", training(r)),
    )


def _how() -> o.Section:
    steps = o.Numbered(
        o.items(
            "Open a new chat with the model you use: ChatGPT, Claude, Gemini, Perplexity, Grok or another.",
            "Paste prompt 1 as a whole and wait for the whole answer. If it stops, write: continue.",
            "Paste prompt 2, then prompt 3, in the same chat.",
            "Compare the table “Figures used” with the policy, row by row. One row that differs: the "
            "answer is not used.",
        )
    )
    careful = (
        "The prompts hold names of roles, teams and people, thresholds and amounts, but nothing about a "
        "customer. "
        "Check that your organisation allows them to leave the house. What a model writes is a draft; the "
        "policy is what holds."
    )
    blocks = (steps, o.Callout("warning", "Before you paste", (o.Paragraph(careful),)))
    return o.Section("how", "How to use these prompts", blocks, shows=("A13.3",))


def _ask(id_: str, title: str, name: str, body: str) -> o.Section:
    return o.Section(id_, title, (o.Prompt(name, body),), shows=("A13.3",))


def request(r: Reader) -> str:
    """The filled-in request: ten inputs, the policy's facts, ten sections with their form."""
    header, name = r.policy.document, r.policy.organisation.name
    opening = (
        f"You are an experienced head of support operations. Write the escalation playbook of {name} from "
        f"the "
        f"policy below ({header.title}, version {header.version}, hash {r.hash[:12]})."
    )
    wanted = "\n".join(f"{n}. {title}: {form}." for n, (title, form) in enumerate(asks.TEN, start=1))
    facts = (
        rules.grades(r),
        rules.intake(r),
        inputs.seats(r),
        inputs.routing(r),
        rules.messages(r),
        rules.phrases(r),
        rules.room(r),
        inputs.recovery(r),
        inputs.reviews(r),
    )
    return "\n\n".join(
        (
            opening,
            asks.RULES.format(example=_example(r)),
            f"## The ten inputs\n{inputs.ten_inputs(r)}",
            f"## What to write: ten sections, in this order, with these titles\n{wanted}",
            "## The policy",
            *facts,
        )
    )


def _example(r: Reader) -> str:
    """A figure with its id, as the model is to write it; one of the policy's own."""
    for id_, known in r.rules.vocabulary.parameters.items():
        return f"{decode_value(known.type, known.value)} [{id_}]"
    key, severity = severities(r)[0]
    return f"{time(severity.response)} [{key}]"


def runbooks(r: Reader) -> str:
    """The follow-up for the runbooks, with the lines of each seat (A11)."""
    parts = [asks.RUNBOOKS]
    for id_, role in r.policy.roles.items():
        book = role.runbook
        phases = (
            ("First 15 minutes", book.first_15_minutes),
            ("First hour", book.first_hour),
            ("Steady state", book.steady_state),
        )
        written = [f"{name}:\n{_list(lines)}" for name, lines in phases if lines]
        if written:
            parts.append("\n".join([f"### {role.name} [{id_}]", role.means, *written]))
    return "\n\n".join(parts)


def _list(lines: dict[str, Item]) -> str:
    return "\n".join(f"- {item.text}" for item in lines.values())


def training(r: Reader) -> str:
    """The follow-up for the training, with modules, scorecard and criteria (A12)."""
    given = r.policy.training
    modules = [
        f"- [{i}] {m.title}, {m.minutes} min: {m.text or '; '.join(m.aims)}"
        for i, m in given.onboarding.items()
    ]
    rows = [
        f"- [{i}] {row.name}, weight {row.weight}. Full marks: {row.good} No marks: {row.poor}"
        for i, row in given.scorecard.items()
    ]
    samples = [
        f"- [{i}] {s.title}: {s.story} Scores: {', '.join(f'{k} {v}' for k, v in s.scores.items())}. Why: "
        f"{s.why}"
        for i, s in given.samples.items()
    ]
    coaching = [f"- [{i}] {c.title}: {' '.join(c.questions)}" for i, c in given.coaching.items()]
    agenda = [f"- [{i}] {a.topic}, {a.minutes} min" for i, a in r.policy.review.monthly.items()]
    return "\n\n".join(
        (
            asks.TRAINING.format(scenarios=given.scenarios),
            block("Modules", modules),
            block("Criteria", rules.criteria(r)),
            block("Scorecard", rows),
            block("Scored samples", samples),
            block("Coaching", coaching),
            block("Monthly agenda", agenda),
        )
    )
