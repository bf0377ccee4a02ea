"""Saved views of the desk: own ones, shared ones, and the one that opens first."""
