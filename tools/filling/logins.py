"""An account for each role on the demo's desk; one password for all of them, new for each demo."""

from __future__ import annotations

import secrets
from typing import Any

ROLES = {
    "agent": ("chloe-martin", "works the tickets"),
    "lead": ("amir-haddad", "leads support: rates, moves, overrides"),
    "approver": ("tomasz-nowak", "activates a policy that is signed"),
    "executive": ("helen-brandt", "sees everything, signs, works on their own"),
    "administrator": ("grace-okafor", "people, settings, erasure"),
    "viewer": ("", "looks, changes nothing"),
}


def logins(filling: Any, live: str) -> dict[str, Any]:
    """Makes the accounts, and one for whoever is on call for the outage; says name, role and what they do."""
    from tocsin.accounts.models import Account
    from tocsin.site.opening import migrate

    migrate()
    password = f"desk-{secrets.token_hex(4)}"
    contacts = filling.desk.books.current().policy.contacts
    made = []
    for role, contact, about in [*_oncall(filling, live), *((r, *of) for r, of in ROLES.items())]:
        name = contacts[contact].name if contact else "A visitor"
        username = contact.split("-", maxsplit=1)[0] or role
        if Account.objects.filter(username=username).exists():
            continue
        Account.objects.create_user(
            username, f"{username}@example.com", password, name=name, role=role, contact=contact,
            created_at=filling.clock.now,
        )  # fmt: skip
        made.append({"role": role, "username": username, "name": name, "about": about})
    return {"password": password, "logins": made}


def _oncall(filling: Any, live: str) -> list[tuple[str, str, str]]:
    """Who is being paged for the newest ticket, else who answered for the outage."""
    rows = filling.desk.store.rows(open_only=True, limit=1)
    for stream in (rows[0].stream, live):
        state, _ = filling.desk.load(stream)
        paged = [page.person for page in state.paging.pages.values() if page.state == "ordered"]
        if paged:
            return [("agent", paged[-1], f"is on call and being paged for {stream}")]
    return []
