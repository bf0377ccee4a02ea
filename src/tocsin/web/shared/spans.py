"""Spans of time in short words, in the viewer's language; the script `times.js` says the same."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _


def short(span: timedelta) -> str:
    """`48 min`, `3 h 12 min`, `2 d 4 h`: whole minutes, rounded down."""
    minutes = int(abs(span).total_seconds() // 60)
    hours, days = minutes // 60, minutes // 1440
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours % 24}
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes % 60}
    return _("%(minutes)d min") % {"minutes": minutes} if minutes else _("under 1 min")


def ago_words(span: timedelta) -> str:
    """How long ago something was."""
    return _("%(span)s ago") % {"span": short(span)} if span >= timedelta(minutes=1) else _("just now")


def left_words(span: timedelta) -> str:
    """What is left, or by how much it is late."""
    told = {"span": short(span)}
    return _("late by %(span)s") % told if span < timedelta(0) else _("in %(span)s") % told
