"""Runs history plans on DuckDB."""
