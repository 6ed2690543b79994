"""Compile what the classifiers need, so that their first call does not wait: ``python -m brandscore.classify.warm``."""

from __future__ import annotations

__all__ = ["warm"]


def warm() -> None:
    """Call every compiled function once; what has been compiled before is only loaded."""
    import numpy as np

    from brandscore.classify.cues import cue_counts, shipped_cues
    from brandscore.classify.features import Features, Ngrams, Words
    from brandscore.classify.kernel import LANES, add_cues, aligned_rows, columns_at, count_rows, score_rows
    from brandscore.classify.words import further_columns
    from brandscore.text.compiled import normalise_all
    from brandscore.text.terms import shipped_terms

    features = Features(Ngrams(bits=8), shipped_cues(), Words(("ดี",), bits=8))
    codes = normalise_all(["ดี", "ไม่ดี"])
    further = further_columns(codes, features)
    scores = score_rows(codes, features.ngrams, aligned_rows(features.hashed), further)
    count_rows(codes, features.ngrams, further)
    columns_at(codes, features.ngrams)
    counts = cue_counts(codes, features)
    add_cues(counts, features.cues.weight, np.zeros((counts.shape[1], LANES), np.float32), scores)
    shipped_terms().find("ดี")


if __name__ == "__main__":
    warm()
