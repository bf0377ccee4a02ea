"""The deliverables of a playbook (A10.9): the policy's list, so that `tocsin check` reads the same one."""

from tocsin.core.policy.deliverables import DELIVERABLES, Deliverable, lacking

__all__ = ["DELIVERABLES", "Deliverable", "lacking"]
