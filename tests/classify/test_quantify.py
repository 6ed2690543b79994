"""Shares of classes: against truth that is known by construction, other solvers, and paper."""

from __future__ import annotations

import functools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from brandscore.classify.bins import Codebook
from brandscore.classify.logshares import LogShares
from brandscore.classify.quantify import METHODS, BinnedLikelihood, Prevalence, quantifier_parameters
from brandscore.classify.simplex import likeliest_shares, nearest_shares
from brandscore.tables import SENTIMENTS

#: How the made-up classifier sees each true class (row): the chance of each of six looks, ...
LOOKS = np.array(
    [
        [0.50, 0.15, 0.20, 0.05, 0.05, 0.05],
        [0.05, 0.10, 0.60, 0.10, 0.10, 0.05],
        [0.03, 0.02, 0.15, 0.25, 0.50, 0.05],
        [0.02, 0.08, 0.15, 0.05, 0.05, 0.65],
    ]
)
TRAINED = np.array([0.2, 0.45, 0.25, 0.1])
#: ... and the probabilities it gives each look: those of Bayes under the shares of training.
GIVEN = (LOOKS * TRAINED[:, None] / (TRAINED @ LOOKS)).T
SHIFTED = np.array([0.45, 0.15, 0.35, 0.05])
CORRECTING = ("acc", "pacc", "emq", "emq-bcts", "emq-vector", "binned")


def drawn(shares: np.ndarray, size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Messages of a population: probabilities and true classes, by chance."""
    generator = np.random.default_rng(seed)
    codes = generator.choice(4, size, p=shares)
    looks = np.array([generator.choice(6, p=LOOKS[k]) for k in codes])
    return GIVEN[looks], codes


def exact(shares: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The same without chance: every look as often as it is expected."""
    counts = np.rint(size * shares[:, None] * LOOKS).astype(int)
    codes = np.repeat(np.arange(4), counts.sum(axis=1))
    looks = np.concatenate([np.repeat(np.arange(6), row) for row in counts])
    return GIVEN[looks], codes


@functools.cache
def fitted(name: str):
    shares, codes = exact(TRAINED, 20_000)
    return METHODS[name]().fit(shares, codes)


def simplex(classes: int = 4):
    return (
        st.lists(st.floats(0.01, 1.0), min_size=classes, max_size=classes)
        .map(np.array)
        .map(lambda values: values / values.sum())
    )


@pytest.mark.parametrize("name", CORRECTING)
def test_shares_are_recovered_when_they_shift(name: str) -> None:
    shares, _ = exact(SHIFTED, 20_000)
    assert fitted(name).predict(shares).shares == pytest.approx(SHIFTED, abs=0.004)


def test_counting_is_wrong_by_what_the_confusion_says() -> None:
    shares, _ = exact(SHIFTED, 20_000)
    labelled = np.eye(4)[GIVEN.argmax(axis=1)]
    assert fitted("cc").predict(shares).shares == pytest.approx(SHIFTED @ LOOKS @ labelled)
    assert fitted("pcc").predict(shares).shares == pytest.approx(SHIFTED @ LOOKS @ GIVEN)


@pytest.mark.parametrize("name", CORRECTING)
def test_no_bias_over_many_samples(name: str) -> None:
    method = fitted(name)
    found = [method.predict(drawn(SHIFTED, 300, seed)[0]).shares for seed in range(200)]
    # Three standard errors of the mean of 200 samples, and the half message that `binned` adds.
    allowed = 3 * np.std(found, axis=0) / np.sqrt(200) + 0.5 / 300
    assert (np.abs(np.mean(found, axis=0) - SHIFTED) < allowed).all()


@pytest.mark.parametrize("name", METHODS)
def test_a_classifier_without_errors_is_counted(name: str) -> None:
    known = np.eye(4)[np.arange(4000) % 4]
    method = METHODS[name]().fit(known, np.arange(4000) % 4)
    found = method.predict(np.eye(4)[[0] * 50 + [1] * 30 + [2] * 15 + [3] * 5]).shares
    # `binned` and `cautious` add half a message of each class, and one in each bin in training.
    assert found == pytest.approx([0.5, 0.3, 0.15, 0.05], abs=0.006 if name in ("binned", "cautious") else 1e-5)


def test_binned_adds_half_a_message_of_each_class() -> None:
    known = np.eye(2)[np.arange(200_000) % 2]
    method = BinnedLikelihood().fit(known, np.arange(200_000) % 2, ("pos", "neg"))
    assert method.predict(np.eye(2)[[0] * 9]).shares == pytest.approx([9.5 / 10, 0.5 / 10], abs=1e-4)


@pytest.mark.parametrize("name", METHODS)
def test_the_order_of_messages_and_of_classes_changes_nothing(name: str) -> None:
    shares, codes = drawn(TRAINED, 3_000, 1)
    seen, _ = drawn(SHIFTED, 400, 2)
    found = METHODS[name]().fit(shares, codes).predict(seen).shares
    mixed = np.random.default_rng(3).permutation(400)
    assert METHODS[name]().fit(shares, codes).predict(seen[mixed]).shares == pytest.approx(found, abs=1e-7)
    # Class k of the old order is class turn[k] of the new one. Where splits of bins tie, bins may differ.
    turn = np.array([2, 0, 3, 1])
    old = np.argsort(turn)
    turned = METHODS[name]().fit(shares[:, old], turn[codes], [SENTIMENTS[k] for k in old]).predict(seen[:, old])
    assert turned.shares[turn] == pytest.approx(found, abs=2e-4)
    assert turned.share("pos") == pytest.approx(found[0], abs=2e-4)


@pytest.mark.parametrize("name", METHODS)
@given(st.lists(simplex(), min_size=1, max_size=30), st.integers(0, 3))
@settings(max_examples=25)
def test_shares_are_always_shares(name: str, seen: list[np.ndarray], draws: int) -> None:
    found = fitted(name).predict(np.array(seen), draws=draws)
    for shares in (found.shares, *found.draws):
        assert (shares >= 0).all()
        assert shares.sum() == pytest.approx(1.0)
    assert found.draws.shape == (draws, 4)


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=4, max_size=4), simplex(), simplex())
@settings(max_examples=60)
def test_nearest_shares_are_as_near_as_another_solver_comes(
    rows: list[list[float]], seen: np.ndarray, prior: np.ndarray
) -> None:
    matrix = np.array(rows)
    found = nearest_shares(matrix, seen, prior)

    def distance(p: np.ndarray) -> float:
        return float(((matrix @ p - seen) ** 2).sum())

    other = minimize(
        distance,
        np.full(4, 0.25),
        bounds=[(0, 1)] * 4,
        constraints={"type": "eq", "fun": lambda p: p.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1.0)
    assert distance(found) <= distance(other.x) + 1e-7


def test_of_equally_near_shares_those_nearest_to_the_prior_are_taken() -> None:
    # Classes 0 and 1 look alike: only their sum is known. Of p, 0.6 - p the nearest to (.5, .3) is (.4, .2).
    matrix = np.array([[0.7, 0.7, 0.2], [0.3, 0.3, 0.8]])
    found = nearest_shares(matrix, matrix @ [0.1, 0.5, 0.4], np.array([0.5, 0.3, 0.2]))
    assert found == pytest.approx([0.4, 0.2, 0.4], abs=1e-4)
    blind = nearest_shares(np.full((2, 3), 0.5), np.array([0.5, 0.5]), np.array([0.5, 0.3, 0.2]))
    assert blind == pytest.approx([0.5, 0.3, 0.2], abs=1e-6)


@given(
    st.lists(st.lists(st.floats(0.001, 1), min_size=3, max_size=3), min_size=3, max_size=8),
    st.integers(0, 10_000),
    st.sampled_from([0.0, 0.5, 2.0]),
)
@settings(max_examples=80)
def test_likeliest_shares_are_as_likely_as_another_solver_finds(
    rows: list[list[float]], seed: int, pseudo: float
) -> None:
    table = np.array(rows)
    counts = np.random.default_rng(seed).multinomial(200, np.full(len(table), 1 / len(table))).astype(float)

    def loss(p: np.ndarray) -> float:
        return float(-counts @ np.log(table @ p) - pseudo * np.log(np.maximum(p, 1e-300)).sum())

    found = likeliest_shares(table, counts, pseudo)
    other = minimize(
        loss,
        np.full(3, 1 / 3),
        bounds=[(1e-9, 1)] * 3,
        constraints={"type": "eq", "fun": lambda p: p.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert loss(found) <= loss(other.x) + 1e-3


def test_many_problems_at_once_are_solved_as_one_by_one() -> None:
    generator = np.random.default_rng(4)
    tables, counts = generator.dirichlet(np.ones(6), size=(5, 3)).swapaxes(1, 2), generator.integers(0, 90, (5, 6))
    together = likeliest_shares(tables, counts, 0.5)
    alone = [likeliest_shares(t, c, 0.5) for t, c in zip(tables, counts, strict=True)]
    assert together == pytest.approx(np.array(alone), abs=1e-7)


def test_em_of_two_classes_as_on_paper() -> None:
    # A bin seen by both classes alike says nothing: 30 of 40 telling messages are of class 0.
    table = np.array([[0.5, 0.0], [0.0, 0.5], [0.5, 0.5]])
    assert likeliest_shares(table, np.array([30.0, 10.0, 60.0])) == pytest.approx([0.75, 0.25])
    # With one message of each class added: (30 + 10·t)… solves p = (30 + 60p + 1) / 102.
    assert likeliest_shares(table, np.array([30.0, 10.0, 60.0]), 1.0)[0] == pytest.approx(31 / 42)


@pytest.mark.parametrize(("name", "times"), [("acc", 60), ("pacc", 60), ("emq", 30), ("binned", 120)])
def test_intervals_hold_the_truth_as_often_as_they_say(name: str, times: int) -> None:
    """Training and sample are both drawn anew: 600 training messages, and 200 to estimate from."""
    held = 0
    for seed in range(times):
        method = METHODS[name]().fit(*drawn(TRAINED, 600, 2 * seed))
        found = method.predict(drawn(SHIFTED, 200, 2 * seed + 1)[0], draws=60, seed=seed)
        low, high = found.interval("net_sentiment") or (1.0, -1.0)
        held += low <= 0.125 <= high  # (.45 - .35) / (.45 + .35)
    # Promised are 95 %; less than 87 % would be a chance of 1 in 1,000 at 120 times.
    assert held / times >= 0.87


@pytest.mark.parametrize("name", ["acc", "pacc", "emq-vector", "binned"])
def test_intervals_grow_with_doubt_of_either_kind(name: str) -> None:
    def width(trained: int, seen: int) -> float:
        method = METHODS[name]().fit(*exact(TRAINED, trained))
        low, high = method.predict(exact(SHIFTED, seen)[0], draws=200).interval("net_sentiment") or (0.0, 0.0)
        return high - low

    assert width(1_000, 2_000) > 1.3 * width(40_000, 2_000)
    assert width(40_000, 100) > 1.3 * width(40_000, 2_000)


def test_figures_of_shares() -> None:
    draws = np.array([[0.4, 0.5, 0.1, 0.0], [0.2, 0.5, 0.3, 0.0], [0.3, 0.5, 0.2, 0.0]])
    found = Prevalence(SENTIMENTS, np.array([0.3, 0.5, 0.2, 0.0]), 10, draws)
    assert found.net_sentiment == pytest.approx(0.2)
    assert found.net_sentiment_all == pytest.approx(0.1)
    assert found.interval("net_sentiment", 1.0) == pytest.approx((-0.2, 0.6))
    assert found.interval("net_sentiment_all", 1.0) == pytest.approx((-0.1, 0.3))
    assert found.interval("pos", 1.0) == pytest.approx((0.2, 0.4))
    with pytest.raises(ValueError, match="no class and no figure"):
        found.interval("nonsense")
    neutral = Prevalence(SENTIMENTS, np.array([0.0, 1.0, 0.0, 0.0]), 10, np.array([[0.0, 1.0, 0.0, 0.0]]))
    assert neutral.net_sentiment is None
    assert neutral.interval("net_sentiment") is None
    without = Prevalence(("neu", "neg"), np.array([0.4, 0.6]), 10)
    assert (without.net_sentiment, without.share("pos"), without.interval("neg")) == (-1.0, 0.0, None)


def test_an_interval_holds_its_estimate() -> None:
    found = Prevalence(("pos", "neg"), np.array([0.9, 0.1]), 10, np.array([[0.5, 0.5], [0.4, 0.6]]))
    low, high = found.interval("pos") or (0.0, 0.0)
    assert low < high == 0.9


def test_counts_by_bin_add_up_and_carry_all_that_matters() -> None:
    method = fitted("binned")
    one, other = drawn(SHIFTED, 200, 5)[0], drawn(TRAINED, 300, 6)[0]
    both = method.counts(one) + method.counts(other)
    assert both.tolist() == method.counts(np.vstack([one, other])).tolist()
    from_counts = method.predict_counts(both, draws=20, seed=9)
    from_rows = method.predict(np.vstack([one, other]), draws=20, seed=9)
    assert from_counts.shares.tolist() == from_rows.shares.tolist()
    assert from_counts.draws.tolist() == from_rows.draws.tolist()
    assert from_counts.messages == 500


def test_the_cautious_form_is_the_plain_one_without_its_settings() -> None:
    shares, codes = drawn(TRAINED, 3_000, 11)
    seen = drawn(SHIFTED, 300, 12)[0]
    plain, cautious = BinnedLikelihood().fit(shares, codes), METHODS["cautious"]().fit(shares, codes)
    assert cautious.pull > 0
    assert cautious.misfit > 0
    cautious.pull = cautious.misfit = 0.0
    assert cautious.predict(seen).shares.tolist() == plain.predict(seen).shares.tolist()


def test_the_cautious_form_trusts_the_histogram_while_some_shares_explain_it() -> None:
    """Shares shift, looks do not: it keeps most of the correction, the more of it the more messages there are."""
    method, plain = fitted("cautious"), fitted("pcc")
    truth = SHIFTED[0] - SHIFTED[2]
    for size, kept in ((300, 0.6), (3_000, 0.9)):
        seen = exact(SHIFTED, size)[0]
        left = abs(method.predict(seen).net_sentiment_all - truth)
        assert left < (1 - kept) * abs(plain.predict(seen).net_sentiment_all - truth) + 0.01


def test_the_cautious_form_leans_on_the_probabilities_where_no_shares_explain_the_histogram() -> None:
    """Looks that no mixture of classes shows: nearly all of the third look of neu, and of the last one of q."""
    seen = GIVEN[[2] * 500 + [5] * 300 + [3] * 200]
    method = fitted("cautious")
    mean, plain = fitted("pcc").predict(seen).shares, fitted("binned").predict(seen).shares
    found = method.predict(seen).shares
    assert np.abs(found - mean).sum() < 0.35 * np.abs(plain - mean).sum()


def test_cautious_shares_of_two_bins_as_on_paper() -> None:
    """Bins of pos and neg alike to 3:1, 16 messages of the first and 4 of the second, the mean worth 20 messages.

    q = (.8·.75 + .2·.25) = .65. The maximum of 16·log(.25 + .5p) + 4·log(.75 - .5p) + 13·log p + 7·log(1 - p).
    """
    method = BinnedLikelihood.from_parameters(
        {
            "method": "binned",
            "classes": ["pos", "neg"],
            "pseudo": 0.0,
            "pull": 20.0,
            "misfit": 0.0,
            "centres": [[0.75, 0.25], [0.25, 0.75]],
            "counts": [[75_000_000, 25_000_000], [25_000_000, 75_000_000]],
        }
    )
    p = method.predict_counts([16, 4]).shares[0]
    slope = 16 * 0.5 / (0.25 + 0.5 * p) - 4 * 0.5 / (0.75 - 0.5 * p) + 13 / p - 7 / (1 - p)
    assert slope == pytest.approx(0.0, abs=1e-4)


def test_parameters_are_plain_small_and_give_the_same_quantifier() -> None:
    shares, codes = drawn(TRAINED, 5_000, 7)
    made = quantifier_parameters(codes, shares)
    text = json.dumps(made)
    assert len(text) < 4_000
    assert np.array(made["counts"]).sum(axis=0).tolist() == np.bincount(codes).tolist()
    again = BinnedLikelihood.from_parameters(json.loads(text))
    seen = drawn(SHIFTED, 300, 8)[0]
    direct = METHODS["cautious"]().fit(shares, codes)
    assert again.predict(seen).shares.tolist() == direct.predict(seen).shares.tolist()
    assert quantifier_parameters(codes, shares) == made


@pytest.mark.parametrize(
    "change",
    [
        {"method": "other"},
        {"classes": ["pos", "neu"]},
        {"centres": [[0.5, 0.5, 0.0, 0.0]]},
        {"centres": "text"},
        {"counts": [[1, 0, 0, 0]] * 6},
        {"pseudo": -1},
        {"pseudo": None},
        {"pull": -1},
    ],
)
def test_parameters_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    good = fitted("binned").parameters()
    with pytest.raises(ValueError, match="no parameters of a quantifier"):
        BinnedLikelihood.from_parameters({**good, **change})
    with pytest.raises(ValueError, match="no parameters of a quantifier"):
        BinnedLikelihood.from_parameters({})


@pytest.mark.parametrize("name", METHODS)
def test_what_cannot_be_estimated_from_is_refused(name: str) -> None:
    method = fitted(name)
    with pytest.raises(ValueError, match="no message"):
        method.predict(np.zeros((0, 4)))
    with pytest.raises(ValueError, match="4 classes expected"):
        method.predict(np.full((3, 3), 1 / 3))
    with pytest.raises(ValueError, match="blank text"):
        method.predict(np.full((1, 4), np.nan))
    with pytest.raises(ValueError, match="every class must occur"):
        METHODS[name]().fit(np.eye(4)[[0, 1]], np.array([0, 1]))


def test_counts_that_do_not_fit_the_bins_are_refused() -> None:
    method = fitted("binned")
    with pytest.raises(ValueError, match="2 counts for"):
        method.predict_counts([1, 2])
    with pytest.raises(ValueError, match="no message"):
        method.predict_counts(np.zeros(len(method.counts_)))


def test_bins_follow_the_rows_and_are_the_same_each_time() -> None:
    rows = np.array([[0.9, 0.1], [0.88, 0.12], [0.2, 0.8], [0.5, 0.5]])
    book = Codebook.of(rows, np.ones(4), 3)
    assert sorted(book.centres.round(2).tolist()) == [[0.2, 0.8], [0.5, 0.5], [0.89, 0.11]]
    assert len(set(book.place(rows).tolist())) == 3
    assert book.place(rows)[0] == book.place(rows)[1]
    again = Codebook.of(rows, np.ones(4), 3)
    assert again.centres.tolist() == book.centres.tolist()
    assert len(Codebook.of(rows[:1].repeat(5, axis=0), np.ones(5), 8).centres) == 1


def test_calibration_of_whole_vectors_undoes_what_was_done_to_them() -> None:
    """Probabilities bent by known scales and biases come back, but for chance of 20,000 draws."""
    generator = np.random.default_rng(10)
    right = generator.dirichlet([1.0, 2.0, 1.5, 0.7], 20_000)
    codes = np.array([generator.choice(4, p=row) for row in right])
    bent = right**1.6 * np.exp([0.5, -0.4, 0.2, 0.0])
    bent /= bent.sum(axis=1, keepdims=True)
    for kind in ("bcts", "vector"):
        calibrated = LogShares(kind).fit(bent, codes).transform(bent)
        assert np.abs(calibrated - right).mean() < 0.01
        assert calibrated.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert np.abs(bent - right).mean() > 0.05
    with pytest.raises(ValueError, match="bcts or vector"):
        LogShares("other")
