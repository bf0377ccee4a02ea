"""Parts of the on-call and paging rules in one line, where its keys alone read badly (A4.2, A4.5)."""

from pydantic import BaseModel

from tocsin.core.model.instant import iso
from tocsin.core.policy.schema.people import Night, Notify
from tocsin.core.policy.schema.rota import Layer, Override, Swap


def in_a_line(part: BaseModel) -> str:
    """The part in words; empty for a part that needs none of its own."""
    if isinstance(part, Notify):
        return f"{part.by} after {part.after}" if part.after.approximate() else f"{part.by} at once"
    if isinstance(part, Night):
        return f"after {part.after}, from {part.start} to {part.end}"
    if isinstance(part, Override):
        return f"{_who(part)}, {iso(part.start)} to {iso(part.end)}"
    if isinstance(part, Swap):
        return f"{part.one} and {part.other} exchange, {iso(part.start)} to {iso(part.end)}"
    return _layer(part) if isinstance(part, Layer) else ""


def _who(override: Override) -> str:
    if override.person is None:
        return f"nobody for {override.instead_of}"
    added = override.instead_of is None
    return (
        f"{override.person} in addition" if added else f"{override.person} instead of {override.instead_of}"
    )


def _layer(layer: Layer) -> str:
    parts = [", ".join(layer.people), f"{layer.turn} at {layer.hand_off}"]
    parts += [f"{days} {' and '.join(windows)}" for days, windows in layer.only.items()]
    return "; ".join(parts)
