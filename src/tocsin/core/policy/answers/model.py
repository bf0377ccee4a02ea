"""The ten inputs, typed (A0.1-A0.10). What is empty was not answered: the preset keeps its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.core.policy.answers.hours import Hours


@dataclass(frozen=True)
class SegmentAnswer:
    """A customer segment as it was named; the most important one comes first."""

    name: str
    means: str = ""
    hours: Hours | None = None


@dataclass(frozen=True)
class Aim:
    """A target figure: the measure it is about, the sign, and the value in the policy's words."""

    said: str
    about: str
    sign: str
    value: str


@dataclass(frozen=True)
class Answers:
    """What an organisation said about itself."""

    company: str
    industry: str = "other"
    zone: str = ""
    currency: str = ""
    country: str = ""
    segments: tuple[SegmentAnswer, ...] = ()
    channels: tuple[str, ...] = ()
    support_hours: Hours | None = None
    systems: Mapping[str, str] = field(default_factory=dict)
    triggers: tuple[str, ...] = ()
    pains: tuple[str, ...] = ()
    targets: tuple[Aim, ...] = ()
    risks: tuple[str, ...] = ()
