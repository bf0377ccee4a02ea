"""People who use the desk: accounts, roles, tokens, invitations, and what they did (design §9)."""
