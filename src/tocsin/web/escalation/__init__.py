"""One escalation: enough at three in the morning on a phone (A3, A4, A5, A7, A11, B8)."""
