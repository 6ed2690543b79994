"""The estimators: scikit-learn's own checks, and a plain reference for the coefficients."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from labelled import small_corpus
from scipy.optimize import minimize
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator

from brandscore.classify.nblr import HashedNgrams, NBLogistic, log_ratio


@pytest.mark.parametrize("estimator", [NBLogistic(), HashedNgrams(bits=8)], ids=["NBLogistic", "HashedNgrams"])
def test_scikit_learn_accepts_it(estimator: object) -> None:
    # The one failing check feeds negative values to any estimator that has both
    # decision_function and predict_proba, whatever it says it accepts.
    expected = (
        {"check_decision_proba_consistency": "feeds negative values"} if isinstance(estimator, NBLogistic) else {}
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(estimator, on_fail=None, on_skip=None, expected_failed_checks=expected)
    assert [r["check_name"] for r in results if r["status"] == "failed"] == []


def plain_fit(X: np.ndarray, y: np.ndarray, C: float, alpha: float) -> tuple[np.ndarray, float]:
    """Minimise the penalised logistic loss on scaled columns, the intercept penalised too as liblinear does."""
    inside, outside = X[y].sum(axis=0) + alpha, X[~y].sum(axis=0) + alpha
    ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
    scaled = np.column_stack([X * ratio, np.ones(len(X))])
    sign = np.where(y, 1.0, -1.0)

    def loss(w: np.ndarray) -> float:
        return float(0.5 * w @ w + C * np.logaddexp(0, -sign * (scaled @ w)).sum())

    w = minimize(loss, np.zeros(scaled.shape[1]), method="L-BFGS-B", options={"maxiter": 5_000, "ftol": 1e-14}).x
    return w[:-1] * ratio, float(w[-1])


def test_coefficients_are_those_of_the_plain_fit() -> None:
    dice = np.random.default_rng(0)
    X = dice.poisson(1.0, (80, 6)).astype(float)
    y = np.array(["a", "b", "c"])[(X[:, :3] + dice.random((80, 3))).argmax(axis=1)]
    model = NBLogistic(C=2.0, alpha=0.5).fit(X, y)
    assert model.classes_.tolist() == ["a", "b", "c"]
    for k, name in enumerate(model.classes_):
        weights, bias = plain_fit(X, y == name, 2.0, 0.5)
        # The solver stops at 1e-2 of the gradient; half precision keeps three digits.
        assert model.coef_[k] == pytest.approx(weights, abs=0.02, rel=0.02)
        assert model.intercept_[k] == pytest.approx(bias, abs=0.02, rel=0.02)


def test_two_classes_have_one_row() -> None:
    X = np.array([[2.0, 0.0], [3.0, 1.0], [0.0, 2.0], [1.0, 4.0]])
    model = NBLogistic(C=1.0).fit(X, [0, 0, 1, 1])
    weights, bias = plain_fit(X, np.array([False, False, True, True]), 1.0, 1.0)
    assert model.coef_.shape == (1, 2)
    assert model.coef_[0] == pytest.approx(weights, abs=0.02)
    scores = X @ model.coef_[0] + model.intercept_[0]
    assert model.decision_function(X) == pytest.approx(scores, rel=1e-5)
    assert model.predict_proba(X)[:, 1] == pytest.approx(1 / (1 + np.exp(-scores)), rel=1e-5)
    assert bias == pytest.approx(float(model.intercept_[0]), abs=0.02)


def test_log_ratio_by_hand() -> None:
    X = np.array([[1.0, 0.0], [1.0, 2.0], [0.0, 3.0]])
    # Sums with 1 added: inside (2, 1) of 3, outside (2, 6) of 8.
    from scipy.sparse import csr_matrix

    expected = [np.log((2 / 3) / (2 / 8)), np.log((1 / 3) / (6 / 8))]
    assert log_ratio(csr_matrix(X), np.array([True, False, False])) == pytest.approx(expected)


def test_probabilities_sum_to_one_and_offsets_move_only_the_label() -> None:
    rows = small_corpus(200)
    texts, labels = [str(r["text"]) for r in rows], [str(r["sentiment"]) for r in rows]
    X = HashedNgrams(bits=12).fit_transform(texts)
    plain = NBLogistic().fit(X, labels)
    pushed = NBLogistic(offsets=[0.0, 0.0, 0.0, 50.0]).fit(X, labels)
    assert plain.predict_proba(X).sum(axis=1) == pytest.approx(np.ones(len(rows)), abs=1e-12)
    assert (plain.predict_proba(X) == pushed.predict_proba(X)).all()
    assert set(pushed.predict(X)) == {"q"}


def test_it_learns_in_a_pipeline() -> None:
    rows = small_corpus()
    pipeline = make_pipeline(HashedNgrams(bits=14), NBLogistic())
    scores = cross_val_score(clone(pipeline), [r["text"] for r in rows], [r["sentiment"] for r in rows], cv=3)
    assert scores.mean() > 0.8  # one label in ten is wrong


def test_weights_have_half_precision() -> None:
    X = np.abs(np.random.default_rng(1).normal(size=(30, 5)))
    model = NBLogistic().fit(X, np.arange(30) % 3)
    assert (model.coef_ == model.coef_.astype(np.float16)).all()


def test_what_cannot_be_fitted_is_refused() -> None:
    with pytest.raises(ValueError, match="Negative values"):
        NBLogistic().fit([[-1.0], [1.0]], [0, 1])
    with pytest.raises(ValueError, match="two classes"):
        NBLogistic().fit([[1.0], [1.0]], [1, 1])
    with pytest.raises(TypeError, match="list of texts"):
        HashedNgrams().transform("ดี")
