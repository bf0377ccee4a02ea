"""Private calendar addresses."""
