"""Figures of an outline as data: decision trees, ladders and bars. Renderers draw them, words come along."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from tocsin.core.documents.outline_text import OutlineError, Span, Text, check_anchor


@dataclass(frozen=True, slots=True)
class Node:
    """A question with a yes and a no, or an outcome. `tag` is a severity or level span.

    `taken` marks the nodes on the path of one ticket (A2.5); a tree without a ticket has none.
    """

    id: str
    text: str
    kind: Literal["question", "outcome"] = "outcome"
    yes: str = ""
    no: str = ""
    tag: Span | None = None
    taken: bool = False

    def __post_init__(self) -> None:
        check_anchor(f"node `{self.text}`", self.id)
        if self.kind == "question" and not (self.yes and self.no):
            raise OutlineError(f"question `{self.id}` needs both a yes and a no")
        if self.kind == "outcome" and (self.yes or self.no):
            raise OutlineError(f"outcome `{self.id}` leads on; make it a question or drop its edges")


@dataclass(frozen=True, slots=True)
class DecisionTree:
    """A decision tree (A2.5, A5.4). The first node is its root; two questions may share an outcome."""

    title: str
    nodes: tuple[Node, ...]
    yes: str = "Yes"
    no: str = "No"

    def __post_init__(self) -> None:
        known = {node.id: node for node in self.nodes}
        if not known or len(known) != len(self.nodes):
            raise OutlineError(f"decision tree `{self.title}` is empty or uses a node id twice")
        for node in self.nodes:
            for target in filter(None, (node.yes, node.no)):
                if target not in known:
                    raise OutlineError(
                        f"decision tree `{self.title}`: `{node.id}` leads to `{target}`, not a node"
                    )
        self._walk(known)

    def _walk(self, known: dict[str, Node]) -> None:
        seen: set[str] = set()
        stack: list[tuple[str, tuple[str, ...]]] = [(self.nodes[0].id, ())]
        while stack:
            here, path = stack.pop()
            if here in path:
                raise OutlineError(
                    f"decision tree `{self.title}` runs in a circle: {' > '.join((*path, here))}"
                )
            if here in seen:
                continue
            seen.add(here)
            stack += [(nxt, (*path, here)) for nxt in (known[here].yes, known[here].no) if nxt]
        if lost := [node.id for node in self.nodes if node.id not in seen]:
            raise OutlineError(f"decision tree `{self.title}`: nothing leads to `{', '.join(lost)}`")


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: when it is paged ("at once", "after 10 min"), who, and how."""

    at: str
    who: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who is paged, and who next when nobody answers (A4.5)."""

    title: str
    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        if not self.rungs:
            raise OutlineError(f"ladder `{self.title}` has no rungs")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its number, the number as it is read ("7.4 %"), and its target band where there is one."""

    label: str
    value: float
    display: str
    low: float | None = None
    high: float | None = None
    tag: Span | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars on one scale from zero (A13.1). All values share a unit; negative values are refused."""

    title: str
    bars: tuple[Bar, ...]
    note: Text = ""

    def __post_init__(self) -> None:
        for bar in self.bars:
            if not 0 <= bar.value < inf:
                raise OutlineError(
                    f"chart `{self.title}`: bar `{bar.label}` is {bar.value}; use zero or more"
                )
