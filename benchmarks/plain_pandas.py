"""The obvious alternative: a few of the same figures with pandas alone, from the same files.

No validation, no labels checked, no score, no report: followers, interactions,
unique daily mentions and sentiment counts per brand and platform.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd


def main(folder: Path) -> None:
    """Print the table."""
    cells = ["brand", "platform"]
    accounts = pd.read_parquet(folder / "accounts.parquet").sort_values("date")
    posts = pd.read_parquet(folder / "posts.parquet")
    columns = [*cells, "author", "posted_at", "text", "channel", "sentiment", "promo"]
    mentions = pd.read_parquet(folder / "mentions.parquet", columns=columns)

    followers = accounts.groupby(cells)["followers"].agg(["first", "last"])
    interactions = posts.groupby(cells)[["reactions", "comments", "shares"]].sum().sum(axis=1)
    earned = mentions[mentions["channel"] == "earned"]
    voices = earned.assign(
        day=earned["posted_at"].dt.tz_convert("Asia/Bangkok").dt.floor("D"),
        voice=earned["author"].fillna(earned["text"]),
    )
    unique = voices.drop_duplicates([*cells, "day", "voice"]).groupby(cells).size()
    consumers = mentions[mentions["promo"] == 0]
    sentiment = consumers.groupby([*cells, "sentiment"]).size().unstack(fill_value=0)
    net = (sentiment["pos"] - sentiment["neg"]) / (sentiment["pos"] + sentiment["neg"])
    table = followers.assign(interactions=interactions, unique_daily_mentions=unique, net_sentiment=net)
    print(table.to_csv())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
