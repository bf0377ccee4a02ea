"""Who may sign where, and why: nobody signs for another (B11)."""

from collections.abc import Iterable

from tocsin.app.versions_parts import Missing, Person, Seat, Version

JUDGES = ("approver", "administrator")
"""Roles that sign a policy which names nobody."""


def why_may(seat: Seat, person: Person, proposers: Iterable[str]) -> str:
    """Why this person may sign this line; empty when they may not."""
    if seat.anyone:
        may = person.role in JUDGES and person.account not in set(proposers)
        return f"{person.role} who did not propose it" if may else ""
    if seat.holder and seat.holder == person.account:
        return f"assigned by {seat.given_by}" if seat.given_by else "signed the version in force"
    if seat.email and seat.email.strip().lower() in person.emails:
        return f"e-mail {seat.email}"
    return ""


def words(version: Version, seat: Seat) -> str:
    """What somebody agrees to with a signature."""
    named = f"{version.title} {version.number} (policy {version.short})"
    return f"I have read {named} and sign it as {seat.title}: new tickets may follow it once it is active."


def unsigned(seat: Seat) -> Missing:
    """What is missing while a line has no signature, and who can do it."""
    who = f"{seat.title}{f' ({seat.name})' if seat.name else ''}"
    if seat.anyone:
        help_ = "the policy names no signatories: an approver or administrator who did not propose it signs"
    elif seat.holder:
        help_ = f"the account `{seat.holder}` signs"
    elif seat.email:
        help_ = f"whoever has proved to own {seat.email} signs; or an administrator says which account it is"
    else:
        help_ = "the policy names no e-mail address here: an administrator says which account it is"
    return Missing("signature", f"{who} has not signed", help_)
