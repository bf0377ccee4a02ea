"""Ten answers become a policy: each input moves thresholds, promises, routes and texts, and says so (A0)."""
