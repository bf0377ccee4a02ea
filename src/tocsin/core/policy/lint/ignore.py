"""`# tocsin: ignore[rule] reason`: silences a warning or a note on its own line or on the next one.

On the line of `extends:` it speaks for the whole base, which may be a shipped preset that nobody can edit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tocsin.core.model.finding import Finding, Gravity, Position
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.source import Source

RULE_ID = "ignore-comment"
_COMMENT = re.compile(r"(?:^|\s)#\s*tocsin:\s*ignore\s*(?:\[([^\]\n]*)\])?[ \t]*(.*)$")
_EXTENDS = re.compile(r"extends:\s*[\"']?([^\s\"'#]+)")


@dataclass
class Ignore:
    """One comment: the rules it names, and the lines that it speaks for."""

    at: Position
    rules: tuple[str, ...]
    reason: str
    lines: tuple[int, ...]
    base: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)

    def silences(self, finding: Finding) -> bool:
        """True when the comment speaks of this finding and may silence it."""
        here = finding.at.file == self.at.file and finding.at.line in self.lines
        return finding.rule in self.rules and bool(self.reason) and (here or finding.at.file in self.base)


def silence(findings: Iterable[Finding], sources: Iterable[Source], known: Iterable[str]) -> list[Finding]:
    """The findings that no comment silences, and what is wrong with the comments themselves."""
    files = list(sources)
    ignores = [ignore for source in files for ignore in _comments(source, files)]
    kept = [f for f in findings if not _silenced(f, ignores)]
    return kept + list(_complaints(ignores, set(known)))


def _silenced(finding: Finding, ignores: list[Ignore]) -> bool:
    for ignore in ignores:
        if ignore.silences(finding):
            ignore.used.add(finding.rule)
            return finding.gravity is not Gravity.ERROR
    return False


def _comments(source: Source, files: list[Source]) -> Iterator[Ignore]:
    if "tocsin:" not in source.text:
        return
    lines = source.text.splitlines()
    for number, line in enumerate(lines, 1):
        if found := _COMMENT.search(line):
            rules = tuple(filter(None, (r.strip() for r in (found[1] or "").split(","))))
            alone = not line[: found.start()].strip()
            at = Position(source.name, number, line.index("#", found.start()) + 1)
            meant = (number, number + 1) if alone else (number,)
            base = _base(source, files, lines[number] if alone and number < len(lines) else line)
            yield Ignore(at, rules, found[2].strip(), meant, base)


def _base(source: Source, files: list[Source], line: str) -> frozenset[str]:
    """The files of the base, when this is the line that names it: the base is read last."""
    named = _EXTENDS.match(line)
    if named is None:
        return frozenset()
    ends = (named[1], f"{named[1]}/policy.yaml")
    for index, each in enumerate(files):
        if each is not source and (each.name in ends or each.name.endswith(tuple(f"/{end}" for end in ends))):
            return frozenset(file.name for file in files[index:])
    return frozenset()


def _complaints(ignores: list[Ignore], known: set[str]) -> Iterator[Finding]:
    for ignore in ignores:
        if not ignore.rules:
            text, help_ = "this comment names no rule", "write `# tocsin: ignore[rule] reason`"
            yield Finding(RULE_ID, text, ignore.at, help_, Gravity.WARNING)
        elif not ignore.reason:
            text, help_ = "this comment gives no reason, so it silences nothing", "say why after the bracket"
            yield Finding(RULE_ID, text, ignore.at, help_, Gravity.WARNING)
        else:
            yield from (_useless(rule, ignore, known) for rule in ignore.rules if rule not in ignore.used)


def _useless(rule: str, ignore: Ignore, known: set[str]) -> Finding:
    if rule not in known:
        text, help_ = f"there is no rule `{rule}`", did_you_mean(rule, known)
        return Finding(RULE_ID, text, ignore.at, help_, Gravity.WARNING)
    text = f"nothing here breaks `{rule}`"
    return Finding(RULE_ID, text, ignore.at, "remove the comment", Gravity.NOTE)
