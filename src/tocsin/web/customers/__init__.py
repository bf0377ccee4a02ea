"""Customers: what is open, what was, whether they stay; and taking their personal data away."""
