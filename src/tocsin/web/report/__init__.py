"""Reporting: asks what the policy asks for this case, and shows what would follow while it is typed (A2)."""
