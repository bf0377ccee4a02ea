"""The second reading of a verification: lane by lane, in the order in which everything was written."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from tocsin.app.ports_upkeep import Fault
from tocsin.core.model.chain import GENESIS, lane_hash
from tocsin.storage.session import Session

_PAGE = 2000
_LISTED = 1000


class Faults:
    """Faults found so far; beyond a thousand they are only counted."""

    def __init__(self) -> None:
        self.listed: list[Fault] = []
        self.more = 0

    def add(self, stream: str, version: int, field: str, message: str) -> None:
        """One more."""
        if len(self.listed) < _LISTED:
            self.listed.append(Fault(stream, version, field, message))
        else:
            self.more += 1


def check_lanes(session: Session, faults: Faults) -> str:
    """Checks every lane; the digest over their ends names the whole record."""
    whole = sha256()
    for number, places, hash_ in session.fetch("SELECT id, place, hash FROM tocsin_lane ORDER BY id"):
        _Lane(number, faults).check(session, places, hash_)
        whole.update(f"{number} {places} {hash_}\n".encode())
    strays = "SELECT stream, version FROM tocsin_event WHERE lane NOT IN (SELECT id FROM tocsin_lane) LIMIT 1"
    for stream, version in session.fetch(strays):
        faults.add(stream, version, "lane", "its lane is missing")
    return whole.hexdigest()


class _Lane:
    """One lane, and how far its reading is."""

    def __init__(self, number: int, faults: Faults) -> None:
        self.number, self.faults = number, faults
        self.place, self.hash, self.position = 0, GENESIS, 0
        self.after = "the beginning"

    def check(self, session: Session, places: int, end: str) -> None:
        """Reads the lane to where it should end."""
        sql = (
            "SELECT place, chain, hash, position, stream, version FROM tocsin_event"
            " WHERE lane = %s AND place > %s ORDER BY place LIMIT %s"
        )
        while page := session.fetch(sql, [self.number, self.place, _PAGE]):
            for row in page:
                self._step(*row)
        if self.place < places:
            self._hole(places, f"after {self.after}")
        elif (self.place, self.hash) != (places, end):
            self.faults.add("", 0, "lane", f"lane {self.number} ends elsewhere than after {self.after}")

    def _step(self, place: int, chain: Any, hash_: Any, position: int, stream: str, version: int) -> None:
        here = f"`{stream}` version {version}"
        if place != self.place + 1:
            self._hole(place - 1, f"between {self.after} and {here}")
        elif lane_hash(self.hash, str(hash_)) != chain:
            self.faults.add(
                stream, version, "chain", f"it is not the event that was written after {self.after}"
            )
        if position <= self.position:
            message = f"it was written after {self.after}, and now stands before it"
            self.faults.add(stream, version, "position", message)
        self.place, self.hash, self.position, self.after = place, str(chain), position, here

    def _hole(self, last: int, where: str) -> None:
        count = last - self.place
        events = "an event is" if count == 1 else f"{count} events are"
        place = f"lane {self.number}, place {self.place + 1}"
        self.faults.add("", 0, "place", f"{events} missing {where} ({place})")
