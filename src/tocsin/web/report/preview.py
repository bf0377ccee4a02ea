"""What would follow from the report as it stands: shown while it is typed, nothing is kept (A2.2-A2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin import bootstrap_site
from tocsin.app.desk.changes import alike
from tocsin.app.duplicates import look
from tocsin.app.trial import Trial, run
from tocsin.core.intake.find import find
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.triage.duplicates import Suggestion
from tocsin.core.triage.likeness import Candidate
from tocsin.web.report.asking import Page, could_say, files_wanted, next_questions
from tocsin.web.report.typed import Typed
from tocsin.web.shared.ask import Ask

_SHORTEST = 8
"""Characters of a title from which it is compared with others."""


@dataclass(frozen=True)
class Preview:
    """The answer to a report that is not sent yet.

    `open` are facts that intake wants and nobody gave; with any of them the request comes back for them.
    `fresh` are questions that are put now; `more` how many others could still change the answer.
    `hints` are facts of which the typed words speak, with those words: nothing is filled in for them.
    """

    trial: Trial
    duplicates: tuple[Suggestion, ...]
    open: tuple[tuple[str, str], ...]
    fresh: tuple[str, ...]
    files: tuple[str, ...]
    more: int
    hints: Mapping[str, str]
    guessed_stop: tuple[str, ...]
    begun: bool

    @property
    def comes_back(self) -> bool:
        """Whether the desk would ask for what is missing before anybody starts."""
        return bool(self.open) and not self.trial.decision.stop_the_line and self.trial.decision.level > 0


def preview(typed: Typed, rules: Rules, request: Ask, more: bool = False) -> Preview:
    """Tries the report as it stands. Raises Refused as the desk would."""
    trial = run(rules, dict(typed.facts), request.now)
    decision = trial.decision
    page, hints = Page(typed.answered, typed.asked, _held(typed)), _hints(typed, rules, request)
    missing = [name for name in decision.missing if name not in typed.answered]
    return Preview(
        trial,
        _duplicates(typed, rules, trial, request) if len(typed.ticket.title) >= _SHORTEST else (),
        tuple((name, _called(rules, name)) for name in missing),
        next_questions(rules, decision, page, hints, more),
        files_wanted(rules, decision),
        could_say(rules, decision, page),
        hints,
        _stopped_by_guess(typed, trial) if decision.stop_the_line else (),
        bool(typed.ticket.title or typed.ticket.text or typed.facts),
    )


def _held(typed: Typed) -> list[str]:
    return [name for name, value in typed.facts.items() if value]


def _hints(typed: Typed, rules: Rules, request: Ask) -> dict[str, str]:
    """Facts that the title and the text speak of and nobody has answered, each with the words."""
    text = f"{typed.ticket.title}.\n\n{typed.ticket.text}"
    found = find(text, rules.triage.rules.vocabulary, rules.policy, request.now, (), request.zone)
    head = ("customer", "summary", "severity", "channel")
    return {name: guess.why for name, guess in found.facts.items() if name not in head}


def _called(rules: Rules, name: str) -> str:
    fact = rules.triage.rules.vocabulary.facts.get(name)
    return fact.called if fact else name


def _duplicates(typed: Typed, rules: Rules, trial: Trial, request: Ask) -> tuple[Suggestion, ...]:
    """Likely duplicates; while the segment is not known, those of any segment."""
    wanted = rules.policy.intake.duplicates
    known = str(typed.facts.get("segment", ""))
    found: dict[str, Suggestion] = {}
    for segment in (known,) if known else (*rules.policy.segments, ""):
        new = Candidate(
            "", typed.ticket.title, typed.ticket.text, request.now, segment=segment,
            facts=alike(typed.facts, wanted.same), severity=trial.decision.severity,
            level=trial.decision.level,
        )  # fmt: skip
        for one in look(bootstrap_site.store(), new, wanted, request.now, bootstrap_site.similar()):
            found.setdefault(one.stream, one)
    return tuple(sorted(found.values(), key=lambda one: -one.score)[: wanted.at_most])


def _stopped_by_guess(typed: Typed, trial: Trial) -> tuple[str, ...]:
    """Facts behind stop-the-line that a paste guessed and nobody has looked at yet (A2.3)."""
    reasons = [r for r in trial.decision.reasons if r.decides == "stop_the_line"]
    because: Mapping[str, str] = {name: v for reason in reasons for name, v in reason.because.items()}
    return tuple(name for name in because if name in typed.marks)
