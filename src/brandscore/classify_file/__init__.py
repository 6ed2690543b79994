"""Labels for the rows of a file: read in pieces, labelled, written with all its columns.

`brandscore.classify_file.run.classify_file` does it; it is what
``brandscore classify`` runs.
"""
