"""Measures over the tables, as expressions that run on any engine."""
