"""Quantification: how many messages of each class there are, rather than which message is which.

A classifier that misses more positive messages than negative ones is still a
good one, but counting its labels gives shares that lean to the negative, the
more so the further the shares are from those it was trained on. The methods
here estimate the shares themselves. All rest on one assumption, *prior shift*:
that messages of a class look like those of that class in training, whatever
the shares of the classes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from brandscore.classify.bins import Codebook
from brandscore.classify.logshares import LogShares
from brandscore.classify.simplex import likeliest_shares, nearest_shares
from brandscore.tables import SENTIMENTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "DRAWS",
    "METHODS",
    "MISFIT",
    "PULL",
    "AdjustedCount",
    "BinnedLikelihood",
    "ClassifyAndCount",
    "ExpectationMaximisation",
    "Prevalence",
    "ProbabilisticAdjustedCount",
    "ProbabilisticCount",
    "Quantifier",
    "quantifier_of",
    "quantifier_parameters",
    "sentiment_bins",
]

#: Draws behind an interval.
DRAWS = 200
#: Settings of the correction in use, chosen on training messages alone (see docs/quantification.md).
PULL, MISFIT = 10.0, 2.5

#: Standard deviation of the logarithm of the pull over the draws: nobody knows how much it should be.
_PULL_DOUBT = 1.5
#: Change of a share at which a drawn solution is near enough.
_ROUGH = 1e-6


@dataclass(frozen=True, slots=True)
class Prevalence:
    """Estimated shares of the classes among some messages.

    Parameters
    ----------
    classes
        The classes.
    shares
        Share of each class; they sum to 1.
    messages
        How many messages they were estimated from.
    draws
        The same shares estimated again under doubt, a row per draw; empty
        without draws.
    """

    classes: tuple[str, ...]
    shares: NDArray[np.float64]
    messages: int
    draws: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    def share(self, name: str) -> float:
        """Return the share of a class; 0 where the classifier does not know it."""
        return float(self.shares[self.classes.index(name)]) if name in self.classes else 0.0

    @property
    def net_sentiment(self) -> float | None:
        """(P - N)/(P + N); None without a polar share.

        Examples
        --------
        >>> round(Prevalence(("pos", "neu", "neg"), np.array([0.3, 0.6, 0.1]), 100).net_sentiment, 6)
        0.5
        """
        value = float(self._figure("net_sentiment", self.shares))
        return None if np.isnan(value) else value

    @property
    def net_sentiment_all(self) -> float:
        """P - N, as shares of all messages.

        Examples
        --------
        >>> round(Prevalence(("pos", "neu", "neg"), np.array([0.3, 0.6, 0.1]), 100).net_sentiment_all, 6)
        0.2
        """
        return float(self._figure("net_sentiment_all", self.shares))

    def interval(self, figure: str, level: float = 0.95) -> tuple[float, float] | None:
        """Return the interval of a figure: percentiles of the draws, widened to hold the estimate.

        Parameters
        ----------
        figure
            A class, ``net_sentiment`` or ``net_sentiment_all``.
        level
            Confidence.

        Returns
        -------
        tuple or None
            None without draws, or where most draws have no such figure.
        """
        values = self._figure(figure, self.draws) if len(self.draws) else np.zeros(0)
        values = values[~np.isnan(values)]
        if len(values) <= len(self.draws) // 2:
            return None
        low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
        at = float(self._figure(figure, self.shares))
        return (min(float(low), at), max(float(high), at)) if not np.isnan(at) else (float(low), float(high))

    def _figure(self, figure: str, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        if figure in self.classes:
            return np.asarray(shares[..., self.classes.index(figure)])
        if figure not in ("net_sentiment", "net_sentiment_all"):
            raise ValueError(f"{figure!r} is no class and no figure; there are {', '.join(self.classes)}")
        none = np.zeros(shares.shape[:-1])
        pos, neg = (shares[..., self.classes.index(c)] if c in self.classes else none for c in ("pos", "neg"))
        if figure == "net_sentiment_all":
            return np.asarray(pos - neg)
        polar = pos + neg
        return np.asarray(np.divide(pos - neg, polar, out=np.full(polar.shape, np.nan), where=polar > 0))


class Quantifier(ABC):
    """Estimates shares of classes from a classifier's probabilities.

    Fitted on messages whose class is known, with probabilities given by models
    that had not seen them (out-of-fold predictions): those of seen messages
    are too sure.
    """

    classes_: tuple[str, ...]
    #: Shares of the classes in training.
    prior_: NDArray[np.float64]

    def fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp], classes: Sequence[str] = SENTIMENTS) -> Self:
        """Learn how messages of each class are seen by the classifier.

        Parameters
        ----------
        shares
            Probabilities, a row per message and a column per class.
        codes
            Number of the true class of each message; each class occurs.
        classes
            Names of the classes.
        """
        shares = _checked(shares, len(classes))
        codes = np.asarray(codes)
        counts = np.bincount(codes, minlength=len(classes))
        if len(codes) != len(shares) or len(counts) != len(classes) or (counts == 0).any():
            raise ValueError("every class must occur among the messages to fit on")
        self.classes_ = tuple(classes)
        self.prior_ = counts / counts.sum()
        self._fit(shares, codes)
        return self

    @abstractmethod
    def predict(self, shares: NDArray[np.float64], draws: int = 0, seed: int = 0) -> Prevalence:
        """Estimate the shares of the classes among some messages.

        Parameters
        ----------
        shares
            Probabilities, a row per message.
        draws
            Draws behind intervals. Each resamples the messages with
            replacement and draws what was learned in training anew, so that
            the doubt of both is in the interval.
        seed
            Seed of the draws.

        Raises
        ------
        ValueError
            Without a message.
        """

    @abstractmethod
    def _fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp]) -> None: ...


class _ByMessage(Quantifier):
    """Methods that go by what is seen of each message."""

    def predict(self, shares: NDArray[np.float64], draws: int = 0, seed: int = 0) -> Prevalence:
        """Estimate the shares of the classes among some messages; see `Quantifier.predict`."""
        shares = _checked(shares, len(self.classes_))
        if len(shares) == 0:
            raise ValueError("no message: nothing can be said of shares")
        rows = self._rows(shares)
        point = self._solve(rows, np.ones(len(rows)), None)
        generator = np.random.default_rng(seed)
        drawn = np.zeros((draws, len(self.classes_)))
        for k in range(draws):
            weights = generator.multinomial(len(rows), np.full(len(rows), 1.0 / len(rows))).astype(np.float64)
            drawn[k] = self._solve(rows, weights, generator)
        return Prevalence(self.classes_, point, len(rows), drawn)

    def _rows(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is seen of each message: its probabilities."""
        return shares

    @abstractmethod
    def _solve(
        self, rows: NDArray[np.float64], weights: NDArray[np.float64], generator: np.random.Generator | None
    ) -> NDArray[np.float64]:
        """Return the shares, with what was learned drawn anew if there is a generator."""


class _Counting(_ByMessage):
    """What CC and PCC share: the mean of what is seen, with nothing learned."""

    def _fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp]) -> None:
        pass

    def _solve(
        self, rows: NDArray[np.float64], weights: NDArray[np.float64], generator: np.random.Generator | None
    ) -> NDArray[np.float64]:
        return np.asarray(weights @ rows / weights.sum())


class ClassifyAndCount(_Counting):
    r"""Count the labels (CC): the share of messages whose most probable class it is.

    .. math:: \hat p_k = \frac1n \sum_i [\arg\max_j P(j \mid x_i) = k]

    Biased whenever the classifier errs: it is what the others correct [1]_.

    References
    ----------
    .. [1] G. Forman, Quantifying counts and costs via classification, Data
       Mining and Knowledge Discovery 17 (2008), 164-206.

    Examples
    --------
    >>> known = np.array([[0.8, 0.2], [0.3, 0.7]])
    >>> ClassifyAndCount().fit(known, np.array([0, 1]), ("pos", "neg")).predict(known[[0, 0, 0, 1]]).shares.tolist()
    [0.75, 0.25]
    """

    def _rows(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        return _labels(shares)


class ProbabilisticCount(_Counting):
    r"""Sum the probabilities (PCC).

    .. math:: \hat p_k = \frac1n \sum_i P(k \mid x_i)

    Right on average where the shares are those of training, drawn towards
    them elsewhere [1]_.

    References
    ----------
    .. [1] A. Bella, C. Ferri, J. Hernández-Orallo and M. J. Ramírez-Quintana,
       Quantification via probability estimators, ICDM (2010), 737-742.

    Examples
    --------
    >>> known = np.array([[0.8, 0.2], [0.3, 0.7]])
    >>> ProbabilisticCount().fit(known, np.array([0, 1]), ("pos", "neg")).predict(known).shares.round(6).tolist()
    [0.55, 0.45]
    """


class _Adjusted(_ByMessage):
    """What ACC and PACC share: undo on average what the classifier does on average."""

    #: A column per class: what is seen on average of its messages.
    means_: NDArray[np.float64]
    #: Its standard errors, as factors of their covariances.
    errors_: list[NDArray[np.float64]]

    def _fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp]) -> None:
        rows = self._rows(shares)
        of_class = [rows[codes == k] for k in range(len(self.classes_))]
        self.means_ = np.stack([seen.mean(axis=0) for seen in of_class], axis=1)
        self.errors_ = [(seen - seen.mean(axis=0)) / len(seen) for seen in of_class]

    def _solve(
        self, rows: NDArray[np.float64], weights: NDArray[np.float64], generator: np.random.Generator | None
    ) -> NDArray[np.float64]:
        means = self.means_
        if generator is not None:
            # Σ wᵢ(xᵢ - x̄)/n with normal w has the covariance of the mean.
            drawn = [generator.standard_normal(len(e)) @ e for e in self.errors_]
            means = means + np.stack(drawn, axis=1)
        return nearest_shares(means, weights @ rows / weights.sum(), self.prior_)


class AdjustedCount(_Adjusted):
    r"""Count the labels and undo the confusion (ACC).

    With :math:`M_{jk}` the share of class k's messages that are labelled j, the
    labels are counted in the shares :math:`Mp`; p is found by least squares
    under :math:`p \ge 0`, :math:`\sum p = 1`, not by inverting and clipping
    [1]_.

    References
    ----------
    .. [1] G. Forman, Quantifying counts and costs via classification, Data
       Mining and Knowledge Discovery 17 (2008), 164-206.

    Examples
    --------
    A classifier that finds half of the positive messages and errs nowhere else:

    >>> known, codes = np.array([[0.9, 0.1], [0.4, 0.6], [0.1, 0.9]]), np.array([0, 0, 1])
    >>> method = AdjustedCount().fit(known, codes, ("pos", "neg"))
    >>> method.predict(known[[0, 2, 2, 2, 2]]).shares.round(6).tolist()
    [0.4, 0.6]
    """

    def _rows(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        return _labels(shares)


class ProbabilisticAdjustedCount(_Adjusted):
    r"""Sum the probabilities and undo what they are on average (PACC).

    As `AdjustedCount`, with :math:`M_{jk}` the mean probability of class j over
    the messages of class k [1]_.

    References
    ----------
    .. [1] A. Bella, C. Ferri, J. Hernández-Orallo and M. J. Ramírez-Quintana,
       Quantification via probability estimators, ICDM (2010), 737-742.

    Examples
    --------
    >>> known, codes = np.array([[0.9, 0.1], [0.4, 0.6], [0.1, 0.9]]), np.array([0, 0, 1])
    >>> method = ProbabilisticAdjustedCount().fit(known, codes, ("pos", "neg"))
    >>> method.predict(known[[0, 1, 2, 2]]).shares.round(6).tolist()
    [0.5, 0.5]
    """


class ExpectationMaximisation(_ByMessage):
    r"""The shares that make the probabilities most likely (EMQ, also SLD).

    A probability given under the training shares :math:`\pi` is to the
    likelihood as :math:`P(k \mid x) \propto \pi_k P(x \mid k)`, so that

    .. math:: \hat p = \arg\max_p \sum_i \log \sum_k \frac{P(k \mid x_i)}{\pi_k}\, p_k

    found by EM [1]_. It takes the probabilities at their word; they can be
    calibrated first, on the messages that it is fitted on [2]_.

    Parameters
    ----------
    calibration
        None; ``bcts``: one temperature and a bias per class; ``vector``: a
        scale and a bias per class, on the logarithms of the probabilities.

    References
    ----------
    .. [1] M. Saerens, P. Latinne and C. Decaestecker, Adjusting the outputs of
       a classifier to new a priori probabilities, Neural Computation 14
       (2002), 21-41.
    .. [2] A. Alexandari, A. Kundaje and A. Shrikumar, Maximum likelihood with
       bias-corrected calibration is hard-to-beat at label shift adaptation,
       ICML (2020), 222-232.

    Examples
    --------
    >>> known, codes = np.array([[0.8, 0.2], [0.2, 0.8]] * 50), np.array([0, 1] * 50)
    >>> method = ExpectationMaximisation().fit(known, codes, ("pos", "neg"))
    >>> method.predict(known[[0, 0, 0, 1, 1]]).shares.round(3).tolist()
    [0.667, 0.333]
    """

    def __init__(self, calibration: str | None = None) -> None:
        self.calibration = calibration

    def _fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp]) -> None:
        self.fitted_ = None if self.calibration is None else LogShares(self.calibration).fit(shares, codes)
        self._counts = self.prior_ * len(codes)

    def _solve(
        self, rows: NDArray[np.float64], weights: NDArray[np.float64], generator: np.random.Generator | None
    ) -> NDArray[np.float64]:
        prior = self.prior_ if generator is None else generator.dirichlet(self._counts)
        known = weights > 0
        shares = rows[known]
        if self.fitted_ is not None:
            shares = self.fitted_.transform(shares, generator)
        return likeliest_shares(shares / prior, weights[known], tolerance=1e-9 if generator is None else _ROUGH)


class BinnedLikelihood(Quantifier):
    r"""The shares that make the histogram of the probabilities most likely.

    The probabilities are sorted into bins; :math:`A_{bk}` is the share of class
    k's training messages that fall into bin b. A sample that shows
    :math:`n_b` messages in each bin is a mixture [1]_ [2]_:

    .. math:: \hat p = \arg\max_p \sum_b n_b \log \sum_k A_{bk} p_k
              + c \sum_k \log p_k

    found by EM. Only how classes are spread over the bins is used, not what the
    probabilities claim: they need not be calibrated. With a bin per class it
    would be `AdjustedCount` by maximum likelihood; with many it nears
    `ExpectationMaximisation` with perfect calibration [3]_. A sample is its
    counts by bin, which add up over tables, cells and periods.

    All methods that rest on prior shift go wrong together where messages of a
    class do not look as in training: praise of a car is not praise of a
    restaurant. What tells is that no shares explain the histogram, measured by
    :math:`\varphi = X^2/(B - K)`, Pearson's statistic over its degrees of
    freedom, which is 1 where they do. The cautious form (``pull`` and
    ``misfit`` above 0) then trusts the histogram less, and leans on what the
    probabilities say by themselves (`ProbabilisticCount`, calibrated by bin:
    :math:`q_k = \sum_b \frac{n_b}{n} \frac{N_{bk}}{\sum_j N_{bj}}`):

    .. math:: \hat p = \arg\max_p \max(1, \varphi)^{-m} \sum_b n_b \log \sum_k A_{bk} p_k
              + \sum_k (c + t q_k) \log p_k

    Parameters
    ----------
    bins
        Number of bins.
    pseudo
        c: messages of each class added to those seen. One half keeps the ratio
        of two small shares from running to the edge.
    pull
        t: how many messages the mean of the probabilities is worth.
    misfit
        m: how much the messages lose of their weight where no shares explain
        them.

    References
    ----------
    .. [1] C. Peters and W. A. Coberly, The numerical evaluation of the maximum
       likelihood estimate of mixture proportions, Communications in Statistics
       A5 (1976), 1127-1135.
    .. [2] V. González-Castro, R. Alaiz-Rodríguez and E. Alegre, Class
       distribution estimation based on the Hellinger distance, Information
       Sciences 218 (2013), 146-164.
    .. [3] S. Garg, Y. Wu, S. Balakrishnan and Z. C. Lipton, A unified view of
       label shift estimation, NeurIPS (2020).

    Examples
    --------
    >>> known, codes = np.array([[0.8, 0.2], [0.6, 0.4], [0.1, 0.9]] * 100), np.array([0, 1, 1] * 100)
    >>> method = BinnedLikelihood(bins=3, pseudo=0).fit(known, codes, ("pos", "neg"))
    >>> method.predict(known[[0, 1, 2, 2]]).shares.round(2).tolist()
    [0.25, 0.75]
    >>> again = BinnedLikelihood.from_parameters(method.parameters())
    >>> again.predict_counts(method.counts(known[[0, 1, 2, 2]])).shares.round(2).tolist()
    [0.25, 0.75]
    """

    #: The bins.
    codebook_: Codebook
    #: How often a training message of each class (column) fell into each bin (row).
    counts_: NDArray[np.float64]

    def __init__(self, bins: int = 32, pseudo: float = 0.5, pull: float = 0.0, misfit: float = 0.0) -> None:
        self.bins = bins
        self.pseudo = pseudo
        self.pull = pull
        self.misfit = misfit

    def _fit(self, shares: NDArray[np.float64], codes: NDArray[np.intp]) -> None:
        # Rare classes weigh more, or no bin would be theirs.
        self.codebook_ = Codebook.of(shares, 1.0 / np.sqrt(self.prior_)[codes], self.bins)
        rows, classes = len(self.codebook_.centres), len(self.classes_)
        placed = self.codebook_.place(shares) * classes + codes
        self.counts_ = np.bincount(placed, minlength=rows * classes).reshape(rows, classes).astype(np.float64)

    @property
    def _evidence(self) -> NDArray[np.float64]:
        """Messages by bin and class, with one more in each bin, split as the bin's probabilities say."""
        centres = np.maximum(self.codebook_.centres, 1e-4)
        return np.asarray(self.counts_ + centres / centres.sum(axis=1, keepdims=True))

    def bins_of(self, shares: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the number of the bin of each message."""
        return self.codebook_.place(_checked(shares, len(self.classes_)))

    def counts(self, shares: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return how many messages fall into each bin."""
        return np.bincount(self.bins_of(shares), minlength=len(self.codebook_.centres))

    def predict(self, shares: NDArray[np.float64], draws: int = 0, seed: int = 0) -> Prevalence:
        """Estimate the shares of the classes among some messages; see `predict_counts`."""
        return self.predict_counts(self.counts(shares), draws, seed)

    def predict_counts(self, counts: Sequence[int] | NDArray[Any], draws: int = 0, seed: int = 0) -> Prevalence:
        """Estimate the shares from the numbers of messages by bin.

        Parameters
        ----------
        counts
            Messages in each bin.
        draws
            Draws behind intervals: each resamples the messages, and the
            training messages behind each class's column (from the Dirichlet
            distribution of their counts).
        seed
            Seed of the draws.

        Raises
        ------
        ValueError
            Without a message, or if there are not as many counts as bins.
        """
        seen = np.asarray(counts, dtype=np.float64)
        if seen.shape != (len(self.counts_),):
            raise ValueError(f"{seen.size} counts for {len(self.counts_)} bins")
        total = int(seen.sum())
        if total <= 0 or (seen < 0).any():
            raise ValueError("no message: nothing can be said of shares")
        evidence = self._evidence
        worth = seen / self._discount(evidence, seen)
        point = self._shares(evidence, worth, 1e-9, self.pull)
        drawn = np.zeros((draws, len(self.classes_)))
        if draws:
            generator = np.random.default_rng(seed)
            # As many messages as they are worth: doubt about their looks is doubt about the shares.
            effective = max(1, round(float(worth.sum())))
            samples = generator.multinomial(effective, seen / total, size=draws).astype(np.float64)
            spread = generator.standard_gamma(np.broadcast_to(evidence, (draws, *evidence.shape)))
            pull = self.pull * np.exp(_PULL_DOUBT * generator.standard_normal((draws, 1)))
            drawn = self._shares(spread, samples, _ROUGH, pull)
        return Prevalence(self.classes_, point, total, drawn)

    def _discount(self, evidence: NDArray[np.float64], seen: NDArray[np.float64]) -> float:
        """Return what the messages' weight is divided by: 1 where some shares explain them."""
        free = len(seen) - len(self.classes_)
        if not self.misfit or free < 1:
            return 1.0
        looks = evidence / evidence.sum(axis=0)
        expected = seen.sum() * (looks @ likeliest_shares(looks, seen, self.pseudo))
        # A bin of which next to nothing is expected would decide alone.
        chi = ((seen - expected) ** 2 / np.maximum(expected, 0.25)).sum() / free
        return float(max(1.0, chi) ** self.misfit)

    def _shares(
        self,
        evidence: NDArray[np.float64],
        seen: NDArray[np.float64],
        tolerance: float,
        pull: float | NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the shares from messages by bin; leading axes are problems of their own."""
        looks = evidence / evidence.sum(axis=-2, keepdims=True)
        known = evidence / evidence.sum(axis=-1, keepdims=True)
        mean = np.matmul(seen[..., None, :], known)[..., 0, :] / seen.sum(axis=-1, keepdims=True)
        return likeliest_shares(looks, seen, self.pseudo + pull * mean, tolerance)

    def parameters(self) -> dict[str, Any]:
        """Return what was learned as plain numbers, to be kept in a model file.

        Returns
        -------
        dict
            ``method``, ``classes``, the settings, ``centres`` (a row per bin) and
            ``counts`` (training messages by bin and class).
        """
        return {
            "method": "binned",
            "classes": list(self.classes_),
            "pseudo": self.pseudo,
            "pull": self.pull,
            "misfit": self.misfit,
            "centres": self.codebook_.centres.tolist(),
            "counts": self.counts_.astype(int).tolist(),
        }

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> BinnedLikelihood:
        """Return a fitted quantifier from what `parameters` gave.

        Raises
        ------
        ValueError
            If they do not fit together.
        """
        try:
            classes = tuple(str(name) for name in parameters["classes"])
            centres = np.array(parameters["centres"], dtype=np.float64)
            counts = np.array(parameters["counts"], dtype=np.float64)
            cautious = {"pull": PULL, "misfit": MISFIT}  # of this release, where a file keeps none
            made = cls(len(centres), **{k: float({**cautious, **parameters}[k]) for k in ("pseudo", *cautious)})
            known = parameters["method"] == "binned"
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"no parameters of a quantifier ({error})") from error
        fits = centres.ndim == 2 and centres.shape == counts.shape == (len(centres), len(classes))
        if not (known and fits and len(centres) and np.isfinite(centres).all() and np.isfinite(counts).all()):
            raise ValueError("no parameters of a quantifier: they do not fit together")
        if (counts < 0).any() or (counts.sum(axis=0) <= 0).any() or min(made.pseudo, made.pull, made.misfit) < 0:
            raise ValueError("no parameters of a quantifier: a class without messages, or a setting below 0")
        made.classes_ = classes
        made.prior_ = counts.sum(axis=0) / counts.sum()
        made.codebook_ = Codebook(centres)
        made.counts_ = counts
        return made


#: The methods by their short names, each with its settings.
METHODS: dict[str, Any] = {
    "cc": ClassifyAndCount,
    "pcc": ProbabilisticCount,
    "acc": AdjustedCount,
    "pacc": ProbabilisticAdjustedCount,
    "emq": ExpectationMaximisation,
    "emq-bcts": lambda: ExpectationMaximisation("bcts"),
    "emq-vector": lambda: ExpectationMaximisation("vector"),
    "binned": BinnedLikelihood,
    "cautious": lambda: BinnedLikelihood(pull=PULL, misfit=MISFIT),
}


def quantifier_parameters(
    codes: NDArray[np.intp], shares: NDArray[np.float64], classes: Sequence[str] = SENTIMENTS
) -> dict[str, Any]:
    """Return what a model file keeps so that counts of its labels can be corrected.

    Parameters
    ----------
    codes
        Number of the true class of each training message.
    shares
        Its probabilities, given by models that have not seen it.
    classes
        The classes.

    Examples
    --------
    >>> shares = np.array([[0.9, 0.1], [0.2, 0.8]] * 20)
    >>> found = quantifier_parameters(np.array([0, 1] * 20), shares, ("pos", "neg"))
    >>> found["counts"]
    [[0, 20], [20, 0]]
    """
    return BinnedLikelihood(pull=PULL, misfit=MISFIT).fit(shares, codes, classes).parameters()


def quantifier_of(details: Mapping[str, Any]) -> BinnedLikelihood | None:
    """Return the quantifier kept in the details of a sentiment model, None where they keep none.

    Raises
    ------
    brandscore.classify.model.ModelError
        If what they keep cannot be used.

    Examples
    --------
    >>> from brandscore.classify.model import load_model, model_path
    >>> quantifier_of(load_model(model_path("sentiment")).details).classes_
    ('pos', 'neu', 'neg', 'q')
    >>> quantifier_of({}) is None
    True
    """
    from brandscore.classify.model import ModelError

    kept = details.get("quantifier")
    if kept is None:
        return None
    try:
        return BinnedLikelihood.from_parameters(kept)
    except ValueError as error:
        raise ModelError(f"the sentiment model: {error}. Train it again.") from error


def sentiment_bins(quantifier: BinnedLikelihood | None, shares: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the bin of each message from its probabilities of the task's classes.

    Parameters
    ----------
    quantifier
        Whose bins; None: all messages stand in bin 0.
    shares
        Probabilities of `brandscore.tables.SENTIMENTS`, a row per message; NaN
        for a blank text, whose bin means nothing.

    Examples
    --------
    >>> sentiment_bins(None, np.full((2, 4), 0.25)).tolist()
    [0, 0]
    """
    if quantifier is None:
        return np.zeros(len(shares), dtype=np.intp)
    # A model may have been trained without one of the classes.
    known = shares[:, [SENTIMENTS.index(name) for name in quantifier.classes_]]
    return quantifier.bins_of(np.where(np.isnan(known), 0.0, known))


def _labels(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 for the most probable class of each message and 0 for the others."""
    return np.asarray(np.eye(shares.shape[1])[shares.argmax(axis=1)])


def _checked(shares: Any, classes: int) -> NDArray[np.float64]:
    found = np.asarray(shares, dtype=np.float64)
    if found.ndim != 2 or found.shape[1] != classes:
        raise ValueError(f"probabilities of {classes} classes expected, a row per message; got shape {found.shape}")
    if not np.isfinite(found).all():
        raise ValueError("probabilities that are no numbers (a blank text has none: leave it out)")
    return found
