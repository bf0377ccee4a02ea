"""Windows that limit turns can be read, and do not overlap (A4.2)."""

from collections.abc import Iterator

from tocsin.core.calendar.hours import DAYS, parse_days
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.schema.rota import Turns
from tocsin.core.policy.source import Path
from tocsin.core.policy.windows import DAY, WEEK, parse_turn_window


def check(context: Context) -> Iterator[Found]:
    """Days or windows of `only` that are none, and windows that overlap, over midnight too."""
    for id_, rotation in context.policy.rotations.items():
        for name, turns in rotation.each():
            path: Path = ("rotations", id_)
            if name in rotation.layers:
                path = (*path, "layers", name)
            yield from _windows(turns, (*path, "only"))


def _windows(turns: Turns, path: Path) -> Iterator[Found]:
    found: list[tuple[int, int, Path]] = []
    for names, texts in turns.only.items():
        try:
            days = parse_days(names)
        except ValueError as error:
            yield _wrong((*path, names), error, key=True)
            continue
        for index, text in enumerate(texts):
            try:
                begin, end = parse_turn_window(text)
            except ValueError as error:
                yield _wrong((*path, names, index), error)
                continue
            found += [(day * DAY + begin, day * DAY + end, (*path, names, index)) for day in days]
    yield from _overlaps(sorted(found))


def _wrong(path: Path, error: ValueError, key: bool = False) -> Found:
    message, _, help_ = str(error).partition(": ")
    return Found(path, message, help_, key=key)


def _overlaps(windows: list[tuple[int, int, Path]]) -> Iterator[Found]:
    told: set[Path] = set()
    # Sunday night runs into Monday: the first windows stand once more behind the week.
    again = [(begin + WEEK, end + WEEK, path) for begin, end, path in windows]
    for number, (_, end, one) in enumerate(windows):
        begin, _, two = [*windows, *again][number + 1]
        if begin < end and two not in told:
            told.add(two)
            text = f"two windows overlap on {DAYS[begin // DAY % 7]}"
            yield Found(two, text, "join them, or move one", related=(one,))


RULE = Rule(
    id="turn-hours",
    title="Windows of turns are days and hours that do not overlap",
    why="A turn that applies on some days and hours only is read to the minute. `22:00-06:00` ends on the "
    "next day. An overlap is a typing error in one of the two.",
    bad='rotations: {platform: {only: {fri: ["22:00-06:00"], sat: ["05:00-12:00"]}}}',
    good='rotations: {platform: {only: {fri: ["22:00-06:00"], sat: ["06:00-12:00"]}}}',
    check=check,
    gravity=ERROR,
    shows=("A4.2",),
)
