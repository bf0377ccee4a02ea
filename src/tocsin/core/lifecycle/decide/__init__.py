"""Decides what comes of a command: events, or a refusal that says what to do instead (design §4)."""

from tocsin.core.lifecycle.decide.decide import decide, decide_all, not_before

__all__ = ["decide", "decide_all", "not_before"]
