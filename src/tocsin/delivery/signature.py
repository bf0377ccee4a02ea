"""Signs what is posted, so that the receiver knows who sent it and when."""

import hashlib
import hmac
from datetime import datetime, timedelta

from tocsin.core.model.instant import to_micros

HEADER = "Tocsin-Signature"
TOLERANCE = timedelta(minutes=5)


def sign(secret: str, body: bytes, now: datetime) -> str:
    """`t=1764000000,v1=hex`: HMAC-SHA256 of the seconds since 1970, a dot, and the body as posted."""
    seconds = to_micros(now) // 1_000_000
    return f"t={seconds},v1={_mac(secret, seconds, body)}"


def verify(secret: str, header: str, body: bytes, now: datetime, tolerance: timedelta = TOLERANCE) -> bool:
    """Whether we signed this body, at most `tolerance` away from `now`: what a receiver has to check."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    seconds = parts.get("t", "")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        return False
    fresh = abs(to_micros(now) // 1_000_000 - int(seconds)) <= tolerance.total_seconds()
    return fresh and hmac.compare_digest(_mac(secret, int(seconds), body), parts.get("v1", ""))


def _mac(secret: str, seconds: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
