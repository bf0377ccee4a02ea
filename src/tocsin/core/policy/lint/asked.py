"""The policy's expressions, read once for all rules: typed trees, or what is wrong with them."""

from dataclasses import dataclass

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.parse import Parser
from tocsin.core.criteria.vocabulary import Vocabulary, vocabulary_problems
from tocsin.core.model.finding import Finding, Position
from tocsin.core.policy.book import Expression, expressions, parameter, vocabulary
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Path


@dataclass(frozen=True)
class Complained:
    """One thing wrong with an expression, at an offset of its text."""

    rule: str
    offset: int
    message: str
    help: str


@dataclass(frozen=True)
class Asked:
    """An expression with its typed tree; None when there are complaints."""

    expression: Expression
    criterion: Criterion | None
    complaints: tuple[Complained, ...]

    @property
    def path(self) -> Path:
        """Where the expression stands in the policy."""
        return self.expression.path

    @property
    def text(self) -> str:
        """The expression as written."""
        return self.expression.expression


def words(policy: Policy) -> tuple[Vocabulary, list[tuple[Path, str]]]:
    """The names that expressions may use, and what is wrong with the declarations."""
    problems: list[tuple[Path, str]] = []
    good = {}
    for id_, declared in policy.parameters.items():
        try:
            parameter(id_, declared)
            good[id_] = declared
        except ValueError as error:
            problems.append((("parameters", id_, "value"), str(error)))
    names = vocabulary(policy.model_copy(update={"parameters": good}))
    for name, message in vocabulary_problems(names):
        part = "facts" if name in policy.facts else "parameters"
        problems.append(((part, name), message))
    return names, problems


def ask(policy: Policy, names: Vocabulary, problems: list[tuple[Path, str]]) -> tuple[Asked, ...]:
    """Reads every expression; none, while a declared fact or parameter is itself wrong."""
    if problems:
        return ()
    parser = Parser(names)
    return tuple(_asked(expression, parser) for expression in expressions(policy))


def _asked(expression: Expression, parser: Parser) -> Asked:
    text = expression.expression
    criterion, findings = parser.parse(text, expression.id, Position("", 1, 1))
    return Asked(expression, criterion, tuple(_complained(f, text) for f in findings))


def _complained(finding: Finding, text: str) -> Complained:
    line, column = finding.at.line, finding.at.column
    offset = sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
    # The place in the file says it all: the place in the expression is left out.
    message = finding.message.removesuffix(f" (line {line}, column {column} of the expression)")
    return Complained(finding.rule, offset, message, finding.help)
