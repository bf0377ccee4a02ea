"""Tocsin: the escalation desk. One policy; the document, the desk and the history that follow from it."""

__version__ = "0.1.0"
