"""Signs, drawn as SVG paths of 24 by 24; each stands beside its word."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

_PATHS = {
    "bell": "M6 16V11a6 6 0 0 1 12 0v5l2 2H4z M10 21h4",
    "check": "M5 13l4 4L19 7",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7v5l3 3",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6 M16 4.5a3.5 3.5 0 0 1 0 6.5 M18 14.5c2.1.8 3.5 2.8 3.5 5.5",  # noqa: E501
    "person": "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 21c0-4 3.4-6.5 7.5-6.5s7.5 2.5 7.5 6.5",
    "send": "M4 12l16-8-6 16-3-7z",
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14z M16 16l5 5",
    "plus": "M12 5v14 M5 12h14",
    "cross": "M6 6l12 12 M18 6L6 18",
    "file": "M6 3h8l4 4v14H6z M14 3v4h4",
    "link": "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7 M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",  # noqa: E501
    "print": "M7 9V3h10v6 M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3 M7 14h10v7H7z",
    "left": "M15 5l-7 7 7 7",
    "right": "M9 5l7 7-7 7",
    "down": "M5 9l7 7 7-7",
    "warning": "M12 4l9 16H3z M12 10v4 M12 17v.5",
    "menu": "M4 7h16 M4 12h16 M4 17h16",
    "calendar": "M4 6h16v14H4z M4 10h16 M8 3v5 M16 3v5",
    "gear": "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z M12 3v3 M12 18v3 M3 12h3 M18 12h3 M5.6 5.6l2.1 2.1 M16.3 16.3l2.1 2.1 M5.6 18.4l2.1-2.1 M16.3 7.7l2.1-2.1",  # noqa: E501
    "undo": "M4 9h10a6 6 0 0 1 0 12h-4 M8 5L4 9l4 4",
    "download": "M12 4v11 M7 11l5 5 5-5 M5 20h14",
    "play": "M8 5l11 7-11 7z",
    "shield": "M12 3l8 3v6c0 5-3.4 8-8 9-4.6-1-8-4-8-9V6z",
}


def svg(name: str) -> SafeString:
    """The sign of this name; nothing for one that is not drawn."""
    path = _PATHS.get(name, "")
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>',
        path,
    )
