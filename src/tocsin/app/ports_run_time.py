"""Everything that rule books lay over a policy, with one question (design §1, A4.2, B6).

Who is on call instead of whom, how people want to be reached, and which policy new tickets follow.
"""

from dataclasses import dataclass
from typing import Protocol

from tocsin.app.ports_reach import KeptReach
from tocsin.app.ports_roster import RosterChange


@dataclass(frozen=True)
class RunTime:
    """As it stands now. `policy` is the hash for new tickets, "" when there is none yet."""

    policy: str = ""
    changes: tuple[RosterChange, ...] = ()
    reaches: tuple[KeptReach, ...] = ()


class RunTimeStore(Protocol):
    """What is asked before every piece of work."""

    def run_time(self) -> RunTime:
        """As it stands now; the same object again while nothing has changed."""
