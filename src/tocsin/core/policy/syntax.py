"""What the YAML parser complains of, in words for people who write policies."""

import re

import yaml

from tocsin.core.model.finding import Finding, Position

_NO_START = ("%", "@", "`", ">", "|")
_PLAIN = (
    ("mapping values are not allowed", "a second `: ` in this line", "put the value in quotes"),
    ("did not find expected ',' or '}'", "a mapping in braces is not closed before this", "add `,` or `}`"),
    ("did not find expected ',' or ']'", "a list in brackets is not closed before this", "add `,` or `]`"),
    ("did not find expected key", "this does not line up with the keys above", "indent it like them"),
    ("did not find expected '-'", "this does not line up with the list above", "indent it like the list"),
    ("could not find expected ':'", "this key has no `:`", "write `key: value`"),
    ("expected <document start>", "text stands after the end of the document", "remove the `...` line"),
    ("expected node content", "a value is missing here", "write it, or close the list or mapping"),
    ("unknown escape", "this escape (`\\`) is not known", "use single quotes, or write `\\\\`"),
    ("block end", "this does not line up with what is above", "indent it like the lines above"),
)
_UNCLOSED = re.compile(r"unexpected end of stream")


def syntax_finding(name: str, text: str, error: yaml.YAMLError) -> Finding:
    """The parser's error as a finding. Never raises."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
    if _UNCLOSED.search(problem) and getattr(error, "context_mark", None):
        mark = error.context_mark  # type: ignore[attr-defined]
        problem = "unclosed"
    at = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name)
    lines = text.splitlines()
    line = lines[at.line - 1] if mark and at.line <= len(lines) else ""
    message, help_ = _told(problem, line, at.column)
    return Finding("yaml", message, at, help_, value=line.strip()[:80])


def _told(problem: str, line: str, column: int) -> tuple[str, str]:
    if problem == "unclosed":
        return "a quote is opened here and not closed", "close it"
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return "a tab indents this line", "YAML indents with spaces: replace the tab"
    char = line[column - 1 : column]
    if char in _NO_START:
        return f"a value cannot begin with `{char}`", "put the value in quotes"
    if "comment or line break" in problem or "chomping" in problem:
        return "text cannot follow `>` or `|` in the same line", "put the value in quotes"
    for words, message, help_ in _PLAIN:
        if words in problem:
            return message, help_
    return f"not valid YAML: {problem}", "mend the syntax here or just before"
