"""What the worker asks of the desk: another way to a person, and pages that failed for good."""

from dataclasses import replace
from datetime import datetime

from tocsin.app.desk.desk import Asked, Desk
from tocsin.app.desk.outgoing import address
from tocsin.app.ports import Outgoing
from tocsin.core.lifecycle.commands import PageFailed
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.lifecycle.table import ALLOWED


def other_channel(desk: Desk, sent: Outgoing, now: datetime) -> Outgoing | None:
    """The same message by another of the person's methods, or None when there is no other (design §5).

    Its id comes from the first one's, so that it is made once, however often it is asked for.
    """
    _, rules = desk.load(sent.stream)
    contact = rules.policy.contacts.get(sent.person)
    known = [rule.method for rule in rules.book.rules_of(sent.person)]
    for method in dict.fromkeys((*known, "email", "webhook", "sms", "phone")):
        to = address(contact, method)
        if method != sent.channel and to:
            return replace(sent, id=f"{sent.id}+{method}", channel=method, address=to, not_before=now)
    return None


def failed_for_good(desk: Desk, sent: Outgoing, detail: str, now: datetime) -> bool:
    """Tells the life cycle that a page did not get through: another method, or the next rung, at once.

    False for what is no page, or when the escalation no longer asks for it.
    """
    if not sent.page:
        return False
    state, _ = desk.load(sent.stream)
    page = state.paging.pages.get(sent.page)
    if page is None or page.state != "ordered" or state.status not in ALLOWED[PageFailed.kind]:
        return False
    desk.run(Asked((PageFailed(sent.page, detail),), DESK, sent.stream, key=f"{sent.id}/failed"), now)
    return True
