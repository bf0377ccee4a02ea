"""The expression language of criteria: parsed once, then Python for the desk and SQL for the history."""
