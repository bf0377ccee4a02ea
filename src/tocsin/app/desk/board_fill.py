"""Lines written by a release that did not know the board are filled when the desk is first looked at."""

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from tocsin.app.desk.changes import row_of
from tocsin.app.desk.desk import Desk
from tocsin.app.ports import Row, Snapshot
from tocsin.core.model.finding import Refused

BATCH = 200
PATIENCE = 500
"""After so many looks at a desk on which nothing was left, it is asked again: a release before this one may
still be writing lines."""
_LEFT: WeakKeyDictionary[Desk, int] = WeakKeyDictionary()


def fill_now_and_then(desk: Desk) -> None:
    """Fills lines as long as some are left, and looks again after some time."""
    looks = _LEFT.get(desk, 0)
    if looks > 0:
        _LEFT[desk] = looks - 1
    elif not fill(desk):
        _LEFT[desk] = PATIENCE


def fill(desk: Desk, limit: int = BATCH) -> int:
    """Fills up to `limit` lines, open ones first, from their snapshots, and says how many.

    0: none is left. A line whose state cannot be read keeps what it says, without a due time.
    """
    store = desk.store
    streams = store.unfilled(limit)
    if streams:
        with store.hold(streams):
            rows = list(_rows(desk, list(store.loads(streams).values())))
            store.fill(rows, [stream for stream in streams if stream not in {row.stream for row in rows}])
    return len(streams)


def _rows(desk: Desk, snapshots: Sequence[Snapshot]) -> Iterator[Row]:
    for snapshot in snapshots:
        try:
            state = desk.state_of(snapshot)
            yield row_of(state, desk.books.of(state.policy))
        except (Refused, ValueError):
            continue
