"""Calendars at private addresses: what a calendar program fetches without signing in."""
