"""A criterion that parsed: its text, its typed tree, and what it reads (A1, A2.2, A2.3)."""

from dataclasses import dataclass
from functools import cached_property

from tocsin.core.criteria.nodes import FactRef, Has, Literal, Node, ParameterRef, Since, walk
from tocsin.core.criteria.vocabulary import Kind, Type


@dataclass(frozen=True, eq=False)
class Criterion:
    """A named rule over facts. Two criteria are the same only if they are one object: compare `root`."""

    id: str
    text: str
    root: Node

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The facts that must be given to decide it, in reading order; an elapsed fact gives its instant."""
        return tuple(dict.fromkeys(name for node in walk(self.root) for name in node_reads(node)))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The named parameters it uses, in reading order."""
        return tuple(dict.fromkeys(n.name for n in walk(self.root) if isinstance(n, ParameterRef)))

    @cached_property
    def timed(self) -> bool:
        """True when time alone can change the answer."""
        return any(isinstance(node, Since) for node in walk(self.root))


def node_reads(node: Node) -> tuple[str, ...]:
    """The fact that this very node reads, if any."""
    if isinstance(node, FactRef):
        return (node.name,)
    if isinstance(node, Has | Since):
        return (node.base,)
    return ()


def constant(id_: str, value: bool) -> Criterion:
    """The criterion that is always true, or always false."""
    return Criterion(id_, "true" if value else "false", Literal(Type(Kind.BOOLEAN), value))
