"""Reads and writes the user's files: nothing half-written, nothing guessed."""
