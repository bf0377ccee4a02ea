"""What is asked about webhooks, and what can be changed of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tocsin.api.v1.values import Line, Said, Wants
from tocsin.api.v1.wants.lists import Paged
from tocsin.app.webhooks import KINDS
from tocsin.core.model.words import did_you_mean


def _kind(value: str) -> str:
    if value not in KINDS:
        raise ValueError(f"`{value}` is no kind of event: {did_you_mean(value, KINDS) or 'see the list'}")
    return value


Kind = Annotated[str, Field(max_length=60), AfterValidator(_kind)]
Url = Annotated[str, Field(min_length=1, max_length=2000)]


class WebhookWanted(Wants):
    """A receiver of events."""

    name: Said = Field(max_length=80, examples=["status page"])
    url: Url = Field(examples=["https://hooks.example.com/tocsin"])
    kinds: list[Kind] = Field(
        [], max_length=100, description="`GET /webhooks/kinds` lists them; empty: all.",
        examples=[["opened", "severity_changed", "resolved"]],
    )  # fmt: skip


class WebhookChange(Wants):
    """What changes of a receiver; what is left out stays."""

    name: Line | None = Field(None, min_length=1, max_length=80)
    url: Url | None = None
    kinds: list[Kind] | None = Field(None, max_length=100)
    active: bool | None = Field(None, description="Switched on again, it hears what happens from then on.")


class Deliveries(Paged):
    """Which deliveries."""

    state: Literal["waiting", "delivered", "failed"] | None = None
