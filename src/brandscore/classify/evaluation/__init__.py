"""How good a model is: measured on labelled texts, and written down as a model card.

`brandscore.classify.evaluation.run.evaluate` does what ``brandscore evaluate``
runs; `brandscore.classify.evaluation.card` writes the card.
"""
