"""When time alone changes a criterion's answer (A1.2: true at an instant between two events)."""

from tocsin.core.criteria.reasons import becomes_true_at, breakpoints

__all__ = ["becomes_true_at", "breakpoints"]
