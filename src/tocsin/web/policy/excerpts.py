"""Findings with the line that they are about, so that nobody has to open the file to understand them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tocsin.core.model.finding import Finding

_WIDTH = 160
_NAMES = re.compile(r"`([^`]+)`")


def coded(text: str) -> SafeString:
    """A text in which names stand between backticks: escaped, and the names as code."""
    return mark_safe(_NAMES.sub(r"<code>\1</code>", escape(text)))  # noqa: S308 (escaped just there)


@dataclass(frozen=True)
class Shown:
    """A finding, and its line in three pieces: before, the place itself, after; empty without a line."""

    finding: Finding
    before: str = ""
    marked: str = ""
    after: str = ""

    @property
    def gravity(self) -> str:
        """error, warning or note."""
        return self.finding.gravity.value

    @property
    def message(self) -> SafeString:
        """What is wrong, names in it as code."""
        return coded(self.finding.message)

    @property
    def help(self) -> SafeString:
        """What to do, names in it as code."""
        return coded(self.finding.help)

    @property
    def place(self) -> str:
        """File, line and column."""
        return str(self.finding.at)


def with_lines(findings: Iterable[Finding], files: Mapping[str, str]) -> tuple[Shown, ...]:
    """The findings, each with the line of the files that it is about."""
    lines = {name: text.split("\n") for name, text in files.items()}
    return tuple(_shown(finding, lines.get(finding.at.file, [])) for finding in findings)


def _shown(finding: Finding, lines: list[str]) -> Shown:
    at = finding.at
    if not 1 <= at.line <= len(lines):
        return Shown(finding)
    line = lines[at.line - 1]
    start = min(max(0, at.column - 1), len(line))
    left = max(0, start - _WIDTH // 2)
    rest = line[start:]
    word = rest.split(" ", 1)[0] or rest[:1]
    after = rest[len(word) :][: _WIDTH - (start - left) - len(word)]
    return Shown(finding, ("…" if left else "") + line[left:start], word[:_WIDTH], after)
