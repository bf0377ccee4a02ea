"""What a message template in Liquid reads, and whether it can be read at all (A5.5).

Plain templates (values, `if`, `for`) are read here; anything else is given to the Liquid library, which takes
longer to import than the whole check.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_PATH = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_VALUE = rf"(?:{_PATH}|\"[^\"]*\"|'[^']*'|\d+)"
_FILTER = rf"\s*\|\s*([a-z_]+)(?:\s*:\s*{_VALUE}(?:\s*,\s*{_VALUE})*)?"
_OUTPUT = re.compile(rf"{_VALUE}(?:{_FILTER})*")
_CONDITION = re.compile(rf"(if|elsif|unless)\s+({_VALUE}(?:\s*(?:==|!=|\band\b|\bor\b)\s*{_VALUE})*)")
_LOOP = re.compile(rf"for\s+([A-Za-z_]\w*)\s+in\s+({_PATH})")
_MARK = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}|\{%-?\s*(.*?)\s*-?%\}", re.DOTALL)
_NAMES = re.compile(rf"\"[^\"]*\"|'[^']*'|\|\s*[a-z_]+|({_PATH})")
_WORDS = frozenset({"and", "or", "blank", "empty", "true", "false", "nil"})
_FILTERS = frozenset(
    {"append", "capitalize", "default", "downcase", "escape", "first", "join", "last", "prepend", "size",
     "strip", "truncate", "upcase"}
)  # fmt: skip
_BLOCKS = {"endif": ("if",), "endunless": ("unless",), "endfor": ("for",)}


@dataclass(frozen=True)
class Template:
    """The variables that a template reads, with their offsets; or why it cannot be read, and where."""

    variables: tuple[tuple[str, int], ...] = ()
    error: str = ""
    offset: int = 0


@lru_cache(maxsize=512)
def read_template(text: str) -> Template:
    """Reads one template. Never raises."""
    return _plain(text) or _by_library(text)


def _plain(text: str) -> Template | None:
    """The template if it is plain, else None."""
    variables: list[tuple[str, int]] = []
    open_blocks: list[tuple[str, str]] = []
    end = 0
    for mark in _MARK.finditer(text):
        if "{{" in text[end : mark.start()] or "{%" in text[end : mark.start()]:
            return None
        end = mark.end()
        body, at = (mark[1], mark.start(1)) if mark[1] is not None else (mark[2], mark.start(2))
        found = _output(body) if mark[1] is not None else _tag(body, open_blocks)
        if found is None:
            return None
        bound = {name for _, name in open_blocks}
        variables += [(n, at + o) for n, o in found if n.split(".")[0] not in bound | {"forloop"}]
    if open_blocks or "{{" in text[end:] or "{%" in text[end:]:
        return None
    return Template(tuple(variables))


def _output(body: str) -> list[tuple[str, int]] | None:
    if not _OUTPUT.fullmatch(body) or not set(re.findall(r"\|\s*([a-z_]+)", body)) <= _FILTERS:
        return None
    return _names(body, 0)


def _names(body: str, start: int) -> list[tuple[str, int]]:
    found = _NAMES.finditer(body, start)
    return [(m[1], m.start(1)) for m in found if m[1] and m[1] not in _WORDS]


def _tag(body: str, blocks: list[tuple[str, str]]) -> list[tuple[str, int]] | None:
    if body in _BLOCKS:
        if not blocks or blocks[-1][0] not in _BLOCKS[body]:
            return None
        blocks.pop()
        return []
    if body == "else":
        return [] if blocks else None
    if loop := _LOOP.fullmatch(body):
        blocks.append(("for", loop[1]))
        return [(loop[2], loop.start(2))]
    condition = _CONDITION.fullmatch(body)
    if condition is None or (condition[1] == "elsif" and not (blocks and blocks[-1][0] == "if")):
        return None
    if condition[1] != "elsif":
        blocks.append((condition[1], ""))
    return _names(body, condition.start(2))


def _by_library(text: str) -> Template:
    """The library's own reading."""
    from liquid import Environment
    from liquid.exceptions import LiquidError

    environment = Environment()
    for tag in ("include", "render"):
        environment.tags.pop(tag, None)
    try:
        analysis = environment.from_string(text).analyze()
    except LiquidError as error:
        token = error.token
        at = token.start_index if token is not None else 0
        return Template(error=str(error.message).rstrip("."), offset=max(0, at))
    except RecursionError:
        return Template(error="the blocks nest too deeply")
    wrong = [
        (spans[0].index, name) for name, spans in analysis.filters.items() if name not in environment.filters
    ]
    if wrong:
        at, name = min(wrong)
        return Template(error=f"there is no filter `{name}`", offset=at)
    found = [(str(v), v.span.index) for spans in analysis.globals.values() for v in spans]
    return Template(tuple(sorted(found, key=lambda pair: pair[1])))
