"""Labels for texts: sentiment, intention, advocacy, promo, with probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from brandscore.classify.cells import text_of
from brandscore.classify.decision import decide, probabilities
from brandscore.classify.model import PREFERENCES, TextModel, load_models
from brandscore.classify.stacking import SECOND_STAGE, inputs_of
from brandscore.classify.tasks import TASK_NAMES, TASKS, Task, label_columns
from brandscore.classify.vectorise import batches

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from brandscore.classify.features import Features
    from brandscore.text.codes import Codes

__all__ = ["MODELS", "Classifier", "Labeller", "Labels", "checked_tasks", "classify", "is_blank", "open_classifier"]

#: What `classify` may label by: tens of thousands of messages a second, or hundreds with fewer errors.
MODELS = ("fast", "best", "rules")

#: Number of a label that is not there, because there is no text.
NO_LABEL = -1


def is_blank(text: str | None) -> bool:
    r"""Whether a text has nothing to classify: null, empty or white space only.

    Examples
    --------
    >>> is_blank(None), is_blank(" \n"), is_blank("😂")
    (True, True, False)
    """
    return not text or text.isspace()


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

    def sure(self, at_least: float) -> Labels:
        """Return them with no label where the probability of the label is below a bound; probabilities stay."""
        codes = {}
        for name, picked in self.codes.items():
            share = np.take_along_axis(self.shares[name], np.maximum(picked, 0)[:, None].astype(np.intp), axis=1)[:, 0]
            codes[name] = np.where(share >= at_least, picked, np.int8(NO_LABEL))
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


class Labeller(Protocol):
    """What gives labels: the fast models, the best, or the rules."""

    tasks: tuple[Task, ...]

    def label(self, texts: Sequence[str | None], prefer: str = "accuracy") -> Labels:
        """Return the labels of texts, in their order."""
        ...

    def details(self, task: str) -> Mapping[str, Any]:
        """Return where the model of a task comes from; nothing for rules."""
        ...


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
        from brandscore.classify.scorer import Scorer

        self.tasks = checked_tasks(tasks)
        scored = load_models([task.name for task in self.tasks], models)
        self.models: dict[str, TextModel] = {task.name: scored[task.name] for task in self.tasks}
        # Models that read the same features are scored together.
        groups: dict[Features, list[TextModel]] = {}
        for model in scored.values():
            groups.setdefault(model.features, []).append(model)
        self._scorers = [Scorer(models) for models in groups.values()]

    def label(self, texts: Sequence[str | None], prefer: str = "accuracy") -> Labels:
        """Return the labels of texts, in their order; each distinct text is read once.

        Intention and advocacy are what their own models say; `Labels.without_promo`
        applies the rule that promo excludes them.
        """
        if prefer not in PREFERENCES:
            raise ValueError(f"prefer: {prefer!r}, expected one of {', '.join(PREFERENCES)}")
        number: dict[str | None, int] = dict.fromkeys(texts, NO_LABEL)
        distinct = [text for text in number if text and not text.isspace()]
        number.update(zip(distinct, range(len(distinct)), strict=True))
        rows = np.fromiter(map(number.__getitem__, texts), dtype=np.intp, count=len(texts))
        # Row -1 is the last one, which stands for "no text".
        return self._label_distinct(distinct, prefer).take(rows)

    def details(self, task: str) -> Mapping[str, Any]:
        """Return where the model of a task comes from."""
        return self.models[task].details

    def _label_distinct(self, texts: list[str], prefer: str) -> Labels:
        from brandscore.text.compiled import normalise_all

        size = len(texts) + 1
        codes = {t.name: np.full(size, NO_LABEL, dtype=np.int8) for t in self.tasks}
        shares = {t.name: np.full((size, len(t.classes)), np.nan) for t in self.tasks}
        start = 0
        for batch in batches(texts):
            rows = slice(start, start + len(batch))
            read = normalise_all(batch)
            scores = {model.task: found for scorer in self._scorers for model, found in scorer.scores(read)}
            for task in self.tasks:
                model = self.models[task.name]
                known = _known(model, scores, read)
                picked = decide(known, model.offsets[prefer])
                # A model may have been trained without one of the task's classes.
                places = [task.classes.index(name) for name in model.classes]
                codes[task.name][rows] = np.array(places, dtype=np.int8)[picked]
                shares[task.name][rows] = 0.0
                shares[task.name][rows, places] = known
            start = rows.stop
        return Labels(self.tasks, codes, shares)


def _known(model: TextModel, scores: Mapping[str, NDArray[np.float64]], read: Codes) -> NDArray[np.float64]:
    """Return the probabilities of a model's classes from the scores of all tasks."""
    if model.stacking is None:
        return probabilities(scores[model.task], model.calibration)
    lengths = np.minimum(read.ends - read.begins, model.features.ngrams.longest_text)
    inputs = inputs_of(np.hstack([scores[task] for task in model.stacking.tasks]), lengths)
    return probabilities(model.stacking.scores(inputs), SECOND_STAGE)


def checked_tasks(tasks: Iterable[str]) -> tuple[Task, ...]:
    """Return the tasks of these names, in their order; ValueError if one is unknown or there are none."""
    names = (tasks,) if isinstance(tasks, str) else tuple(tasks)
    unknown = [name for name in names if name not in TASK_NAMES]
    if unknown or not names:
        raise ValueError(f"tasks: {', '.join(map(repr, unknown)) or 'none'}, expected some of {', '.join(TASK_NAMES)}")
    return tuple(task for task in TASKS if task.name in names)


def open_classifier(model: str = "fast", tasks: Iterable[str] = TASK_NAMES, models: Path | None = None) -> Labeller:
    """Return the classifier of that name, loaded.

    Parameters
    ----------
    model
        ``fast``; ``best``, which needs ``brandscore[best]``; or ``rules``,
        which read the lexicons only.
    tasks, models
        As in `Classifier`; rules need no models.

    Raises
    ------
    brandscore.classify.model.ModelError
        If a model cannot be used.
    brandscore.classify.best.encoder.MissingExtraError
        If ``best`` is wanted and not installed.
    """
    if model not in MODELS:
        raise ValueError(f"model: {model!r}, expected one of {', '.join(MODELS)}")
    if model == "fast":
        return Classifier(tasks, models)
    if model == "rules":
        from brandscore.classify.rules import RuleClassifier

        return RuleClassifier(tasks)
    from brandscore.classify.best.predict import BestClassifier

    return BestClassifier(tasks, models)


def classify(
    texts: Iterable[Any],
    *,
    tasks: Iterable[str] = TASK_NAMES,
    prefer: str = "accuracy",
    models: str | Path | None = None,
    model: str = "fast",
    at_least: float = 0.0,
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
    model
        ``fast``; ``best``: fewer errors at a hundredth of the speed, needs
        ``pip install brandscore[best]``; ``rules``: the lexicons alone, without
        any model, more errors.
    at_least
        Reject what is doubtful: a label whose probability is lower is null.
        Its probabilities stay.

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
    brandscore.classify.best.encoder.MissingExtraError
        If ``best`` is wanted and not installed.

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
    labels = open_classifier(model, tasks, None if models is None else Path(models)).label(values, prefer)
    if not 0.0 <= at_least <= 1.0:
        raise ValueError(f"at_least: {at_least!r}, expected a probability from 0 to 1")
    if at_least:
        labels = labels.sure(at_least)
    return labels.without_promo().frame(index)
