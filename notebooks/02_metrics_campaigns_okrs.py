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
# # Metrics, campaigns and objectives
#
# The score is one number; the working week runs on others. Here they are, from figures by hand to a
# quarter's objectives. **The data are invented**: six coffee shops that do not exist, their
# campaigns, surveys and web visits.
#
# สมุดนี้ใช้ข้อมูลที่แต่งขึ้นทั้งหมด: ร้านกาแฟ 6 แบรนด์ แคมเปญ แบบสำรวจ และการเข้าชมเว็บไซต์

# %%
import tempfile
from pathlib import Path

import pandas as pd

import brandscore as bs
from brandscore.example import build

# %% [markdown]
# ## 1. By hand
# Each metric is a function of its inputs, of numbers or of Series. Wrong inputs are named with their
# bounds; a denominator of 0 gives no value, with the reason.

# %%
bs.metrics.ctr(clicks=95, impressions=5900)

# %%
sheet = pd.DataFrame({"spend": [3000, 1200, 800], "clicks": [430, 310, 0]}, index=["facebook", "tiktok", "x"])
sheet.assign(cpc=bs.metrics.compute("cpc", **sheet).value.round(2))

# %%
bs.metrics.compute("cpc", **sheet).reason

# %% [markdown]
# What a customer is worth who buys a game for 500 baht every week, for ten years:

# %%
bs.metrics.ltv(average_value=500, purchases_per_period=52, lifespan=10)

# %% [markdown]
# ## 2. Over data
# The same formulas over a folder's tables, by brand, platform and period. What was not collected has
# a reason and never becomes 0.

# %%
folder = build(Path(tempfile.mkdtemp()) / "coffee")
data = bs.load(folder)
names = ["average_engagement_rate", "share_of_voice", "response_rate", "median_response_time", "nps"]
measured = bs.measure(data, names)
together = measured.table.query("platform == 'all' and of.isna()")
together.pivot(index="brand", columns="metric", values="value")[names].round(2)

# %% [markdown]
# Share of voice over time, with its 95 % interval:

# %%
bs.monitor(data, every="month").plot("share_of_voice")

# %% [markdown]
# ## 3. The funnel, and how healthy the brands are
# The funnel is filled from labelled messages and surveys; figures of your own go first. The verdict's
# rule is a profile that you can read and change.

# %%
brand = "ซ่าคั่ว"
everything = bs.measure(data)
everything.funnel("brand_funnel", brand=brand)

# %%
bs.brand_health(everything)

# %% [markdown]
# ## 4. Campaigns
# Ranked by return on investment, with the cost of each step from being seen to booking.

# %%
bs.campaigns(data)

# %% [markdown]
# ## 5. Objectives
# Key results measured from the same data, as of the middle of the quarter: where they stand, whether
# that keeps pace, and where they will probably end.

# %%
bs.okr("coffee_shop", data, as_of="2026-05-15")

# %%
data.close()
