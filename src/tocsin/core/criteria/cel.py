"""The CEL library: parses the text, checks its types once more, and words its complaints plainly (A1)."""

import re

from cel_expr_python import cel

from tocsin.core.criteria.complaint import LIMIT, SYNTAX, TYPE, Complaint
from tocsin.core.criteria.vocabulary import Kind, Type, Vocabulary
from tocsin.core.criteria.wire import Raw, decode

_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_QUOTED = re.compile(r"input '((?:[^'\\]|\\.)+)'|at: '(.+)'")
_HABITS = {
    "and": "write `&&` for and", "or": "write `||` for or", "not": "write `!` for not",
    "=": "write `==` to compare", "<>": "write `!=` for differs",
}  # fmt: skip


class Cel:
    """The CEL environment of one vocabulary, made when first needed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._env: cel.Env | None = None

    @property
    def env(self) -> cel.Env:
        """The environment: money, durations and instants are 64-bit integers to CEL."""
        if self._env is None:
            self._env = cel.NewEnv(variables=cel_variables(self.vocabulary))
        return self._env

    def parse(self, text: str) -> Raw:
        """The untyped tree. Raises Complaint with every syntax error's first cause."""
        return decode(self._compile(text, SYNTAX, unchecked=True).serialize())

    def confirm(self, text: str) -> None:
        """Asks CEL's own type checker. Raises Complaint when it objects."""
        self._compile(text, TYPE, unchecked=False)

    def _compile(self, text: str, rule: str, *, unchecked: bool) -> cel.Expression:
        try:
            return self.env.compile(text, disable_check=unchecked)
        except RuntimeError as error:
            raise _complaint(str(error), text, rule) from None


def cel_variables(vocabulary: Vocabulary) -> dict[str, cel.Type]:
    """What CEL is told of each name; `ticket` holds all facts for `has(ticket.x)`."""
    named = {n: _cel_type(fact.type) for n, fact in vocabulary.facts.items()}
    named.update((n, _cel_type(parameter.type)) for n, parameter in vocabulary.parameters.items())
    return {**named, "ticket": cel.Type.Map(cel.Type.STRING, cel.Type.DYN)}


def _cel_type(of: Type) -> cel.Type:
    if of.kind is Kind.SET:
        return cel.Type.List(cel.Type.STRING)
    plain = {
        Kind.BOOLEAN: cel.Type.BOOL,
        Kind.NUMBER: cel.Type.DOUBLE,
        Kind.TEXT: cel.Type.STRING,
        Kind.CHOICE: cel.Type.STRING,
    }
    return plain.get(of.kind, cel.Type.INT)


def _complaint(error: str, text: str, rule: str) -> Complaint:
    found = _ERROR.search(error)
    if not found:
        deep = "recursion" in error or "too large" in error or "size limit" in error
        return Complaint(LIMIT if deep else rule, 0, "the expression cannot be read: it is too complex")
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    if "recursion depth" in found[3]:
        return Complaint(LIMIT, at, "too much is nested or chained here", "split it into several criteria")
    message, help_ = _plain(found[3].strip().removesuffix("[INVALID_ARGUMENT]").strip(), text, at)
    return Complaint(rule, at, message, help_)


def _plain(message: str, text: str, at: int) -> tuple[str, str]:
    if "has() argument" in message:
        return "`has` asks for one fact of the ticket", "write it like `has(ticket.workaround)`"
    if "invalid int literal" in message:
        return "the number does not fit into 64 bits", "use a smaller number"
    if "variable name must be" in message:
        return "a list function first names its element", 'write it like `labels.exists(i, i == "legal")`'
    if reserved := message.partition("reserved identifier: ")[2]:
        return f"`{reserved}` is a word of the expression language", "use another name"
    return _syntax(message, text, at) if message.startswith("Syntax error: ") else (message, "")


def _syntax(message: str, text: str, at: int) -> tuple[str, str]:
    if "'<EOF>'" in message:
        return "the expression ends too soon", "complete the condition, or close the bracket or quote"
    quoted = _QUOTED.search(message)
    word = (quoted[1] or quoted[2]).strip() if quoted else ""
    near = text[max(0, at - 1) : at + 3].strip()
    habit = _HABITS.get(word) or next((h for w, h in _HABITS.items() if w in near and not w.isalpha()), "")
    return f"`{word or text[at : at + 10]}` cannot stand here", habit
