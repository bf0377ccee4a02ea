"""Shipped presets and `tocsin init`."""
