"""The registry of metrics: each declared once, computed by hand or from tables."""
