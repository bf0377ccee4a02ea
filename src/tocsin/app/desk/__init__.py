"""The desk: load, decide, save. One road for people, connectors and time (design §4)."""

from tocsin.app.desk.asking import Answer, Asked
from tocsin.app.desk.desk import Desk

__all__ = ["Answer", "Asked", "Desk"]
