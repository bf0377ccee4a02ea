"""Turns due obligations into commands, and sends what the outbox holds."""
