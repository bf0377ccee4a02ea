"""Signing in: names and passwords, lock-outs, factors, one-time links, sessions, providers (design §9)."""
