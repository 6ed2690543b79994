"""Cases that an outside reader found: what they gave is in each test's first line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import brandscore as bs
from brandscore.cli import commands  # noqa: F401
from brandscore.cli.app import app
from brandscore.errors import BrandscoreError
from brandscore.report.arrange import not_collected

_ACCOUNTS = [
    ("A", "facebook", "2026-03-01", 160),
    ("A", "facebook", "2026-03-10", 100),
    ("B", "facebook", "2026-03-01", 100),
    ("B", "facebook", "2026-03-10", 220),
]


def _accounts() -> pd.DataFrame:
    return pd.DataFrame(_ACCOUNTS, columns=["brand", "platform", "date", "followers"])


def _folder(at: Path) -> Path:
    at.mkdir()
    _accounts().to_csv(at / "accounts.csv", index=False)
    return at


def _scores(data: bs.Data, reference: object = None) -> dict[str, float]:
    result = bs.score(data, sides="own", platforms="facebook", reference=reference)
    return dict(zip(result.scores["brand"], result.scores["brand_score"], strict=True))


def test_a_result_with_losses_of_followers_serves_as_reference() -> None:
    """'-60 is no number': the spreadsheet guard is put on, and not taken off."""
    data = bs.Data(accounts=_accounts())
    first = bs.score(data, sides="own", platforms="facebook")
    assert _scores(data, first) == pytest.approx(_scores(data))


def test_a_result_serves_as_reference_whatever_its_category_is_called() -> None:
    """The reference knows nothing of category =drinks: the same guard."""
    brands = pd.DataFrame([("A", "=drinks"), ("B", "=drinks")], columns=["brand", "category"])
    gained = _accounts().assign(followers=[100, 160, 100, 220])
    data = bs.Data(accounts=gained, brands=brands)
    first = bs.score(data, sides="own", platforms="facebook")
    assert _scores(data, first) == pytest.approx(_scores(data))


@pytest.mark.parametrize(
    "options",
    [
        ["--out", "taken"],
        ["--out", "taken/below"],
        ["--memory", "plenty", "--out", "out"],
        ["--temp", "taken", "--out", "out"],
    ],
)
def test_options_that_cannot_be_met_are_told_without_a_traceback(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python traceback came instead of a message."""
    monkeypatch.chdir(tmp_path)
    _folder(tmp_path / "data")
    (tmp_path / "taken").write_text("a file")
    ran = CliRunner().invoke(app, ["score", "data", "--sides", "own", "--platforms", "facebook", *options])
    assert ran.exit_code != 0
    assert isinstance(ran.exception, (BrandscoreError, SystemExit)), repr(ran.exception)
    assert not (tmp_path / "out").exists()


def test_a_folder_in_a_results_place_leaves_the_rest_as_it_was(tmp_path: Path) -> None:
    """Five new files appeared beside an old one, and then the traceback."""
    result = bs.score(bs.Data(accounts=_accounts()), sides="own", platforms="facebook")
    out = tmp_path / "out"
    result.write(out)
    before = {p.name: p.read_bytes() for p in out.iterdir() if p.name != "scores.csv"}
    (out / "scores.csv").unlink()
    (out / "scores.csv").mkdir()
    changed = bs.score(bs.Data(accounts=_accounts()[:2]), sides="own", platforms="facebook")
    with pytest.raises((BrandscoreError, OSError)):
        changed.write(out)
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()} == before
    shutil.rmtree(out)


def test_what_was_collected_but_is_0_everywhere_is_not_called_uncollected() -> None:
    """'Not collected, so not scored: fan growth' of two brands whose followers stood still."""
    still = _accounts().assign(followers=100)
    result = bs.score(bs.Data(accounts=still), sides="own", platforms="facebook")
    two = result.indicators[result.indicators["indicator"].isin(["followers", "fan_growth"])]
    assert "fan growth" not in not_collected(two[two["platform"] == "facebook"]).lower()
