"""The steps of the schema of accounts."""
