"""What campaigns add up to, and the metrics of it: one rule for every verb that measures advertising.

`cells` adds up the rows of the table of campaigns, `sums` takes cells together
in groups, and `rule` says which of them a metric is computed over.
"""
