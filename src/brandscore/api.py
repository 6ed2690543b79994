"""The verbs in Python: load, classify, score, monitor."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brandscore import __version__
from brandscore.classify.labelling import label_mentions
from brandscore.classify.model import load_model, model_path
from brandscore.classify.quantify import quantifier_of
from brandscore.errors import DataError, UsageError
from brandscore.files import sha256_of
from brandscore.ingest.attribution import attribute
from brandscore.ingest.data import Data, load
from brandscore.ledger import Ledger, LedgerLine
from brandscore.metrics.correction import LEAST, Correction, frozen_text, thawed
from brandscore.metrics.examples import message_examples
from brandscore.metrics.measure import measure
from brandscore.metrics.measured import Measured
from brandscore.metrics.measures import Tables
from brandscore.metrics.windows import Period, data_window
from brandscore.platforms import PLATFORM_NAMES, SIDES, platform_named
from brandscore.resources import models, versions
from brandscore.results import EXAMPLE_COLUMNS, ScoreResult, ledger_lines, read_table, score_tables, table_of
from brandscore.score.compute import score_brands
from brandscore.score.profile import Profile, load_profile
from brandscore.score.question import Competitor, Question, check_answerable
from brandscore.score.reference import Frozen, build_reference, reference_from_rows, reference_rows
from brandscore.tables import REFERENCE

if TYPE_CHECKING:
    import pandas as pd

    from brandscore.classify.evidence import Evidence

__all__ = ["Data", "Prepared", "load", "prepare", "score"]

_PACKAGES = ("duckdb", "ibis-framework", "numpy", "pandas", "pyarrow", "pythainlp", "scikit-learn", "sqlglot")


@dataclass(frozen=True)
class Prepared:
    """Data whose mentions have a brand and labels each, ready to be measured.

    Parameters
    ----------
    tables
        The typed tables.
    competitors
        The brands, with category and official accounts.
    counts
        How many messages were read, classified, promo, without a brand.
    ledger
        The data's ledger and what preparing added.
    """

    tables: Tables
    competitors: tuple[Competitor, ...]
    counts: dict[str, int]
    ledger: Ledger


_PREPARED: weakref.WeakKeyDictionary[Data, Prepared] = weakref.WeakKeyDictionary()


def prepare(data: Data) -> Prepared:
    """Find the brands of mentions that name none, and label those without labels; once per data."""
    if (done := _PREPARED.get(data)) is not None:
        return done
    ledger = Ledger(list(data.ledger))
    mentions = data.mentions
    counts: dict[str, int] = {}
    if mentions is not None:
        counts["mentions_read"] = int(data.session.rows(mentions.aggregate(rows=mentions.count()))[0]["rows"])
        mentions = attribute(data.session, mentions, data.brands, data.posts, ledger)
        before = len(data.ledger)
        counts["unattributed"] = sum(line.rows for line in ledger.lines[before:] if line.action == "dropped")
        mentions = label_mentions(data.session, mentions, ledger)
        row = data.session.rows(
            mentions.aggregate(
                mentions=mentions.count(),
                classified=mentions.classified.fill_null(0).sum(),
                promo=(mentions.promo.fill_null(0) == 1).cast("int64").sum(),
                by_brand=(mentions.by_brand.fill_null(0) == 1).cast("int64").sum(),
            )
        )[0]
        counts |= {name: int(value or 0) for name, value in row.items()}
    tables = Tables(data.accounts, data.posts, mentions)
    done = Prepared(tables, _competitors(data, tables), counts, ledger)
    _PREPARED[data] = done
    return done


def _competitors(data: Data, tables: Tables) -> tuple[Competitor, ...]:
    if data.brands is not None:
        return tuple(Competitor(b.name, b.category, frozenset(b.official_accounts)) for b in data.brands)
    found: set[str] = set()
    for table in (tables.accounts, tables.posts, tables.mentions):
        if table is not None:
            found |= {row["brand"] for row in data.session.rows(table.select("brand").distinct())}
    return tuple(Competitor(name) for name in sorted(found))


def window_of(data: Data, tables: Tables, start: date | str | None, end: date | str | None) -> Period:
    """Return the window asked for; what is not given comes from the data.

    Raises
    ------
    UsageError
        If a day cannot be read.
    DataError
        If the window is empty.
    """
    return window_within(data_window(data.session, data.accounts, data.posts, data.mentions), start, end)


def window_within(whole: Period, start: date | str | None, end: date | str | None) -> Period:
    """Return the window asked for within the days of the data; what is not given comes from these.

    Raises
    ------
    UsageError
        If a day cannot be read.
    DataError
        If the window is empty, or the data have no day of it.
    """
    first, last = _day(start, "from") or whole.start, _day(end, "to") or whole.end
    if start is None and first > last:
        raise DataError(f"no data up to {last}; the data run from {whole.start} to {whole.end}.")
    if end is None and first > last:
        raise DataError(f"no data from {first} on; the data run from {whole.start} to {whole.end}.")
    if first > last:
        raise DataError(f"the window from {first} to {last} is empty; the data run from {whole.start} to {whole.end}.")
    if last < whole.start or first > whole.end:
        raise DataError(f"no data from {first} to {last}; the data run from {whole.start} to {whole.end}.")
    return Period(first, last)


def _day(value: date | str | None, name: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{name}: {value!r} is no day; write it as 2026-01-31.") from None


def question_of(sides: str | Sequence[str], platforms: str | Sequence[str] | None) -> Question:
    """Return what is asked from the words of a user.

    Raises
    ------
    UsageError
        If a side or platform is not known.
    """
    if isinstance(sides, str):
        sides = SIDES if sides == "both" else (sides,)
    wrong = [s for s in sides if s not in SIDES]
    if wrong:
        raise UsageError(f"sides: {wrong[0]!r} is not known; choose own, earned or both.")
    if platforms is None:
        chosen = PLATFORM_NAMES
    else:
        names = platforms.split(",") if isinstance(platforms, str) else list(platforms)
        try:
            asked = {platform_named(n).name for n in names if n.strip()}
        except KeyError as error:
            raise UsageError(
                f"platforms: {error.args[0]!r} is not known; there are {', '.join(PLATFORM_NAMES)}."
            ) from None
        chosen = tuple(p for p in PLATFORM_NAMES if p in asked)
    if not chosen:
        raise UsageError(f"platforms: none named; there are {', '.join(PLATFORM_NAMES)}.")
    return Question(tuple(s for s in SIDES if s in sides), chosen)


def frozen_reference(path: str | Path) -> Frozen:
    """Read a reference.csv."""
    path = Path(path)
    return reference_from_rows(read_table(REFERENCE, path), path.name)


def score(
    data: Data,
    profile: str | Path | Profile = "wisesight",
    *,
    start: date | str | None = None,
    end: date | str | None = None,
    sides: str | Sequence[str] = "both",
    platforms: str | Sequence[str] | None = None,
    reference: str | Path | ScoreResult | None = None,
    correct: bool = True,
) -> ScoreResult:
    """Score and rank the brands of some data.

    Parameters
    ----------
    data
        What `load` gave, or a `Data` of dataframes.
    profile
        A preset (``wisesight``, ``open``), the path of a profile, or a profile.
    start, end
        First and last Bangkok day, both included; by default those of the data.
    sides
        ``own``, ``earned`` or ``both``.
    platforms
        Platforms to score; all five if not given.
    reference
        A reference.csv or an earlier result to score against; by default the
        brands of this run in this window.
    correct
        Whether net sentiment is corrected for the errors of the classifier,
        where it labelled at least 100 messages. Labels that came with the
        data are never corrected; the uncorrected figure is given in any case.

    Returns
    -------
    ScoreResult
        Scores, ranks, indicators and contributions.

    Raises
    ------
    RefusedError
        If the question is wider than the data; names the narrower one.
    DataError, ProfileError
        If data, reference or profile cannot be used.
    """
    chosen = profile if isinstance(profile, Profile) else load_profile(profile)
    question = question_of(sides, platforms)
    base = borrowed_reference(reference)
    prepared = prepare(data)
    window = window_of(data, prepared.tables, start, end)
    brands = [c.name for c in prepared.competitors]
    correction = correction_of(prepared, correct, base)
    measured = measure(
        data.session, prepared.tables, [window], brands, chosen.options, sentiments=correction.sentiments
    )
    # What a borrowed reference calls collected, the score takes as collected.
    check_answerable(question, base.collected_anywhere if base else measured.collected, chosen)
    frozen = replace(base or build_reference(measured, 0, prepared.competitors, chosen), quantifier=correction.frozen)
    scores = score_brands(measured, 0, prepared.competitors, chosen, question, frozen)
    counts = _counts(prepared, measured, question)
    ledger = (*prepared.ledger, *_corrections(correction, counts))
    return ScoreResult(
        **score_tables(scores),
        reference=table_of(REFERENCE, reference_rows(frozen)),
        manifest=manifest_of(data, prepared, chosen, window, question, reference)
        | {"counts": counts, "correction": correction.manifest, "ledger": ledger_lines(ledger)},
        examples=_examples(data, prepared, window),
        note=data.note,
        ledger=ledger,
    )


@dataclass(frozen=True)
class Corrected:
    """How the labels of a run's classifier become counts.

    Parameters
    ----------
    sentiments
        What the measures ask.
    frozen
        What the reference keeps of it.
    manifest
        What the manifest says of it.
    """

    sentiments: Correction
    frozen: str
    manifest: dict[str, Any]


def correction_of(prepared: Prepared, correct: bool, base: Frozen | None) -> Corrected:
    """Return how classified labels are corrected: by the reference's parameters, else by the model's own.

    Raises
    ------
    DataError
        If the reference corrects the labels of another model.
    """
    kept = base.quantifier if base else ""
    if not correct:
        return Corrected(Correction(None, "the correction is off"), kept, {"on": False})
    if not prepared.counts.get("classified"):
        return Corrected(Correction(None), kept, {"on": True, "used": False})
    path = model_path("sentiment")
    quantifier = quantifier_of(load_model(path, "sentiment").details)
    if quantifier is None:
        why = "its model file says nothing of its errors"
        return Corrected(Correction(None, why), kept, {"on": True, "used": False, "why": why})
    model = sha256_of(path)[:16]
    if kept:
        quantifier = thawed(kept, quantifier, model)
    source = "the reference" if kept else "the model"
    manifest = {"on": True, "used": True, "method": "binned", "from": source, "model": model, "least_messages": LEAST}
    return Corrected(Correction(quantifier), frozen_text(quantifier, model), manifest)


def _corrections(correction: Corrected, counts: dict[str, int]) -> list[LedgerLine]:
    """Return a line that says how many classified messages were corrected in the window."""
    if "corrected" not in counts:
        return []
    done, all_of_them = counts["corrected"], counts["corrected"] + counts["uncorrected"]
    why = correction.sentiments.why or f"the others stand in cells with fewer than {LEAST}"
    detail = (
        f"net sentiment of {done:,} of {all_of_them:,} classified messages (promo left out) is corrected for the "
        "classifier's errors" + ("" if done == all_of_them else f"; {why}")
    )
    return [LedgerLine("mentions", "corrected", detail, rows=done)]


def borrowed_reference(reference: str | Path | ScoreResult | None) -> Frozen | None:
    if reference is None:
        return None
    if isinstance(reference, ScoreResult):
        import csv
        import io

        from brandscore.files import csv_text, unguarded

        rows = csv.DictReader(io.StringIO(csv_text(reference.reference, exact=REFERENCE.names)))
        return reference_from_rows([{k: unguarded(v) for k, v in row.items()} for row in rows], "reference")
    return frozen_reference(reference)


def _counts(prepared: Prepared, measured: Measured, question: Question) -> dict[str, int]:
    """Return the counts of a run: of the whole data, and of the window and cells that were asked about."""
    asked = set(question.cells)
    cells = [cell for (_, _, platform, side), cell in measured.cells.items() if (side, platform) in asked]
    counts = dict(prepared.counts)
    for name in ("promo", "classified"):
        if name in counts:
            counts[f"{name}_in_data"] = counts[name]
            counts[name] = sum(cell.counts[name] for cell in cells)
    if counts.get("classified"):
        done = [cell.counts["classified"] for cell in cells if measured.sentiments([cell], False).corrected is not None]
        counts["corrected"] = sum(done)
        counts["uncorrected"] = counts["classified"] - counts["corrected"]
    return counts


def _examples(data: Data, prepared: Prepared, window: Period) -> pd.DataFrame:
    import pandas as pd

    if prepared.tables.mentions is None:
        return pd.DataFrame(columns=list(EXAMPLE_COLUMNS))
    found = data.session.fetch(message_examples(prepared.tables.mentions, window))
    # People's labels need no reason from the classifier.
    labels = [label if own == 1 else None for label, own in zip(found["sentiment"], found["classified"], strict=True)]
    said: list[Evidence | None] = [None] * len(found)
    if any(labels):
        from brandscore.classify.evidence import evidence

        said = evidence(found["text"], labels=labels)
    found["evidence"] = [() if one is None else one.reasons() for one in said]
    return found[list(EXAMPLE_COLUMNS)]


def manifest_of(
    data: Data,
    prepared: Prepared,
    profile: Profile,
    window: Period,
    question: Question,
    reference: str | Path | ScoreResult | None,
) -> dict[str, Any]:
    """Return all that is needed to reproduce and dispute a run; nothing of it depends on the clock."""
    if reference is None:
        source: dict[str, Any] = {"source": "the brands of this run"}
    elif isinstance(reference, ScoreResult):
        source = {"source": "an earlier result"}
    else:
        source = {"source": Path(reference).name, "sha256": sha256_of(Path(reference))}
    used = prepared.counts.get("classified", 0) > 0
    return {
        "brandscore": __version__,
        "note": data.note,
        "profile": {
            "name": profile.name,
            "title": profile.title,
            "version": profile.version,
            "effective": profile.effective,
            "sha256": profile.sha256,
        },
        "window": {"from": window.start.isoformat(), "to": window.end.isoformat(), "days": window.days},
        "sides": list(question.sides),
        "platforms": list(question.platforms),
        "inputs": data.inputs,
        "reference": source,
        "models": {p.name: sha256_of(p) for p in sorted(models().glob("*.safetensors"))} if used else {},
        "counts": prepared.counts,
        "draws": 0,
        "ledger": ledger_lines(tuple(prepared.ledger)),
        **versions(*_PACKAGES),
    }
