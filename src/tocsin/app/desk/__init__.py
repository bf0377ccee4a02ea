"""The desk: load, decide, save. One road for people, connectors and time (design §4)."""

from tocsin.app.desk.desk import Answer, Asked, Desk

__all__ = ["Answer", "Asked", "Desk"]
