"""The store: events with a hash chain, projections, obligations and the outbox, in SQLite or PostgreSQL."""
