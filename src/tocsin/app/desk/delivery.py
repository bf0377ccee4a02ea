"""What the worker tells the desk: pages that failed for good."""

from datetime import datetime

from tocsin.app.desk.asking import Asked
from tocsin.app.desk.desk import Desk
from tocsin.app.ports import Outgoing
from tocsin.core.lifecycle.commands import PageFailed
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.lifecycle.table import ALLOWED


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
    # Told twice, it may be in other words.
    asked = Asked((PageFailed(sent.page, detail),), DESK, sent.stream, f"{sent.id}/failed", says=sent.page)
    desk.run(asked, now)
    return True
