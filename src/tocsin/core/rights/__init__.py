"""Who may do what: one table of role, action and scope, and nothing beside it (A3, A8.2)."""
