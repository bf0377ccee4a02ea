"""What is proposed as a policy, and what is done with a version."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from tocsin.api.v1.values import Id, Line, Text, Wants
from tocsin.api.v1.wants.lists import Asks

Hash = Annotated[str, Field(min_length=12, max_length=64, pattern=r"^[0-9a-f]{12,64}$")]
"""A policy's hash, or its first twelve digits."""


def _few(files: dict[str, str]) -> dict[str, str]:
    if sum(map(len, files.values())) > 900_000:
        raise ValueError("the files have more than 900,000 characters together: send the policy alone")
    return files


class Files(Wants):
    """A policy as files by name; `policy.yaml` is read first."""

    files: Annotated[dict[Id, str], AfterValidator(_few)] = Field(
        min_length=1, max_length=200, examples=[{"policy.yaml": "extends: preset:base\n"}]
    )


class Proposal(Files):
    """A policy that is proposed."""

    note: Text = ""


class Signing(Wants):
    """Which line is signed."""

    seat: Id = Field(examples=["vp_customer_success"])


class Assignment(Wants):
    """Who holds a title."""

    seat: Id = Field(examples=["vp_customer_success"])
    account: Line = Field("", description="A user name; empty frees the title.")


class Withdrawal(Wants):
    """Why a proposal is taken back."""

    note: Text = ""


class Against(Asks):
    """The policy to compare with."""

    against: Hash | None = Field(None, description="A hash; the active policy without.")
