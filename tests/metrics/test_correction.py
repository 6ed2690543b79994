"""Counts of classified sentiment, corrected: against the quantifier by itself, and against rules on paper."""

from __future__ import annotations

import numpy as np
import pytest

from brandscore.classify.quantify import BinnedLikelihood
from brandscore.errors import DataError
from brandscore.metrics.correction import LEAST, Correction, frozen_text, thawed
from brandscore.metrics.measured import Cell, Sentiments, as_labelled
from brandscore.tables import SENTIMENTS

#: Four bins, one mostly of each class; pos is missed more often than neg.
COUNTS = [[400, 50, 20, 1], [550, 3_000, 200, 60], [40, 150, 900, 4], [10, 60, 10, 135]]


def quantifier(**settings: float) -> BinnedLikelihood:
    return BinnedLikelihood.from_parameters(
        {
            "method": "binned",
            "classes": list(SENTIMENTS),
            "pseudo": 0.5,
            "pull": 0.0,
            "misfit": 0.0,
            "centres": (np.eye(4) * 0.7 + 0.075).tolist(),
            "counts": COUNTS,
            **settings,
        }
    )


def cell(bins: tuple[int, int, int, int], given: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Cell:
    """Messages by bin, labelled pos, neu, neg and q by the classifier, and others labelled by people."""
    counts = {name: b + g for name, b, g in zip(SENTIMENTS, bins, given, strict=True)}
    found = {f"classified_{name}": b for name, b in zip(SENTIMENTS, bins, strict=True)}
    return Cell({}, {}, {**counts, **found, "classified": sum(bins)}, {k: n for k, n in enumerate(bins) if n})


def test_classified_messages_follow_the_quantifier_and_given_ones_stay() -> None:
    made = quantifier()
    found = Correction(made)([cell((30, 100, 60, 10), given=(7, 1, 2, 0))])
    shares = made.predict_counts([30, 100, 60, 10]).shares
    assert found.corrected is not None
    assert [found.corrected[n] for n in SENTIMENTS] == pytest.approx(200 * shares + [7, 1, 2, 0])
    assert found.counts == found.corrected
    assert found.labelled == {"pos": 37, "neu": 101, "neg": 62, "q": 10}
    assert sum(found.corrected.values()) == pytest.approx(210)
    # Positive messages are missed more often here, so the correction raises net sentiment.
    assert found.net is not None
    assert found.net_labelled is not None
    assert found.net > found.net_labelled
    assert "200 messages labelled by the classifier, corrected for its errors; uncorrected -0.2525" in found.note


def test_given_labels_are_never_touched() -> None:
    by_people = cell((0, 0, 0, 0), given=(300, 200, 100, 5))
    assert Correction(quantifier())([by_people], True) == as_labelled([by_people])
    assert as_labelled([by_people]).note == ""


@pytest.mark.parametrize(("bins", "corrected"), [((30, 40, 28, 1), False), ((30, 40, 28, 2), True)])
def test_a_cell_needs_a_hundred_classified_messages(bins: tuple[int, int, int, int], corrected: bool) -> None:
    assert LEAST == 100
    found = Correction(quantifier())([cell(bins, given=(50, 50, 50, 50))])
    assert (found.corrected is not None) == corrected
    if not corrected:
        assert found.counts == found.labelled
        assert found.note.endswith(
            "99 messages labelled by the classifier, not corrected for its errors: fewer than 100"
        )


def test_cells_together_are_corrected_as_one() -> None:
    small = [cell((20, 30, 20, 5)), cell((10, 40, 15, 3))]
    correction = Correction(quantifier())
    assert [correction([c]).corrected for c in small] == [None, None]
    both = correction(small)
    assert both.corrected == correction([cell((30, 70, 35, 8))]).corrected
    assert both.classified == 143


def test_switched_off_or_without_parameters_labels_stay_and_the_reader_is_told() -> None:
    for why in ("the correction is off", "its model file says nothing of its errors"):
        found = Correction(None, why)([cell((30, 100, 60, 10))])
        assert found.corrected is None
        assert found.note == f"200 messages labelled by the classifier, not corrected for its errors: {why}"


def test_intervals_are_those_of_the_draws_and_narrow_with_given_labels() -> None:
    correction = Correction(quantifier())
    alone = correction([cell((30, 100, 60, 10))], True)
    low, high = alone.ends["net_sentiment"]
    assert low < (alone.net or 0) < high
    with_people = correction([cell((30, 100, 60, 10), given=(2_000, 2_000, 2_000, 100))], True)
    low_too, high_too = with_people.ends["net_sentiment"]
    assert high_too - low_too < (high - low) / 2
    assert correction([cell((30, 100, 60, 10))], True) == alone  # no chance from call to call
    assert correction([cell((30, 100, 60, 10))]).ends == {}
    assert set(alone.ends) == {"net_sentiment", "net_sentiment_all"}


def test_messages_without_a_bin_are_an_error_of_ours_not_a_wrong_figure() -> None:
    with pytest.raises(ValueError, match="200 messages were classified, 0 have a bin"):
        Correction(quantifier())([Cell({}, {}, cell((30, 100, 60, 10)).counts)])


def test_net_sentiment_without_messages_is_empty() -> None:
    nobody = Sentiments(dict.fromkeys(SENTIMENTS, 0))
    assert (nobody.net, nobody.net_all, nobody.net_labelled, nobody.net_all_labelled) == (None, None, None, None)
    neutral = Sentiments({"pos": 0, "neu": 4, "neg": 0, "q": 1})
    assert (neutral.net, neutral.net_all) == (None, 0.0)


def test_a_reference_keeps_the_correction_and_gives_it_back() -> None:
    made = quantifier(pull=20.0, misfit=1.5)
    again = thawed(frozen_text(made, "0123abcd"), made, "0123abcd")
    assert again.parameters() == made.parameters()
    # What is frozen wins over what the model says today.
    other = quantifier(counts=[[row[k] + 5 for k in range(4)] for row in COUNTS])
    assert thawed(frozen_text(made, "m"), other, "m").counts_.tolist() == made.counts_.tolist()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("model other; pseudo 0.5; pull 0; misfit 0; pos 1 1 1 1", "another sentiment model"),
        ("nonsense", "another sentiment model"),
        ("model m; pseudo x; pull 0; misfit 0; pos 1 1 1 1", "cannot be read"),
        ("model m; pos 1 1 1 1", "cannot be read"),
        ("model m; pseudo 0.5; pull 0; misfit 0; pos 1 1 1 1; neu 1 1", "cannot be read"),
        ("model m; pseudo 0.5; pull 0; misfit 0; pos 1 1; neu 1 1; neg 2 2; q 1 1", "cannot be read"),
    ],
)
def test_a_reference_of_another_model_or_a_damaged_one_is_refused(text: str, what: str) -> None:
    with pytest.raises(DataError, match=what):
        thawed(text, quantifier(), "m")
