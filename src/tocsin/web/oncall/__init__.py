"""On call: who is it now and next, the month, one's own shifts, swaps, overrides, ladders (A4.2, A4.5)."""
