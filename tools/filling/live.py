"""What is going on right now on the demo's desk: an outage that three customers report, and a fresh P2."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tocsin.app.desk.report import Arrival
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket

FACTS: dict[str, Any] = {
    "outage": True, "customers_affected": 14, "segment": "enterprise", "production": True,
    "component": "login", "kind": "bug", "impact": "Nobody can log in.",
}  # fmt: skip
DISPUTE: dict[str, Any] = {
    "degraded": True, "production": True, "segment": "enterprise", "customers_affected": 1, "kind": "bug",
    "component": "invoices", "impact": "Invoices show every plan change twice.",
}  # fmt: skip
SAID = (
    "Impact: logins fail for 14 companies. Known: the login service answers 503 since the last release. "
    "Mitigation: the release is being rolled back. Workaround: single sign-on still works. "
    "Expected: between 20 and 40 minutes from now."
)
FIRST = (
    "We see that logins fail for you and others, and work on it. You hear from us again within half an hour."
)


class Scene:
    """The last forty minutes, by hand."""

    def __init__(self, filling: Any, now: datetime) -> None:
        self.filling, self.now = filling, now

    def at(self, minutes: int) -> None:
        """Lets time pass until so many minutes before now."""
        self.filling.clock.run(self.now - timedelta(minutes=minutes))

    def report(self, title: str, customer: str, facts: dict[str, Any], text: str = "") -> str:
        """A ticket arrives through the support agent on shift; nobody answers for the desk here."""
        known = tuple(self.filling.desk.books.current().triage.rules.vocabulary.facts)
        ticket = Ticket(title, text, customer, "phone", "chloe-martin")
        return str(self.filling.arrive(Arrival(ticket, dict(facts), unknown=known), awake=False))

    def do(self, stream: str, actor: str, *commands: c.Command) -> None:
        """Somebody does something."""
        self.filling.people.do(stream, actor, *commands)

    def paged(self, stream: str) -> list[str]:
        """Who is being paged, the last one first."""
        state, _ = self.filling.desk.load(stream)
        pages = [page for page in state.paging.pages.values() if page.state == "ordered"]
        return [page.person for page in reversed(pages)]


def outage(filling: Any, now: datetime) -> str:
    """Reported, answered by the backup, told to the customers, still going on. Returns its number."""
    scene = Scene(filling, now)
    scene.at(41)
    text = "Every login ends with error 503 since ten minutes. 400 people wait. Please call me."
    one = scene.report("Nobody can log in: error 503", "Northwind Trading", FACTS, text)
    scene.at(38)
    scene.do(one, "chloe-martin", c.SendUpdate(FIRST, next_at=now - timedelta(minutes=11), via="phone"))
    scene.at(36)
    two = scene.report("Login fails with error 503", "Alder Foods", {**FACTS, "customers_affected": 1})
    scene.at(33)
    scene.do(two, "chloe-martin", c.Link(one, "same error, same service, same minutes"))
    scene.at(29)  # the primary stayed silent for ten minutes
    for person in dict.fromkeys(scene.paged(one)):
        scene.do(one, person, c.Acknowledge())
    scene.at(26)
    scene.do(one, "lucas-meyer", c.EngageSme("lucas-meyer"), c.Fill("sme_lead", "lucas-meyer"))
    scene.do(one, "lucas-meyer", c.RecordFinding("login pods restart since the release of this morning"))
    scene.at(19)
    scene.do(one, "chloe-martin", c.SendUpdate(SAID, next_at=now + timedelta(minutes=9), via="email"))
    scene.at(14)
    scene.do(one, "lucas-meyer", c.RecordMitigation("rolling back to the release before, pod by pod"))
    scene.at(6)
    scene.report("Invoices double after a plan change", "Helix Labs", DISPUTE)
    scene.at(0)
    return one
