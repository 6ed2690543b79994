"""Sentiment, purchase intention, advocacy and promo of messages: train, load, predict.

Called as ``brandscore.classify(texts)``, it is `brandscore.classify.predict.classify`.
`brandscore.classify.labelling` labels the rows of a table,
`brandscore.classify.train` makes models, and `brandscore.classify.nblr` holds
the scikit-learn estimators. Nothing of these is loaded before it is used.
"""

from __future__ import annotations

from brandscore.verbs import make_callable

make_callable(__name__)
