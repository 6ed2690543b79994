# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Rank six coffee shops, say why, and watch them
#
# From raw messages to a ranking that can be defended, then the same brands week by week.
# **The data are invented**: six brands that do not exist, half a year, about 26,000 Thai messages,
# generated from a seed. Nothing is downloaded.
#
# สมุดนี้ใช้ข้อมูลที่แต่งขึ้นทั้งหมด: ร้านกาแฟ 6 แบรนด์ที่ไม่มีอยู่จริง

# %%
import tempfile
from pathlib import Path

import brandscore as bs
from brandscore.example import build

folder = build(Path(tempfile.mkdtemp()) / "coffee")
sorted(path.name for path in folder.iterdir())

# %% [markdown]
# ## 1. Load
# Every file is checked as it is read; what was merged or assumed stands in the ledger, a line each.

# %%
data = bs.load(folder)
data

# %%
for line in list(data.ledger)[:5]:
    print(line)

# %% [markdown]
# ## 2. Rank
# Messages without a brand are matched by the brands' aliases, messages without labels are classified
# on the way. 100 is the category's median brand.

# %%
result = bs.score(data)
result

# %% [markdown]
# What was counted, and what was not a consumer's voice:

# %%
result.manifest["counts"]

# %% [markdown]
# ## 3. Explain
# A score is a sum; so is the gap between two brands.

# %%
first, second = result.ranking["brand"].iloc[:2]
result.explain(first, by="indicator")

# %%
result.explain(first, against=second, top=6)

# %% [markdown]
# The same in Thai / ภาษาไทย:

# %%
result.explain(second, lang="th", by="indicator", top=6)

# %% [markdown]
# ## 4. What does the choice of profile change?
# `open` scores growth, intention and advocacy as rates, so sheer size counts less.

# %%
open_result = bs.score(data, profile="open")
both = result.scores[["brand", "rank", "brand_score"]].merge(
    open_result.scores[["brand", "rank", "brand_score"]], on="brand", suffixes=("_wisesight", "_open")
)
both.round(1)

# %% [markdown]
# ## 5. Watch
# Net sentiment week by week with its 95 % interval. A week without a positive or negative message is
# a gap in the line, not a zero. The interval holds the chance of few messages, not the classifier's
# errors: on this example, whose true labels are known, the level stands well below the truth.

# %%
timeline = bs.monitor(data, every="week")
timeline.plot()

# %% [markdown]
# Which brand had its worst week, and when?

# %%
whole = timeline.timeline.query("platform == 'all' and side == 'all'")
enough = whole[whole["pos"] + whole["neg"] >= 30]
enough.loc[
    enough.groupby("brand")["net_sentiment"].idxmin(),
    ["brand", "period_start", "mentions", "net_sentiment", "net_sentiment_low", "net_sentiment_high"],
].round(2)

# %% [markdown]
# ## 6. Keep
# Results are plain CSV, a manifest to reproduce them, and one HTML page to mail.

# %%
out = result.write(folder.parent / "out")
sorted(path.name for path in out.iterdir())

# %%
data.close()
