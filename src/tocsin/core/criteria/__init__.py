"""The expression language of criteria: CEL text to a typed tree, and from it Python, SQL and words (A1, A2.2, A2.3)."""
