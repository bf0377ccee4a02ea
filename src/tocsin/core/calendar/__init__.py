"""Support hours and holidays: when a calendar is open."""
