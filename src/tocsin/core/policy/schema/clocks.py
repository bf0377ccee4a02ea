"""What every SLA clock does besides running: warn, pause, follow a changed severity (A5.8, B4)."""

from typing import Annotated, Literal

from pydantic import Field

from tocsin.core.policy.schema.base import Fraction, Strict

ClockName = Literal["triage", "acknowledge", "response", "sme", "update", "resolution", "hand_over"]
CLOCKS: tuple[ClockName, ...] = (
    "triage", "acknowledge", "response", "sme", "update", "resolution", "hand_over",
)  # fmt: skip


class Clocks(Strict):
    """How clocks behave; how long each runs stands with the severities and levels."""

    warn: list[Annotated[Fraction, Field(gt=0, lt=1)]] = Field(
        [0.5, 0.8], description="The owner is warned when this much of a target is used."
    )
    pause: list[ClockName] = Field(
        ["resolution"], description="Clocks that stand still while we wait on the customer."
    )
    raised: Literal["from_change", "from_start"] = Field(
        "from_change",
        description="A raised severity counts its shorter target from the change, but is never due later "
        "than before; or as if it had been raised from the start.",
    )
