"""A version with the thresholds that a calibration advises, ready to be proposed (A13.1)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from tocsin.app.versions_look import Look, refused
from tocsin.app.versions_read import Bundle
from tocsin.core.policy.answers.pages import pages

_LAST_NUMBER = re.compile(r"(\d+)(\D*)$")
Change = dict[str, str]
"""`parameter`, `from` and `to`, as the report gives them."""


def with_thresholds(look: Look, hash_: str, advice: Sequence[Change], today: date) -> Bundle:
    """The version's own text and tests with these thresholds, the next number, and today's date.

    Raises Refused when a threshold is no longer there.
    """
    policy = look.policy(hash_)
    data: dict[str, Any] = policy.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for change in advice:
        known = data.get("parameters", {}).get(change["parameter"])
        if known is None:
            text = f"this version has no threshold `{change['parameter']}`"
            raise refused(text, "run the calibration again on it", "advice")
        known["value"] = _like(known["value"], change["to"])
    data["document"] |= {
        "version": next_number(policy.document.version),
        "updated": today.isoformat(),
        "effective": today.isoformat(),
    }
    tests = {name: text for name, text in look.files(hash_).items() if name.startswith("tests/")}
    return Bundle.of({**pages(data), **tests})


def next_number(version: str) -> str:
    """The number after this one: `1.4.0` becomes `1.4.1`."""
    found = _LAST_NUMBER.search(version)
    if found is None:
        return f"{version}.1"
    return f"{version[: found.start()]}{int(found[1]) + 1}{found[2]}"


def _like(before: object, said: str) -> object:
    """A number stays a number; durations and money are texts."""
    if isinstance(before, int | float):
        return int(said) if said.lstrip("-").isdigit() else float(said)
    return said
