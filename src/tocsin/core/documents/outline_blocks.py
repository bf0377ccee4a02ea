"""The blocks of a section: what a document is made of, as data. Every renderer knows each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tocsin.core.documents.outline_figures import BarChart, DecisionTree, Ladder
from tocsin.core.documents.outline_text import OutlineError, Text, check_anchor

Align = Literal["left", "center", "right"]
CheckState = Literal["blank", "done", "open"]
CalloutKind = Literal["notice", "warning", "critical"]
FieldKind = Literal["text", "long", "date", "choice"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a newline breaks the line."""

    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with entries below it."""

    text: Text
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Steps in order."""

    items: tuple[Item, ...]


def items(*texts: Text) -> tuple[Item, ...]:
    """Flat entries: `Bullets(items("one", "two"))`."""
    return tuple(Item(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Check:
    """One line to tick. `blank` is a box for a pen; `done` and `open` are a computed answer, in words."""

    text: Text
    state: CheckState = "blank"
    owner: str = ""
    due: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Lines to tick (A11, A10.9)."""

    items: tuple[Check, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width (weights, any unit) and its alignment."""

    title: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under repeated heads. `row_heads`: the first cell of a row names the row.

    A tag in a cell is a span: `severity("P1", "critical")`, `level(3)`.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    row_heads: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise OutlineError(f"table `{self.caption}` has no columns; give it at least one")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise OutlineError(
                    f"table `{self.caption}`, row {number}: {len(row)} cells for {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Text
    text: Text


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their meanings."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that stands out (B2). Its kind is also written as a word."""

    kind: CalloutKind
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """A blank in a script: `{customer}` and what goes there."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Script:
    """A message ready to copy (A5.1, B7). `body` is literal text with its own line breaks."""

    title: str
    body: str
    channel: str = ""
    subject: str = ""
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """Long text to paste into a chat model (A13.3). `body` is literal."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled blank. `value` fills it in advance; `choices` belong to `choice`."""

    id: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""

    def __post_init__(self) -> None:
        check_anchor(f"field `{self.label}`", self.id)
        if self.kind == "choice" and not self.choices:
            raise OutlineError(f"field `{self.id}` is a choice without choices; list them")


@dataclass(frozen=True, slots=True)
class Form:
    """Blanks to fill in, on paper or on screen."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One line to sign: the seat, the name where known, the date where already signed (B11)."""

    role: str
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature lines, kept together on one page (B11)."""

    items: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `value` as it is read ("9 min"), its label and a note below."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of figures (B3)."""

    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, with their source."""

    text: Text
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page (print) or slide; nothing on a screen."""


Block = (
    Paragraph | Bullets | Numbered | Checklist | Table | DefinitionList | Callout | Script | Prompt | Form
    | Signatures | KeyFigures | Quote | PageBreak | DecisionTree | Ladder | BarChart
)  # fmt: skip
