"""What a profile decides about measuring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["MeasureOptions", "RatioPer"]

RatioPer = Literal["post", "interaction", "view"]


@dataclass(frozen=True, slots=True)
class MeasureOptions:
    """Settings of the measures.

    Parameters
    ----------
    reaction, comment, share, tag_friend
        Weights of the weighted interactions.
    comments_hold_tag_friends
        Whether the comment counts already hold the comments that tag friends,
        so that these must not be counted again.
    ratio_per
        Denominator of the comment and share ratio, by platform.
    promo_in_volume
        Whether promo messages stay in unique daily mentions and interactions.
    edge_days
        How far from an edge of the window a follower snapshot may lie.
    """

    reaction: float = 1.0
    comment: float = 3.0
    share: float = 5.0
    tag_friend: float = 5.0
    comments_hold_tag_friends: bool = False
    ratio_per: dict[str, RatioPer] = field(default_factory=dict)
    promo_in_volume: bool = True
    edge_days: int = 7
