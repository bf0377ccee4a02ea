"""The policy: its schema, how it is read, checked, compared and hashed."""
