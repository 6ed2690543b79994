"""Inputs of the registry's metrics, collected from tables, and the metrics computed from them.

One module per table turns its rows into sums by period, brand and platform (or
page, source, attribute, currency); `frames` puts them together; `evaluate`
computes metrics over them.
"""
