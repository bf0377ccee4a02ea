"""The answers as a file: each wrong value with its line and column, and the nearest known key (A0)."""

from dataclasses import dataclass
from typing import Any

from tocsin.core.model.finding import Finding
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.answers.model import Answers
from tocsin.core.policy.answers.read import READERS
from tocsin.core.policy.source import Places, Source, parse


@dataclass(frozen=True)
class AnswerFile:
    """What a file of answers says: typed values by key, and what is wrong with the rest."""

    values: dict[str, Any]
    findings: tuple[Finding, ...]


def read_answers(source: Source) -> AnswerFile:
    """Reads a file of answers; never raises for what stands in it."""
    parsed = parse(source)
    values: dict[str, Any] = {}
    findings = list(parsed.findings)
    for key, written in parsed.data.items():
        if key not in READERS:
            help_ = did_you_mean(key, READERS)
            findings.append(Finding("answers", f"`{key}` is no answer", parsed.places.key((key,)), help_))
        elif written is not None and written != []:
            values |= _value(key, written, parsed.places, findings)
    return AnswerFile(values, tuple(sorted(findings, key=Finding.order)))


def _value(key: str, written: Any, places: Places, findings: list[Finding]) -> dict[str, Any]:
    """The typed value by its key; nothing when it is wrong. Items of a list are told one by one."""
    try:
        return {key: READERS[key](written)}
    except ValueError as error:
        wrong, index = error, -1
        for place, item in enumerate(written if isinstance(written, list) else ()):
            if (found := _refusal(key, item)) is not None:
                wrong, index = found, place
                break
    message, _, help_ = str(wrong).partition(": ")
    at = places.find((key, index) if index >= 0 else (key,))
    findings.append(Finding("answers", message, at, help_, path=key, value=str(written)[:80]))
    return {}


def _refusal(key: str, item: Any) -> ValueError | None:
    try:
        READERS[key]([item])
    except ValueError as error:
        return error
    return None


def to_answers(values: dict[str, Any]) -> Answers:
    """The typed answers; the company must be among them."""
    return Answers(**values)
