"""The ten inputs as questions: what is asked, what helps, what is offered (A0.1-A0.10)."""

from dataclasses import dataclass

from tocsin.core.policy.answers.read import PAIN_CHOICES
from tocsin.core.policy.answers.words import CHANNELS, INDUSTRIES, RISKS


@dataclass(frozen=True)
class Question:
    """One input: `key` is its name in a file of answers; an empty default keeps the preset's own."""

    key: str
    requirement: str
    ask: str
    help: str
    default: str = ""
    choices: tuple[str, ...] = ()


QUESTIONS = (
    Question("company", "A0.1", "What is the company called?", "Messages and documents speak in this name."),
    Question(
        "industry",
        "A0.2",
        "Which industry is it in?",
        "It decides the preset to start from: facts, criteria, promises and clauses.",
        "b2b-saas",
        tuple(INDUSTRIES),
    ),
    Question(
        "segments",
        "A0.3",
        "Which customer segments are there, the most important first?",
        "Names separated by commas. Promises and times to acknowledge follow their order.",
        "Enterprise, Business, Standard",
    ),
    Question(
        "channels",
        "A0.4",
        "In which channels do customers reach support?",
        "Scripts for the other channels are left out.",
        "email, chat, phone, portal",
        tuple(CHANNELS),
    ),
    Question(
        "support_hours",
        "A0.5",
        "When is support open?",
        "`24/7`, `Mon-Fri 8-20`, `Mon-Fri 8-12 and 13-20, Sat 9-13`, or hours with `24/7 for P1`.",
        "Mon-Fri 8-20, 24/7 for P1",
    ),
    Question(
        "zone",
        "A0.5",
        "In which time zone?",
        "An IANA name such as `Europe/Berlin`; hours and shifts follow it.",
    ),
    Question(
        "systems",
        "A0.6",
        "Which systems are in use?",
        "Names joined by `+`, as in `Zendesk + Slack + Jira`. Texts, tags and rooms call them by name. "
        "All are optional: `none` is an answer.",
        "none",
    ),
    Question(
        "triggers",
        "A0.7",
        "What usually escalates?",
        "Separated by commas; figures tune thresholds: `billing dispute > $5K`. "
        "What is new here becomes a criterion.",
        "outage, data loss, a key customer threatens to leave, security incident, public complaint",
    ),
    Question(
        "pains",
        "A0.8",
        "What hurts today?",
        "Separated by commas. Each of these changes settings; others are noted.",
        "none",
        PAIN_CHOICES,
    ),
    Question(
        "targets",
        "A0.9",
        "Which figures do you aim at?",
        "`P1 acknowledged < 15 min`, `25% fewer escalations`, `CSAT > 90%`, `better MTTR`.",
        "P1 acknowledged < 15 min, CSAT > 90%",
    ),
    Question(
        "risks",
        "A0.10",
        "Which risks constrain every answer?",
        "They add clauses, approvals and stop-the-line.",
        "none",
        tuple(RISKS),
    ),
)
