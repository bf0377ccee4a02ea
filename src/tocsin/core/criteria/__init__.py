"""The expression language of criteria: CEL to a typed tree, and from it Python, SQL and words (A1, A2.2)."""
