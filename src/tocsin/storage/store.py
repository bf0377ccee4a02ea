"""The store of one desk, on SQLite or PostgreSQL: its parts joined, and one way to open it (design §5)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.core.model.instant import from_micros
from tocsin.storage.address import read_address
from tocsin.storage.boards import Boards
from tocsin.storage.calibrations import Calibrations
from tocsin.storage.claims import Claims
from tocsin.storage.customers import Customers
from tocsin.storage.erasure import Erases
from tocsin.storage.feed import Feeds
from tocsin.storage.figures import Figures
from tocsin.storage.files import Files
from tocsin.storage.keeps import Keeps
from tocsin.storage.lists import Lists
from tocsin.storage.outbox import Leases
from tocsin.storage.outcomes import Outcomes
from tocsin.storage.paged import PagedLately
from tocsin.storage.reach import Reaches
from tocsin.storage.rebuild import Rebuilds
from tocsin.storage.rosters import Rosters
from tocsin.storage.run_time import RunTimes
from tocsin.storage.save import Saves
from tocsin.storage.schema import Schemas
from tocsin.storage.session import Session
from tocsin.storage.streams import Streams
from tocsin.storage.swaps import Swaps
from tocsin.storage.verify import Verifies
from tocsin.storage.versions import Versions
from tocsin.storage.watch import Watches

if TYPE_CHECKING:
    from tocsin.app.ports import Store
    from tocsin.app.ports_outbox import Outbox
    from tocsin.app.ports_roster import RosterChanges
    from tocsin.app.ports_upkeep import Upkeep
    from tocsin.app.ports_worker import Watch


class DjangoStore(
    Streams,
    Erases,
    Saves,
    Claims,
    Lists,
    Boards,
    Figures,
    Customers,
    Feeds,
    Files,
    Keeps,
    Leases,
    Outcomes,
    Watches,
    Rosters,
    RunTimes,
    Reaches,
    Swaps,
    PagedLately,
    Versions,
    Calibrations,
    Schemas,
    Verifies,
    Rebuilds,
):
    """Implements Store, Outbox, Watch, RosterChanges and Upkeep of `tocsin.app`.

    Threads may share it: each has a connection of its own. Every call may raise StoreUnavailable.
    """

    @property
    def where(self) -> str:
        """The store's address for people, without passwords."""
        return self._session.address.shown

    @property
    def is_shared(self) -> bool:
        """Whether several workers can work on it at once: PostgreSQL yes, SQLite no."""
        return self._session.address.is_postgres

    @property
    def session(self) -> Session:
        """The store's database, for parts that are kept beside it."""
        return self._session

    def clock(self) -> datetime | None:
        """What the database's own clock says (aware UTC); None for SQLite, which has only this machine's."""
        if not self.is_shared:
            return None
        with self._session.failures():
            said = self._session.fetch("SELECT extract(epoch FROM clock_timestamp()) * 1000000")
        return from_micros(int(said[0][0]))

    def close(self) -> None:
        """Lets this thread's connection go; the next call opens one."""
        self._session.close()


def open_store(url: str) -> DjangoStore:
    """The store at `sqlite:///FILE` or `postgresql://…`; nothing is connected or made yet.

    Raises Refused when the address cannot be read.
    """
    return DjangoStore(Session(read_address(url)))


def ports(store: DjangoStore) -> tuple[Store, Outbox, Watch, RosterChanges, Upkeep]:
    """The store as each of the ports that it implements; the type checker holds it to them."""
    return store, store, store, store, store
