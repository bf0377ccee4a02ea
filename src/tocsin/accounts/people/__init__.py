"""People as administrators look after them: roles, contacts, switching off; and codes for addresses."""
