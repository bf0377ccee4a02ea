"""An escalation from report to closing: commands, events, state, obligations (design §4)."""
