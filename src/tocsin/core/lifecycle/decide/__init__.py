"""Decides what comes of a command: events, or a refusal that says what to do instead (design §4)."""

from tocsin.core.lifecycle.decide.decide import decide, decide_all

__all__ = ["decide", "decide_all"]
