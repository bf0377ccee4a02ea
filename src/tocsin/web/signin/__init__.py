"""Getting in and staying in: passwords, second factors, one-time links, sessions, providers."""
