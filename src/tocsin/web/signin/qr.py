"""A QR code as a drawing: one path of dark squares on white, readable in the dark theme as well."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

QUIET = 4


def svg(text: str) -> SafeString:
    """The code of a text as SVG, with the white margin that readers need."""
    import qrcode

    made = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    made.add_data(text)
    rows = made.get_matrix()
    size = len(rows) + 2 * QUIET
    path = "".join(_row(row, line + QUIET) for line, row in enumerate(rows))
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="200" height="200" role="img" aria-label="{1}" '
        'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path fill="#000" d="{2}"/></svg>',
        size, gettext("QR code for the authenticator app"), path,
    )  # fmt: skip


def _row(row: list[bool], line: int) -> str:
    """Neighbouring squares are drawn as one bar."""
    bars, start = [], None
    for place, dark in enumerate([*row, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            bars.append(f"M{start + QUIET} {line}h{place - start}v1H{start + QUIET}z")
            start = None
    return "".join(bars)
