"""A policy's worth of criteria (severity, stop-the-line, levels) and a day's tickets, for the benchmark."""

from tocsin.core.criteria.vocabulary import Encoded, Fact, Kind, Parameter, Vocabulary

HOUR = 3_600_000_000
NOW = 1_760_000_000_000_000
PRIORITIES = ("P1", "P2", "P3", "P4")
SEGMENTS = ("enterprise", "mid-market", "smb")

VOCABULARY = Vocabulary.of(
    [
        Fact("severity", Kind.CHOICE, PRIORITIES),
        Fact("segment", Kind.CHOICE, SEGMENTS),
        Fact("production", Kind.BOOLEAN),
        Fact("workaround", Kind.BOOLEAN),
        Fact("outage", Kind.BOOLEAN),
        Fact("data_loss", Kind.BOOLEAN),
        Fact("security", Kind.BOOLEAN),
        Fact("safety", Kind.BOOLEAN),
        Fact("legal_threat", Kind.BOOLEAN),
        Fact("leaving", Kind.BOOLEAN),
        Fact("customers", Kind.INTEGER),
        Fact("users", Kind.INTEGER),
        Fact("followers", Kind.INTEGER),
        Fact("slowdown", Kind.NUMBER),
        Fact("arr", Kind.MONEY, currency="USD"),
        Fact("disputed", Kind.MONEY, currency="USD"),
        Fact("subject", Kind.TEXT),
        Fact("labels", Kind.SET, ("legal", "regulated", "safety", "vip", "press")),
    ],
    [
        Parameter("patience", Kind.DURATION, 2 * HOUR),
        Parameter("churn_arr", Kind.MONEY, 5_000_000, "USD"),
        Parameter("reach", Kind.INTEGER, 10_000),
    ],
)

CRITERIA = {
    "p1": "outage || data_loss || security || (production && users >= 1000)",
    "p2": "production && (slowdown >= 5.0 || users > 10) && !outage",
    "p3": "users > 0 || slowdown > 1.5",
    "p4": "has(ticket.subject)",
    "stop_security": 'security || subject.contains("breach")',
    "stop_safety": 'safety || "safety" in labels',
    "stop_data_loss": "data_loss",
    "l1": 'severity in ["P1", "P2"] || age > duration("24h")',
    "l2_enterprise": (
        'severity == "P2" && segment == "enterprise" && production && !workaround && age >= patience'
    ),
    "l2_billing": 'disputed > money("5000 USD")',
    "l3_wide": 'severity == "P1" && customers > 1',
    "l3_data": 'data_loss && segment in ["enterprise", "mid-market"]',
    "l4_churn": "leaving && arr > churn_arr",
    "l4_press": '"press" in labels && followers >= reach',
    "l4_legal": 'legal_threat || labels.exists(i, i == "legal" || i == "regulated")',
}


def tickets(count: int) -> list[dict[str, Encoded]]:
    """Fact sets as a desk sees them: most facts known, few of them alarming."""
    return [_ticket(number * 2654435761 % 2**32) for number in range(count)]


def _ticket(seed: int) -> dict[str, Encoded]:
    def one_in(n: int, salt: int) -> bool:
        return (seed >> salt) % n == 0

    facts: dict[str, Encoded] = {
        "severity": PRIORITIES[min(3, (seed >> 3) % 9)], "segment": SEGMENTS[(seed >> 5) % 3],
        "production": one_in(3, 2), "workaround": one_in(2, 4), "outage": one_in(40, 1),
        "data_loss": one_in(60, 2), "security": one_in(80, 3), "safety": False,
        "legal_threat": one_in(50, 6), "customers": (seed >> 7) % 4, "users": (seed >> 6) % 30,
        "slowdown": (seed >> 8) % 100 / 12, "subject": "Checkout fails with an error for some users",
        "labels": ("vip",) if one_in(9, 5) else (), "opened_at": NOW - (seed >> 4) % (30 * HOUR),
        "arr": (seed >> 9) % 9_000_000,
    }  # fmt: skip
    if one_in(2, 10):
        facts.update(leaving=one_in(10, 8), disputed=(seed >> 3) % 800_000, followers=(seed >> 11) % 20_000)
    return facts
