"""Charts drawn on the server: no script, no request; each says in words what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.render.calibration.html import escape

STRIPES = (
    '<svg width="0" height="0" aria-hidden="true" class="hide"><defs><pattern id="stripes" width="6" '
    'height="6" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="track"/>'
    '<line x1="0" y1="0" x2="0" y2="6" class="stripe"/></pattern></defs></svg>'
)
"""The pattern for what is unknown; once on a page."""


def svg(width: int, height: int, inner: str, label: str, css: str = "") -> str:
    """A picture with its text; an empty label hides it from those who hear the page."""
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    style = f' class="{css}"' if css else ""
    return f'<svg viewBox="0 0 {width} {height}" {told}{style}>{inner}</svg>'


def rect(x: float, y: float, width: float, height: float, css: str, title: str = "", round_: int = 2) -> str:
    """A box; the title shows under the pointer."""
    told = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
        f'rx="{round_}" class="{css}">{told}</rect>'
    )


def text(x: float, y: float, words: str, anchor: str = "start", css: str = "") -> str:
    """Words at a place."""
    style = f' class="{css}"' if css else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{css}"/>'


def target(low: float, high: float, actual: float, label: str) -> str:
    """A share against its band, on a scale that holds both."""
    top = max(high, actual) * 1.15 or 1.0
    x = _Scale(0, top, 4, 496)
    ticks = "".join(text(x(v), 60, f"{v * 100:g} %", "middle") for v in (low, high))
    bar = rect(4, 22, 492, 16, "track", round_=8) + rect(x(low), 16, x(high) - x(low), 28, "band", round_=4)
    mark = rect(4, 26, x(actual) - 4, 8, "fill", round_=4) + rect(x(actual) - 1.5, 12, 3, 36, "mark")
    return svg(500, 66, bar + mark + ticks, label)


def stacked(alone: float, rest: float, unknown: float, label: str) -> str:
    """One criterion: tickets it raised alone, other true ones, unknown ones, as parts of one width."""
    width = 170.0
    inner = rect(0, 0, width, 10, "track", round_=3) + rect(0, 0, width * alone, 10, "fill", round_=3)
    inner += rect(width * alone, 0, width * rest, 10, "part", round_=0)
    inner += rect(width * (alone + rest), 0, width * unknown, 10, "gap", round_=0)
    return svg(170, 10, inner, label)


def share_bar(share: float, label: str) -> str:
    """One share of the whole."""
    return svg(
        170,
        10,
        rect(0, 0, 170, 10, "track", round_=3) + rect(0, 0, max(170 * share, 1), 10, "fill", round_=3),
        label,
    )


@dataclass(frozen=True)
class _Scale:
    """A linear scale from values to places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


def weeks(
    names: Sequence[str], counts: Sequence[int], counted: Sequence[bool], mean: float, label: str
) -> str:
    """Columns a week, with the mean of the weeks that count."""
    width, left, bottom = 1000, 46, 190
    top = nice(max([*counts, 1]))
    y = _Scale(0, top, bottom, 14)
    step = (width - left) / max(len(counts), 1)
    parts = [
        line(left, y(v), width, y(v), "rule") + text(left - 8, y(v) + 4, f"{v:g}", "end")
        for v in (0, top / 2, top)
    ]
    for n, (name, count, whole) in enumerate(zip(names, counts, counted, strict=True)):
        css = "fill" if whole else "part"
        at = left + n * step
        parts.append(
            rect(at + step * 0.12, y(count), step * 0.76, bottom - y(count), css, f"{name}: {count}")
        )
    every = max(1, round(len(names) / 9))
    parts += [
        text(left + n * step + step / 2, 208, names[n][5:], "middle") for n in range(0, len(names), every)
    ]
    parts.append(line(left, y(mean), width, y(mean), "mean"))
    return svg(width, 214, "".join(parts), label, "wide")


def nice(value: float) -> float:
    """The next round number."""
    size = 10.0 ** (len(str(int(value))) - 1)
    return next(step * size for step in (1, 2, 4, 5, 8, 10, 20) if step * size >= value)


def ticks(top: float) -> list[float]:
    """Round shares from 0 to at least `top`, four to eight of them."""
    size = next(
        s for s in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if top / s <= 7 or s == 0.25
    )
    return [round(n * size, 6) for n in range(int(top / size + 0.999) + 1)]


@dataclass(frozen=True)
class Dot:
    """A point of the frontier: shares on both axes, its look, its words."""

    x: float
    y: float
    css: str
    title: str


def frontier(dots: Sequence[Dot], band: tuple[float, float], axis: str, label: str) -> str:
    """Choices of thresholds: the share that escalates, and what it catches."""
    width, left, bottom = 1000, 72, 270
    steps = ticks(max([d.x for d in dots] + [band[1]]) * 1.04)
    x_top = steps[-1]
    x = _Scale(0, x_top, left, width - 12)
    rungs = ticks(max([d.y for d in dots]) * 1.08 or 0.01)
    y_top = rungs[-1]
    y = _Scale(0, y_top, bottom, 28)
    parts = [rect(x(band[0]), 28, x(band[1]) - x(band[0]), bottom - 28, "band")]
    for value in rungs:
        parts.append(line(left, y(value), width - 12, y(value), "rule"))
        parts.append(text(left - 8, y(value) + 4, f"{value * 100:.3g} %", "end"))
    parts += [
        text(x(value), bottom + 20, f"{value * 100:.3g} %", "end" if value == x_top else "middle")
        for value in steps
    ]
    parts.append(
        text(left, 14, axis) + text(width - 12, bottom + 42, "share of tickets that escalate", "end")
    )
    ordered = sorted((d for d in dots if "now" not in d.css), key=lambda d: d.x)
    parts.append(
        f'<polyline class="line" points="{" ".join(f"{x(d.x):.1f},{y(d.y):.1f}" for d in ordered)}"/>'
    )
    for dot in sorted(dots, key=lambda d: len(d.css)):
        parts.append(
            f'<circle cx="{x(dot.x):.1f}" cy="{y(dot.y):.1f}" r="{6 if len(dot.css) > 3 else 4.5}" '
            f'class="{dot.css}">'
            f"<title>{escape(dot.title)}</title></circle>"
        )
    return svg(width, 316, "".join(parts), label, "wide")
