"""`# tocsin: ignore[rule] reason`: silences a warning or a note on its own line or on the next one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tocsin.core.model.finding import Finding, Gravity, Position
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.source import Source

RULE_ID = "ignore-comment"
_COMMENT = re.compile(r"(?:^|\s)#\s*tocsin:\s*ignore\s*(?:\[([^\]\n]*)\])?[ \t]*(.*)$")


@dataclass
class Ignore:
    """One comment: the rules it names, and the lines that it speaks for."""

    at: Position
    rules: tuple[str, ...]
    reason: str
    lines: tuple[int, ...]
    used: set[str] = field(default_factory=set)

    def silences(self, finding: Finding) -> bool:
        """True when the comment speaks of this finding and may silence it."""
        named = finding.rule in self.rules and finding.at.line in self.lines
        return named and finding.at.file == self.at.file and bool(self.reason)


def silence(findings: Iterable[Finding], sources: Iterable[Source], known: Iterable[str]) -> list[Finding]:
    """The findings that no comment silences, and what is wrong with the comments themselves."""
    ignores = [ignore for source in sources for ignore in _comments(source)]
    kept = [f for f in findings if not _silenced(f, ignores)]
    return kept + list(_complaints(ignores, set(known)))


def _silenced(finding: Finding, ignores: list[Ignore]) -> bool:
    for ignore in ignores:
        if ignore.silences(finding):
            ignore.used.add(finding.rule)
            return finding.gravity is not Gravity.ERROR
    return False


def _comments(source: Source) -> Iterator[Ignore]:
    if "tocsin:" not in source.text:
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := _COMMENT.search(line):
            rules = tuple(filter(None, (r.strip() for r in (found[1] or "").split(","))))
            alone = not line[: found.start()].strip()
            at = Position(source.name, number, line.index("#", found.start()) + 1)
            yield Ignore(at, rules, found[2].strip(), (number, number + 1) if alone else (number,))


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
