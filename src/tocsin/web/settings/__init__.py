"""Settings: signing in, tokens, the audit log, retention and erasure, health, what this is."""
