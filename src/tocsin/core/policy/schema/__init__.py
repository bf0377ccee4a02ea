"""The schema of the policy, one file a subject; `policy.py` puts them together."""

from tocsin.core.policy.schema.policy import Policy

__all__ = ["Policy"]
