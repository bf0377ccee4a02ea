"""People: accounts, roles, the policy's contacts and teams, and who is on call."""
