"""Finds tickets that say the same: scores for duplicates (A2.4)."""
