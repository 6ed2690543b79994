"""Labels for texts: sentiment, intention, advocacy, promo, with probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from brandscore.classify.cells import text_of
from brandscore.classify.decision import decide, probabilities
from brandscore.classify.model import PREFERENCES, TextModel, load_model, model_path
from brandscore.classify.tasks import TASK_NAMES, Task, label_columns, task_named
from brandscore.classify.vectorise import Ngrams, batches, vectorise

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Classifier", "Labels", "classify", "is_blank"]

#: Number of a label that is not there, because there is no text.
NO_LABEL = -1


def is_blank(text: str | None) -> bool:
    r"""Whether a text has nothing to classify: null, empty or white space only.

    Examples
    --------
    >>> is_blank(None), is_blank(" \n"), is_blank("😂")
    (True, True, False)
    """
    return text is None or not text.strip()


class Labels:
    """Labels of some texts.

    Parameters
    ----------
    tasks
        The tasks, in their order.
    codes
        For each task the number of its class per text, -1 for a blank text.
    shares
        For each task the probability of each class per text, NaN for a blank
        text.
    """

    def __init__(
        self, tasks: Sequence[Task], codes: dict[str, NDArray[np.int8]], shares: dict[str, NDArray[np.float64]]
    ) -> None:
        self.tasks = tuple(tasks)
        self.codes = codes
        self.shares = shares

    def take(self, rows: NDArray[np.intp]) -> Labels:
        """Return the labels of the texts of these numbers."""
        return Labels(
            self.tasks,
            {name: codes[rows] for name, codes in self.codes.items()},
            {name: shares[rows] for name, shares in self.shares.items()},
        )

    def without_promo(self) -> Labels:
        """Return them with no intention and no advocacy where the text is promo: it is no consumer's wish."""
        if "promo" not in self.codes:
            return self
        codes = dict(self.codes)
        for name in ("intention", "advocacy"):
            if name in codes:
                codes[name] = np.where(codes["promo"] == 1, np.int8(0), codes[name])
        return Labels(self.tasks, codes, self.shares)

    def frame(self, index: Any = None) -> pd.DataFrame:
        """Return them as a dataframe with the columns of `brandscore.classify.tasks.label_columns`."""
        import pandas as pd

        columns: dict[str, Any] = {}
        for task in self.tasks:
            codes, shares = self.codes[task.name], self.shares[task.name]
            if task.binary:
                flags = pd.array(np.maximum(codes, 0), dtype="Int8")
                flags[codes == NO_LABEL] = pd.NA
                columns[task.name] = flags
                columns[f"p_{task.name}"] = shares[:, 1]
            else:
                words = np.array([*task.classes, None], dtype=object)[codes]
                columns[task.name] = pd.array(words, dtype="str")
                for k, name in enumerate(task.classes):
                    columns[f"p_{name}"] = shares[:, k]
        return pd.DataFrame(columns, index=index, columns=list(label_columns(t.name for t in self.tasks)))


class Classifier:
    """The models of some tasks, loaded once, that read a text once for all of them.

    Parameters
    ----------
    tasks
        Names of the tasks; all four if not given.
    models
        Folder of the model files; those shipped if not given.

    Raises
    ------
    brandscore.classify.model.ModelError
        If a model cannot be used.
    """

    def __init__(self, tasks: Iterable[str] = TASK_NAMES, models: Path | None = None) -> None:
        wanted = _checked(tasks)
        self.tasks = tuple(task_named(name) for name in TASK_NAMES if name in wanted)
        self.models: dict[str, TextModel] = {
            task.name: load_model(model_path(task.name, models), task.name) for task in self.tasks
        }
        # Models that read the same n-grams share one matrix and one product.
        groups: dict[Ngrams, list[Task]] = {}
        for task in self.tasks:
            groups.setdefault(self.models[task.name].ngrams, []).append(task)
        self._groups = [
            (
                ngrams,
                group,
                np.vstack([self.models[t.name].weights for t in group]).T.copy(),
                np.concatenate([self.models[t.name].bias for t in group]),
            )
            for ngrams, group in groups.items()
        ]

    def label(self, texts: Sequence[str | None], prefer: str = "accuracy") -> Labels:
        """Return the labels of texts, in their order; each distinct text is read once.

        Intention and advocacy are what their own models say; `Labels.without_promo`
        applies the rule that promo excludes them.
        """
        if prefer not in PREFERENCES:
            raise ValueError(f"prefer: {prefer!r}, expected one of {', '.join(PREFERENCES)}")
        number: dict[str, int] = {}
        rows = np.fromiter(
            (-1 if text is None or is_blank(text) else number.setdefault(text, len(number)) for text in texts),
            dtype=np.intp,
            count=len(texts),
        )
        distinct = self._label_distinct(list(number), prefer)
        # Row -1 is the last one, which stands for "no text".
        return distinct.take(rows)

    def _label_distinct(self, texts: list[str], prefer: str) -> Labels:
        size = len(texts) + 1
        codes = {t.name: np.full(size, NO_LABEL, dtype=np.int8) for t in self.tasks}
        shares = {t.name: np.full((size, len(t.classes)), np.nan) for t in self.tasks}
        start = 0
        for batch in batches(texts):
            rows = slice(start, start + len(batch))
            for ngrams, group, weights, bias in self._groups:
                scores = vectorise(batch, ngrams) @ weights + bias
                first = 0
                for task in group:
                    model = self.models[task.name]
                    count = len(model.bias)
                    part = scores[:, first : first + count]
                    first += count
                    known = probabilities(part[:, 0] if count == 1 else part)
                    # A model may have been trained without one of the task's classes.
                    places = np.array([task.classes.index(name) for name in model.classes])
                    codes[task.name][rows] = places[decide(known, model.offsets[prefer])]
                    all_shares = np.zeros((len(batch), len(task.classes)))
                    all_shares[:, places] = known
                    shares[task.name][rows] = all_shares
            start = rows.stop
        return Labels(self.tasks, codes, shares)


def _checked(tasks: Iterable[str]) -> set[str]:
    names = (tasks,) if isinstance(tasks, str) else tuple(tasks)
    unknown = [name for name in names if name not in TASK_NAMES]
    if unknown or not names:
        raise ValueError(f"tasks: {', '.join(map(repr, unknown)) or 'none'}, expected some of {', '.join(TASK_NAMES)}")
    return set(names)


def classify(
    texts: Iterable[Any],
    *,
    tasks: Iterable[str] = TASK_NAMES,
    prefer: str = "accuracy",
    models: str | Path | None = None,
) -> pd.DataFrame:
    """Label texts by the trained classifiers.

    Parameters
    ----------
    texts
        A list, Series or any iterable of texts.
    tasks
        Some of sentiment, intention, advocacy, promo; all if not given.
    prefer
        How sentiment is picked: ``accuracy`` = the most probable; ``macro`` =
        by offsets that give rare classes their due (higher macro-F1, lower
        accuracy). The 0/1 labels are picked for their best F1 either way.
    models
        Folder of model files; those shipped if not given.

    Returns
    -------
    pandas.DataFrame
        A row per text, with the index of a Series kept: ``sentiment`` (pos,
        neu, neg, q), ``p_pos``, ``p_neu``, ``p_neg``, ``p_q`` (sum to 1), and
        for intention, advocacy and promo a 0/1 label and the probability of 1.
        A promo message has intention and advocacy 0. A text that is null or
        blank has nulls everywhere.

    Raises
    ------
    brandscore.classify.model.ModelError
        If a model cannot be used.

    Examples
    --------
    >>> labels = classify(["อร่อยมากกก ชอบสุดๆ", "บริการแย่มาก ไม่มาอีกแล้ว", None])
    >>> labels["sentiment"].tolist()[:2], bool(labels["sentiment"].isna()[2])
    (['pos', 'neg'], True)
    """
    if isinstance(texts, str):
        raise TypeError("classify takes a list of texts; for one text write classify([text])")
    index = getattr(texts, "index", None) if hasattr(texts, "iloc") else None
    values = [text_of(value) for value in texts]
    labels = Classifier(tasks, None if models is None else Path(models)).label(values, prefer)
    return labels.without_promo().frame(index)
