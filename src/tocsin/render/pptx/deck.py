"""A deck: slides with a title, a foot, notes, and boxes placed in points (960 × 540)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from tocsin.core.documents import outline as o
from tocsin.render.base import LIGHT, stamp
from tocsin.render.measure import width_of, wrap

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 48.0
BODY_TOP, BODY_BOTTOM = 112.0, 490.0
BODY_WIDTH, BODY_HEIGHT = WIDTH - 2 * MARGIN, BODY_BOTTOM - BODY_TOP
LEAD_SIZE = 13.0
TITLE_ONLY = 5
ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


def colour(name: str) -> RGBColor:
    """A colour of the house."""
    made: RGBColor = RGBColor(*bytes.fromhex(LIGHT[name][1:]))  # type: ignore[no-untyped-call]
    return made


def write(paragraph: Any, text: o.Text, size: float, *, bold: bool = False, hue: str = "ink") -> None:
    """Adds a text to a paragraph of a shape."""
    for span in o.spans(text):
        for at, line in enumerate(span.text.split("\n")):
            if at:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            run.font.size, run.font.color.rgb = Pt(size), colour(_hue(span, hue))
            run.font.bold = bold or span.style in ("strong", "value", "severity", "level")
            run.font.italic = span.style == "emphasis"
            if span.style == "code":
                run.font.name = "Consolas"
            if span.style == "link" and not span.href.startswith("#"):
                run.hyperlink.address = span.href


def _hue(span: o.Span, hue: str) -> str:
    if span.style == "severity":
        return span.key.lower()
    return {"level": "soft", "link": "accent"}.get(span.style, hue)


class Deck:
    """Builds the presentation slide by slide; `end` writes the feet once the number of slides is known."""

    def __init__(self, document: o.Document) -> None:
        self.document = document
        self.file: Any = Presentation()
        self.file.slide_width, self.file.slide_height = Pt(WIDTH), Pt(HEIGHT)
        self.heading = document.title
        self.titles: dict[tuple[str, str], int] = {}
        self.lead: o.Text = ""

    def slide(self, caption: str = "", notes: Iterable[str] = ()) -> Any:
        """A new slide: titled by the caption with the section above it, or by the section alone.

        A title that comes again is counted ("… (2)"), so that no two slides have the same name.
        """
        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_ONLY])
        words = caption or self.heading
        times = self.titles[self.heading, words] = self.titles.get((self.heading, words), 0) + 1
        words = f"{words} ({times})" if times > 1 else words
        title = slide.shapes.title
        top, height = (40, 38) if self.lead else (44, 48)
        title.left, title.top, title.width, title.height = Pt(MARGIN), Pt(top), Pt(BODY_WIDTH), Pt(height)
        frame = title.text_frame
        frame.auto_size, frame.vertical_anchor, frame.word_wrap = MSO_AUTO_SIZE.NONE, MSO_ANCHOR.MIDDLE, True
        self._inset(frame, 0)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        write(frame.paragraphs[0], words, 26 if width_of(words, 26) < BODY_WIDTH else 19, bold=True)
        if caption:
            self.words(slide, self.heading, MARGIN, 26, BODY_WIDTH, 20, size=13, hue="soft")
        if self.lead:
            self.words(slide, self.lead, MARGIN, 78, BODY_WIDTH, 34, size=LEAD_SIZE, hue="soft")
            self.lead = ""
        self.note(slide, notes)
        return slide

    def take_lead(self, text: o.Text) -> bool:
        """Keeps a line or two for under the next slide's title; False when the text is too long for that."""
        fits = len(wrap(o.plain(text), BODY_WIDTH, LEAD_SIZE)) <= 2
        self.lead = text if fits else self.lead
        return fits

    def note(self, slide: Any, texts: Iterable[str]) -> None:
        """Adds long text to the notes."""
        texts = [text for text in texts if text]
        if texts:
            frame = slide.notes_slide.notes_text_frame
            frame.text = "\n\n".join([frame.text, *texts] if frame.text else texts)

    def words(self, slide: Any, text: o.Text, x: float, y: float, w: float, h: float, **how: Any) -> Any:
        """A box of text without a border. `how`: size, bold, hue."""
        box = slide.shapes.add_textbox(Pt(x), Pt(y), Pt(w), Pt(h))
        self.set_text(box.text_frame, [text], **how)
        return box

    def shape(self, slide: Any, x: float, y: float, w: float, h: float, **how: Any) -> Any:
        """A rectangle. `how`: fill, line, weight (points), round, and as in `words` when `text` is given."""
        kind = MSO_SHAPE.ROUNDED_RECTANGLE if how.pop("round", False) else MSO_SHAPE.RECTANGLE
        made = slide.shapes.add_shape(kind, Pt(x), Pt(y), Pt(w), Pt(h))
        made.shadow.inherit = False
        fill, line, weight = how.pop("fill", "card"), how.pop("line", ""), how.pop("weight", 1.0)
        made.fill.solid()
        made.fill.fore_color.rgb = colour(fill)
        if line:
            made.line.color.rgb, made.line.width = colour(line), Pt(weight)
        else:
            made.line.fill.background()
        if "texts" in how:
            self.set_text(made.text_frame, how.pop("texts"), inset=8, **how)
        return made

    def set_text(
        self,
        frame: Any,
        texts: list[o.Text],
        *,
        size: float = 14,
        bold: bool = False,
        hue: str = "ink",
        inset: float = 0,
    ) -> None:
        """Paragraphs in a frame that neither grows nor shrinks."""
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        self._inset(frame, inset)
        for at, text in enumerate(texts):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            write(paragraph, text, size, bold=bold, hue=hue)

    @staticmethod
    def _inset(frame: Any, points: float) -> None:
        frame.margin_left = frame.margin_right = Pt(points)
        frame.margin_top = frame.margin_bottom = Pt(points * 0.75)

    def end(self) -> None:
        """The foot of every slide: the policy line and the slide's number of all (B1)."""
        total = len(self.file.slides)
        for number, slide in enumerate(self.file.slides, start=1):
            self.words(slide, stamp(self.document), MARGIN, 506, BODY_WIDTH - 120, 18, size=10, hue="soft")
            box = self.words(slide, "", WIDTH - MARGIN - 120, 506, 120, 18)
            paragraph = box.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT
            _slide_number(paragraph, number)
            write(paragraph, f" of {total}", 10, hue="soft")


def _slide_number(paragraph: Any, number: int) -> None:
    """Page x as a field, so that it stays right when slides are moved."""
    write(paragraph, "Page ", 10, hue="soft")
    write(paragraph, str(number), 10, hue="soft")
    run = paragraph.runs[-1]._r
    run.tag = qn("a:fld")
    run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run.set("type", "slidenum")
