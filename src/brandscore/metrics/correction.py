"""Correct what a classifier's labels say of sentiment: cell by cell, and of several cells together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from brandscore.classify.quantify import DRAWS, BinnedLikelihood, Prevalence
from brandscore.errors import DataError
from brandscore.metrics.measured import Cell, Sentiments, as_labelled
from brandscore.tables import SENTIMENTS

__all__ = ["LEAST", "Correction", "frozen_text", "thawed"]

#: Classified messages below which labels are left as they are.
LEAST = 100
_SETTINGS = ("pseudo", "pull", "misfit")


@dataclass(frozen=True)
class Correction:
    """How counts of the classifier's labels are corrected for its errors.

    Labels that came with the data are never corrected: they are added to the
    corrected ones as they are. Cells together are corrected as one, from all
    their classified messages, since those of several small cells may be enough
    where those of each are not.

    Parameters
    ----------
    quantifier
        Estimates shares from messages by bin; None: nothing is corrected.
    why
        Why nothing is, for the reader.
    """

    quantifier: BinnedLikelihood | None
    why: str = ""
    _known: dict[tuple[tuple[int, ...], bool], Prevalence] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, cells: Sequence[Cell], ends: bool = False) -> Sentiments:
        """Return the sentiments of some cells together, corrected where they can be.

        Parameters
        ----------
        cells
            The cells.
        ends
            Whether intervals are asked for.
        """
        found = as_labelled(cells)
        if not found.classified:
            return found
        why = self.why
        if self.quantifier is not None and found.classified < LEAST:
            why = f"fewer than {LEAST}"
        if self.quantifier is None or why:
            return Sentiments(found.labelled, classified=found.classified, note=f"{found.note}: {why}")
        bins: Counter[int] = Counter()
        for cell in cells:
            bins.update(cell.bins)
        if sum(bins.values()) != found.classified:
            raise ValueError(f"{found.classified} messages were classified, {sum(bins.values())} have a bin")
        shares = self._estimate(tuple(bins[k] for k in range(len(self.quantifier.counts_))), ends)
        by_people = {
            name: found.labelled[name] - sum(cell.counts[f"classified_{name}"] for cell in cells) for name in SENTIMENTS
        }
        corrected = {name: by_people[name] + found.classified * shares.share(name) for name in SENTIMENTS}
        raw = found.net
        note = f"{found.classified} messages labelled by the classifier, corrected for its errors; uncorrected " + (
            "empty" if raw is None else f"{raw:.4f}"
        )
        return Sentiments(
            found.labelled,
            corrected,
            found.classified,
            note,
            _ends(by_people, found.classified, shares) if ends else {},
        )

    def _estimate(self, counts: tuple[int, ...], ends: bool) -> Prevalence:
        key = (counts, ends)
        if key not in self._known:
            assert self.quantifier is not None
            self._known[key] = self.quantifier.predict_counts(counts, draws=DRAWS if ends else 0)
        return self._known[key]


def _ends(given: dict[str, int], classified: int, shares: Prevalence) -> dict[str, tuple[float, float]]:
    """Return the intervals over given and classified messages: the given ones are resampled, too."""
    import numpy as np

    places = [shares.classes.index(name) if name in shares.classes else None for name in SENTIMENTS]
    draws = np.stack([shares.draws[:, k] if k is not None else np.zeros(len(shares.draws)) for k in places], axis=1)
    at = np.array([shares.share(name) for name in SENTIMENTS])
    known = np.array([given[name] for name in SENTIMENTS], dtype=float)
    people = int(known.sum())
    if people:
        resampled = np.random.default_rng(1).multinomial(people, known / people, size=len(draws))
        draws = (classified * draws + resampled) / (classified + people)
        at = (classified * at + known) / (classified + people)
    whole = Prevalence(SENTIMENTS, at, classified + people, draws)
    found = {name: whole.interval(name) for name in ("net_sentiment", "net_sentiment_all")}
    return {name: interval for name, interval in found.items() if interval is not None}


def frozen_text(quantifier: BinnedLikelihood, model: str) -> str:
    """Return what a reference keeps of a quantifier: training messages by bin and class, and whose bins they are.

    Examples
    --------
    >>> made = BinnedLikelihood.from_parameters(
    ...     {"method": "binned", "classes": ["pos", "neg"], "pseudo": 0.5, "pull": 20.0, "misfit": 1.5,
    ...      "centres": [[0.9, 0.1], [0.2, 0.8]], "counts": [[30, 4], [10, 56]]}
    ... )
    >>> frozen_text(made, "0123abcd")
    'model 0123abcd; pseudo 0.5; pull 20.0; misfit 1.5; pos 30 10; neg 4 56'
    """
    columns = zip(quantifier.classes_, quantifier.counts_.T.astype(int).tolist(), strict=True)
    return "; ".join(
        [
            f"model {model}",
            *(f"{name} {getattr(quantifier, name)!r}" for name in _SETTINGS),
            *(f"{name} {' '.join(map(str, counts))}" for name, counts in columns),
        ]
    )


def thawed(text: str, quantifier: BinnedLikelihood, model: str) -> BinnedLikelihood:
    """Return the quantifier that a reference keeps, on the bins of a model.

    Parameters
    ----------
    text
        What `frozen_text` gave.
    quantifier
        That of the model that labelled the messages.
    model
        The model's fingerprint.

    Raises
    ------
    DataError
        If it was made with another model, or cannot be read.
    """
    found = dict(part.strip().partition(" ")[::2] for part in text.split(";"))
    named = found.pop("model", "")
    if named != model:
        raise DataError(
            f"the reference corrects the labels of another sentiment model ({named[:64] or 'none named'}; this run's "
            f"is {model}), which errs in other ways. Make a reference with this model, or switch the correction off."
        )
    try:
        return BinnedLikelihood.from_parameters(
            {
                **quantifier.parameters(),
                **{name: float(found.pop(name)) for name in _SETTINGS},
                "classes": list(found),
                "counts": [
                    list(row) for row in zip(*([int(c) for c in v.split()] for v in found.values()), strict=True)
                ],
            }
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"the reference's correction of sentiment cannot be read ({error}).") from error
