"""How a delivery stands, in the words that are kept."""

WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"
