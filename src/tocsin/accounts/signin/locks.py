"""Lock-out after failed tries: in the database, so that it outlives restarts and holds for every process.

A try is counted before it is judged: many at the same instant get no more chances than one after another.
"""

from __future__ import annotations

import ipaddress
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from tocsin.accounts.signin.models import Lock

QUIET = timedelta(hours=24)
"""After so long without a try all is forgotten."""
LONGEST = timedelta(hours=4)


@dataclass(frozen=True)
class Limit:
    """So many tries are free; then it locks for `first`, twice as long with every further lock."""

    tries: int
    first: timedelta

    def length(self, level: int) -> timedelta:
        """How long the `level`th lock holds, counted from 1."""
        return min(self.first * (1 << min(level - 1, 16)), LONGEST)


LIMITS = {
    "name": Limit(5, timedelta(minutes=5)),
    "device": Limit(5, timedelta(minutes=5)),
    "again": Limit(5, timedelta(minutes=5)),
    "code": Limit(5, timedelta(minutes=5)),
    "address": Limit(50, timedelta(minutes=5)),
    "letter": Limit(3, timedelta(minutes=15)),
}


@dataclass(frozen=True)
class Key:
    """What tries are counted for: a name as typed, a known device, an account's codes, an address."""

    kind: str
    value: str

    @property
    def digest(self) -> str:
        """What is kept of it: people type passwords into the wrong box."""
        return sha256(f"{self.kind}:{self.value}".encode("utf-8", "replace")).hexdigest()


def name_key(typed: str) -> Key:
    """The key of a name as it was typed: whether an account has it makes no difference."""
    return Key("name", unicodedata.normalize("NFKC", typed).strip().casefold())


def address_key(address: str) -> Key:
    """The key of an address; of IPv6 the network counts, since anyone has billions of addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return Key("address", address)
    if found.version == 6:
        return Key("address", str(ipaddress.ip_network((found, 64), strict=False)))
    return Key("address", str(found))


def closed_until(keys: tuple[Key, ...], now: datetime) -> datetime | None:
    """Until when one of these is locked; None when none is."""
    rows = Lock.objects.filter(digest__in=[key.digest for key in keys], until__gt=now)
    return max((row.until for row in rows if row.until), default=None)


def spend(keys: tuple[Key, ...], now: datetime) -> datetime | None:
    """Counts a try under each key, unless one is locked: then until when. A locked try is not counted."""
    closed = closed_until(keys, now)
    if closed is None:
        for key in keys:
            closed = max(filter(None, (closed, _count(key, now))), default=None)
    return closed


def forgive(keys: tuple[Key, ...]) -> None:
    """The try succeeded: what belongs to the person is forgotten; an address only gets its try back."""
    own = [key.digest for key in keys if key.kind != "address"]
    Lock.objects.filter(digest__in=own).delete()
    shared = [key.digest for key in keys if key.kind == "address"]
    Lock.objects.filter(digest__in=shared, failures__gt=0).update(failures=F("failures") - 1)


def failed(keys: tuple[Key, ...], now: datetime) -> datetime | None:
    """A counted try failed: locks what used up its tries. Returns until when, None when nothing locked."""
    until = None
    for row in Lock.objects.filter(digest__in=[key.digest for key in keys]):
        limit = LIMITS[row.kind]
        level = row.failures // limit.tries
        if level > row.level:
            ends = now + limit.length(level)
            Lock.objects.filter(pk=row.pk, level__lt=level).update(level=level, until=ends)
            until = max(filter(None, (until, ends)))
    return until


def _count(key: Key, now: datetime) -> datetime | None:
    """One more try. Returns an end when others used up the tries at this very moment."""
    Lock.objects.filter(digest=key.digest, last_at__lt=now - QUIET).delete()
    with transaction.atomic():  # the row is ours until the end, so what is read is our own count
        if not _add(key, now) and not _begin(key, now):
            _add(key, now)
        row = Lock.objects.get(digest=key.digest)
    limit = LIMITS[key.kind]
    if row.failures > (row.level + 1) * limit.tries:
        return now + limit.length(row.level + 1)
    return None


def _begin(key: Key, now: datetime) -> bool:
    """The first try; False when another process was first."""
    try:
        with transaction.atomic():
            Lock.objects.create(digest=key.digest, kind=key.kind, failures=1, last_at=now)
    except IntegrityError:
        return False
    return True


def _add(key: Key, now: datetime) -> bool:
    return bool(Lock.objects.filter(digest=key.digest).update(failures=F("failures") + 1, last_at=now))


def sweep(now: datetime) -> int:
    """Forgets what was quiet for long; returns how many keys."""
    over = Lock.objects.filter(Q(until=None) | Q(until__lt=now), last_at__lt=now - QUIET)
    return over.delete()[0]
