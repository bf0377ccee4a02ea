"""Only clocks that the customer can hold up stand still while we wait on the customer (B4)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule

OURS = {
    "triage": "the first reader rates what is there, and asks for the rest",
    "acknowledge": "whether a page is answered does not depend on the customer",
    "sme": "whether an expert joins does not depend on the customer",
    "hand_over": "whether a colleague accepts does not depend on the customer",
}


def check(context: Context) -> Iterator[Found]:
    """A clock that pauses though the customer has nothing to do with it; the same one named twice."""
    named: set[str] = set()
    for index, name in enumerate(context.policy.clocks.pause):
        path = ("clocks", "pause", index)
        if name in OURS:
            text = f"`{name}` makes no sense as a clock that pauses: {OURS[name]}"
            yield Found(path, text, "remove it")
        elif name in named:
            yield Found(path, f"`{name}` stands here twice", "remove one of them")
        named.add(name)


RULE = Rule(
    id="clock-pause",
    title="Clocks pause only where the customer can hold them up",
    why="Waiting for the customer's answer may stop the time to resolve. It does not keep us from answering "
    "a page; a pause there hides a breach.",
    bad="clocks: {pause: [resolution, acknowledge]}",
    good="clocks: {pause: [resolution]}",
    check=check,
    shows=("B4", "A4.3"),
)
