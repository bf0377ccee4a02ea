"""SLA clocks: due, warned, paused, breached, and why (B4, A4.3, A5.8)."""
