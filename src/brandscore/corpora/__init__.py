"""Public corpora: where they are, how they are fetched and checked, and the labels that the project adds.

`brandscore.corpora.fetch.fetch` does what ``brandscore corpus fetch`` runs;
`brandscore.corpora.registry` knows what can be fetched.
"""
