"""What can be wrong before any rule is asked: the files, the YAML, the keys and the values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A refusal of the reader, with why it refuses and what is refused, for the reference."""

    id: str
    title: str
    why: str
    bad: str


READING = (
    Page(
        "ignore-comment",
        "A comment that silences names a rule and gives a reason",
        "`# tocsin: ignore[rule] reason` silences a warning or a note; it needs a reason.",
        "notes: {a: Text}  # tocsin: ignore[unused]",
    ),
    Page("no-file", "The file is there and may be read", "A policy is read whole or not at all.", ""),
    Page(
        "too-large",
        "The file is of a size that people wrote",
        "Larger files are the wrong file, or an attack.",
        "",
    ),
    Page("encoding", "The file is UTF-8", "Names and messages must mean the same on every machine.", ""),
    Page(
        "yaml",
        "The file is YAML",
        "Indented by spaces, without tags or merge keys, and not nested or repeated without end.",
        "document:\n\ttitle: A tab indents this line",
    ),
    Page(
        "duplicate-key",
        "A key stands once",
        "YAML readers keep one of two equal keys in silence; which one is an accident.",
        "document: {title: One, title: Two}",
    ),
    Page(
        "include",
        "Included files exist, and not in a circle",
        "`include:` joins parts and `extends:` lays the file over a base; names are relative to the file.",
        "include: [policy.yaml]",
    ),
    Page(
        "preset", "The preset exists", "`preset:NAME` is one of the shipped ones.", "extends: preset:procedur"
    ),
    Page(
        "unknown-key",
        "Keys are known",
        "A misspelt key would be ignored in silence; the nearest known key is suggested.",
        "document: {titel: Escalation policy}",
    ),
    Page(
        "missing-key",
        "What is needed is there",
        "Some keys have no sensible default.",
        "document: {title: null}",
    ),
    Page(
        "wrong-value",
        "Values are of the right kind",
        "Durations carry a unit, money a currency, dates a year; lists are not mappings.",
        "severities: {P1: {response: 15}}",
    ),
)
