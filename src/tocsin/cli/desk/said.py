"""Small texts that several of the desk's commands say."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import click

from tocsin.app.desk.view import View
from tocsin.core.model.duration import words


def countdown(at: datetime, now: datetime) -> str:
    """`in 12 min`, or `3 min ago`, to the second."""
    left = at - now
    seconds = timedelta(seconds=abs(left) // timedelta(seconds=1))
    return f"in {words(seconds)}" if left >= timedelta(0) else f"{words(seconds)} ago"


def questions(seen: View) -> Iterator[str]:
    """What to ask the reporter, in one message."""
    if seen.questions:
        yield ""
        yield click.style("Sent back; ask in one message", bold=True)
        yield from (f"  {ask} [{fact}]" for fact, ask in seen.questions)
        yield f"  then: tocsin learn {seen.state.id} --facts FILE, with --unknown FACT for what nobody knows"
