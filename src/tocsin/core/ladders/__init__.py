"""Paging as a pure state machine: rungs, waits, repeats, personal rules (A4.5)."""
