"""The score against the paper calculation of docs/worked-example.md, figure by figure.

Every expected figure is a literal from that working (literals.py); nothing here computes one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import case
import literals
import pandas as pd
import pytest
from literals import FREE

import brandscore as bs

DOC = Path(__file__).parents[2] / "docs" / "worked-example.md"
PROFILES = ("wisesight", "open")


@pytest.fixture(scope="module")
def data() -> Any:
    return bs.Data(accounts=case.accounts(), posts=case.posts(), mentions=case.mentions(), brands=case.brands())


@pytest.fixture(scope="module", params=PROFILES)
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def result(data: Any, profile: str) -> Any:
    return bs.score(data, profile=profile, start=case.START, end=case.END, platforms=case.PLATFORMS)


def filled(cell: Any) -> float | None:
    """Return a cell's number, or None where it is empty."""
    return None if pd.isna(cell) else float(cell)


def faults(expected: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Name every figure that is not the one of the working."""
    out = []
    for name, figure in expected.items():
        if figure is FREE:
            continue
        if name == "status":
            wrong = got[name] != figure
        else:
            value = filled(got[name])
            wrong = (value is None) != (figure is None) or (
                figure is not None and value != pytest.approx(figure, rel=1e-9, abs=2e-12)
            )
        if wrong:
            out.append(f"{name}: {got[name]!r}, on paper {figure!r}")
    return out


def rows_by(frame: pd.DataFrame, *keys: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the rows by key; a key that comes twice is an error."""
    assert not frame.duplicated(list(keys)).any()
    return {tuple(row[k] for k in keys): row for row in frame.to_dict("records")}


def names(cell: Any) -> set[str]:
    """Return the brands of a list cell, split or not."""
    if isinstance(cell, str):
        return {name for name in cell.split("|") if name}
    return set(cell) if isinstance(cell, (list, tuple)) or hasattr(cell, "__len__") else set()


class TestCase:
    """The three brands, both sides, two platforms, under both presets."""

    def test_scores(self, result: Any, profile: str) -> None:
        rows = rows_by(result.scores, "brand")
        assert set(rows) == {(brand,) for brand in literals.SCORES[profile]}
        wrong = {b: faults(figures, rows[b,]) for b, figures in literals.SCORES[profile].items()}
        assert wrong == {b: [] for b in wrong}
        assert {row["category"] for row in rows.values()} == {"invented drinks"}

    def test_indicators(self, result: Any, profile: str) -> None:
        rows = rows_by(result.indicators, "brand", "platform", "side", "indicator")
        expected = {
            (*cell, name): dict(zip(("value", "normalised", "weight", "status"), figures, strict=True))
            for cell, indicators in literals.INDICATORS[profile].items()
            for name, figures in indicators.items()
        }
        assert set(rows) == set(expected)
        wrong = {key: found for key, figures in expected.items() if (found := faults(figures, rows[key]))}
        assert wrong == {}

    def test_contributions(self, result: Any, profile: str) -> None:
        rows = rows_by(result.contributions, "brand", "platform", "side", "indicator")
        expected = {
            (*cell, name): points
            for cell, indicators in literals.CONTRIBUTIONS[profile].items()
            for name, points in indicators.items()
        }
        assert set(expected) <= set(rows)
        got = {key: filled(row["contribution"]) for key, row in rows.items()}
        wrong = {
            key: points
            for key, points in got.items()
            if points != pytest.approx(expected.get(key, 0.0), rel=1e-9, abs=2e-12)
        }
        assert wrong == {}

    def test_contributions_sum_to_the_score_on_paper(self, result: Any, profile: str) -> None:
        sums = result.contributions.groupby("brand")["contribution"].sum()
        for brand, figures in literals.SCORES[profile].items():
            assert sums[brand] == pytest.approx(figures["brand_score"], abs=1e-9)

    def test_reference(self, result: Any, profile: str) -> None:
        rows = rows_by(result.reference, "platform", "side", "indicator")
        wrong = {}
        for (platform, side), indicators in literals.REFERENCE[profile].items():
            for name, (x_ref, brands, collected, shrink_mean) in indicators.items():
                row = rows[platform, side, name]
                found = faults({"x_ref": x_ref, "collected": float(collected), "shrink_mean": shrink_mean}, row)
                if names(row["brands"]) != set(brands):
                    found.append(f"brands: {row['brands']!r}, on paper {brands!r}")
                window = (str(row["base_from"])[:10], str(row["base_to"])[:10])
                if window != (case.START, case.END):
                    found.append(f"base window {window}")
                if row["category"] != "invented drinks":
                    found.append(f"category {row['category']!r}")
                if found:
                    wrong[platform, side, name] = found
        assert wrong == {}


@pytest.mark.parametrize("question", literals.NARROWER, ids=lambda q: " ".join((q[0], q[1], *q[2])))
def test_narrower_question(data: Any, question: tuple[str, str, tuple[str, ...]]) -> None:
    profile, sides, platforms = question
    result = bs.score(data, profile=profile, start=case.START, end=case.END, sides=sides, platforms=list(platforms))
    rows = rows_by(result.scores, "brand")
    wrong = {b: faults(figures, rows[b,]) for b, figures in literals.NARROWER[question].items()}
    assert wrong == {b: [] for b in wrong}


def test_window_without_dates_spans_the_rows(data: Any) -> None:
    reference = bs.score(data, platforms=case.PLATFORMS).reference
    spans = {
        (str(first)[:10], str(last)[:10])
        for first, last in zip(reference["base_from"], reference["base_to"], strict=True)
    }
    assert spans == {literals.SPAN}


@pytest.fixture(scope="module")
def written() -> set[Decimal]:
    """Return every number of the document."""
    text = DOC.read_text(encoding="utf-8")
    return {Decimal(number) for number in re.findall(r"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-])", text)}


class TestPaper:
    """The literals and the written working are the same figures."""

    @staticmethod
    def missing(written: set[Decimal], figures: dict[object, Any]) -> dict[object, float]:
        """Return the figures that the document does not show, at its six decimals."""
        shown = {key: Decimal(repr(f)).quantize(Decimal("1e-6")) for key, f in figures.items() if isinstance(f, float)}
        return {key: figures[key] for key, f in shown.items() if f not in written}

    @pytest.mark.parametrize("profile_", PROFILES)
    def test_scores_stand_in_the_document(self, written: set[Decimal], profile_: str) -> None:
        figures = {(b, name): f for b, fs in literals.SCORES[profile_].items() for name, f in fs.items()}
        assert self.missing(written, figures) == {}

    @pytest.mark.parametrize("profile_", PROFILES)
    def test_indicators_stand_in_the_document(self, written: set[Decimal], profile_: str) -> None:
        figures = {
            (*cell, name, place): figure
            for cell, indicators in literals.INDICATORS[profile_].items()
            for name, row in indicators.items()
            for place, figure in enumerate(row[:3])
        }
        assert self.missing(written, figures) == {}

    @pytest.mark.parametrize("profile_", PROFILES)
    def test_contributions_stand_in_the_document(self, written: set[Decimal], profile_: str) -> None:
        figures = {
            (*cell, name): points
            for cell, indicators in literals.CONTRIBUTIONS[profile_].items()
            for name, points in indicators.items()
        }
        assert self.missing(written, figures) == {}

    @pytest.mark.parametrize("profile_", PROFILES)
    def test_references_stand_in_the_document(self, written: set[Decimal], profile_: str) -> None:
        figures = {
            (*cell, name, place): figure
            for cell, indicators in literals.REFERENCE[profile_].items()
            for name, row in indicators.items()
            for place, figure in enumerate((row[0], row[3]))
        }
        assert self.missing(written, figures) == {}

    def test_narrower_questions_and_options_stand_in_the_document(self, written: set[Decimal]) -> None:
        figures: dict[object, Any] = {
            (question, b, name): f
            for question, brands in literals.NARROWER.items()
            for b, fs in brands.items()
            for name, f in fs.items()
        }
        for table in (literals.OPTIONS, literals.OPTION_SIDES):
            figures |= {
                (option, b, place): f
                for option, brands in table.items()
                for b, fs in brands.items()
                for place, f in enumerate(fs)
            }
        assert self.missing(written, figures) == {}

    def test_single_steps_stand_in_the_document(self, written: set[Decimal]) -> None:
        figures: dict[object, Any] = {("fallback", values): x_ref for values, x_ref in literals.FALLBACKS}
        for name, parameters, _, scale in literals.NORMALISED:
            figures |= {(name, str(parameters), place): f for place, f in enumerate(scale)}
        figures |= {("flow", row): row[-1] for row in literals.FLOWS}
        for name, _, values, mean, parts in literals.AGGREGATED:
            figures |= {(name, values, place): f for place, f in enumerate((mean, *parts))}
        for name, score, parts in literals.NESTED:
            figures |= {(name, place): f for place, f in enumerate((score, *parts))}
        figures |= {("sentiment", row, place): f for row in literals.SENTIMENT for place, f in enumerate(row[3:])}
        figures |= {("shrunk", row): row[-1] for row in literals.SHRUNK}
        figures |= {("per view", name): f for name, f in literals.PER_VIEW.items()}
        assert self.missing(written, figures) == {}
