"""What each severity promises each segment, with the place that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tocsin.core.model.duration import Span
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.core.policy.source import Path

KINDS = ("response", "resolution", "update")
EVERYBODY = ""


@dataclass(frozen=True)
class Promised:
    """One promise: `span` is None for an update `as needed`; `segment` is empty for everybody."""

    severity: str
    segment: str
    kind: str
    span: Span | None
    path: Path

    @property
    def length(self) -> timedelta:
        """For comparing: a business day counts 24 h; `as needed` is longer than everything."""
        return self.span.approximate() if self.span else timedelta.max

    @property
    def who(self) -> str:
        """`P1`, or `P1 for enterprise`."""
        return f"{self.severity} for `{self.segment}`" if self.segment else self.severity

    def __str__(self) -> str:
        return str(self.span) if self.span else "as needed"


def promise(policy: Policy, severity: str, segment: str, kind: str) -> Promised:
    """What the severity promises the segment (or everybody, for an empty segment)."""
    general = policy.severities[severity]
    path: Path = ("severities", severity)
    own = general.segments.get(segment)
    value = getattr(own, kind) if own else None
    if value is not None:
        path = (*path, "segments", segment)
    else:
        value = getattr(general, kind)
    return Promised(severity, segment, kind, value if isinstance(value, Span) else None, (*path, kind))


def audiences(policy: Policy) -> Iterator[str]:
    """Everybody, then each segment that is promised something of its own somewhere."""
    yield EVERYBODY
    for segment in policy.segments:
        if any(segment in severity.segments for severity in policy.severities.values()):
            yield segment


def ranked(policy: Policy) -> list[str]:
    """The severities that exist, worst first."""
    return [name for name in SEVERITIES if name in policy.severities]
