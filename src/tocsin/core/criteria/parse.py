"""Text to criterion: the one way in (A1, A2.2, A2.3)."""

from tocsin.core.criteria.cel import Cel
from tocsin.core.criteria.check import Checker
from tocsin.core.criteria.complaint import LIMIT, Complaint, to_finding
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.nodes import Node, walk
from tocsin.core.criteria.scan import fold
from tocsin.core.criteria.vocabulary import Vocabulary
from tocsin.core.model.finding import Finding, Position, Refused

MAX_NODES = 3_000
_INLINE = Position("<expression>")


class Parser:
    """Parses the criteria of one vocabulary. Make one and keep it: the CEL environment is built once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._cel = Cel(vocabulary)

    def parse(
        self, text: str, id_: str = "", at: Position = _INLINE, path: str = ""
    ) -> tuple[Criterion | None, list[Finding]]:
        """The criterion, or None with what is wrong. Never raises for bad text.

        `at` is where the text's first character stands in the file; lines are taken to be indented alike.
        """
        try:
            root, complaints = self._tree(text)
        except Complaint as complaint:
            root, complaints = None, [complaint]
        findings = [to_finding(each, text, at, path) for each in complaints]
        return (None if root is None or complaints else Criterion(id_, text, root)), findings

    def _tree(self, text: str) -> tuple[Node | None, list[Complaint]]:
        plain, constants = fold(text)
        checker = Checker(self.vocabulary, constants)
        root = checker.root(self._cel.parse(plain))
        if checker.complaints:
            return None, sorted(checker.complaints, key=lambda each: each.at)
        if sum(1 for _ in walk(root)) > MAX_NODES:
            raise Complaint(LIMIT, 0, "the expression is too large", "split it into several criteria")
        self._cel.confirm(plain)
        return root, []


def parse(text: str, vocabulary: Vocabulary, id_: str = "") -> Criterion:
    """One criterion. Raises Refused with findings when the text is not one."""
    criterion, findings = Parser(vocabulary).parse(text, id_)
    if criterion is None:
        raise Refused(*findings)
    return criterion
