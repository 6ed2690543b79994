"""The hand-worked case of docs/worked-example.md: three invented brands, two platforms, ten days.

Amber, Basil and Cedar are invented, and so is every row. Times are UTC; a day in Bangkok begins at 17:00 UTC
of the day before, so the window 2026-03-01 to 2026-03-10 runs from 2026-02-28T17:00Z up to, without it,
2026-03-10T17:00Z.
"""

from __future__ import annotations

import pandas as pd

START = "2026-03-01"
END = "2026-03-10"
PLATFORMS = ["facebook", "tiktok"]

# brand, category, official accounts
_BRANDS = [
    ("Amber", "invented drinks", "facebook:amber-main|facebook:amber-shop|tiktok:amber-tt"),
    ("Basil", "invented drinks", "facebook:basil|tiktok:basil-tt"),
    ("Cedar", "invented drinks", "facebook:cedar"),
]

# brand, platform, account, day, followers
_ACCOUNTS = [
    ("Amber", "facebook", "amber-main", "2026-02-27", 49_000),  # 2 days before the first edge
    ("Amber", "facebook", "amber-main", "2026-03-02", 50_000),  # 1 day after it: nearer
    ("Amber", "facebook", "amber-main", "2026-03-10", 50_125),
    ("Amber", "facebook", "amber-shop", "2026-02-21", 13_000),  # 8 days before the first edge: too far
    ("Amber", "facebook", "amber-shop", "2026-03-10", 13_875),  # so followers, but no growth
    ("Amber", "tiktok", "amber-tt", "2026-03-05", 15_875),  # one snapshot near both edges: no growth
    ("Basil", "facebook", "basil", "2026-02-22", 2_536),  # exactly 7 days before the first edge
    ("Basil", "facebook", "basil", "2026-03-08", 1_600),  # 2 days before the last edge
    ("Basil", "facebook", "basil", "2026-03-11", 1_536),  # 1 day after it: nearer
    ("Basil", "tiktok", "basil-tt", "2026-03-01", 152),
    ("Basil", "tiktok", "basil-tt", "2026-03-10", 125),
]

# brand, platform, post, published, reactions, comments, shares, views, tag_friends, snapshot
_POSTS = [
    ("Amber", "facebook", "af0", "2026-02-28T16:59:59Z", 5_000, 500, 500, None, 50, None),  # 28 February in Bangkok
    ("Amber", "facebook", "af1", "2026-02-28T17:00:00Z", 200, 20, 5, None, 4, "2026-03-05T03:00:00Z"),
    ("Amber", "facebook", "af1", "2026-02-28T17:00:00Z", 385, 40, 8, None, 5, "2026-03-10T16:59:00Z"),  # the last in W
    ("Amber", "facebook", "af1", "2026-02-28T17:00:00Z", 900, 90, 80, None, 9, "2026-03-10T17:00:00Z"),  # after W
    ("Amber", "facebook", "af2", "2026-03-04T02:00:00Z", 110, 30, None, None, 2, None),  # shares not read
    ("Amber", "facebook", "af3", "2026-03-08T11:30:00Z", 145, 15, 6, 9_999, 0, None),  # Facebook views don't count
    ("Amber", "facebook", "af4", "2026-03-10T17:00:00Z", 7_000, 700, 700, None, 70, None),  # 11 March in Bangkok
    ("Basil", "facebook", "bf1", "2026-03-02T04:00:00Z", 9, 2, 1, None, 0, None),
    ("Basil", "facebook", "bf2", "2026-03-10T16:59:59Z", 4, 1, 0, None, 0, None),
    ("Cedar", "facebook", "cf1", "2026-03-03T01:15:00Z", 150, 10, 8, None, 8, "2026-03-09T00:00:00Z"),
    ("Cedar", "facebook", "cf2", "2026-03-09T12:00:00Z", 157, 5, 10, None, 6, "2026-03-12T02:00:00Z"),  # late ones
    ("Cedar", "facebook", "cf2", "2026-03-09T12:00:00Z", 300, 9, 20, None, 9, "2026-03-15T02:00:00Z"),  # only
    ("Amber", "tiktok", "at1", "2026-03-02T10:00:00Z", 700, 60, 20, 30_000, None, None),
    ("Amber", "tiktok", "at2", "2026-03-07T10:00:00Z", 600, 54, 50, 23_875, None, None),
    ("Basil", "tiktok", "bt1", "2026-03-03T10:00:00Z", 5, 0, 0, 100, None, None),
    ("Basil", "tiktok", "bt2", "2026-03-06T10:00:00Z", 3, 0, 0, 25, None, None),
]

# mention, author, posted, text, brand, parent, by_brand, sentiment, intention, advocacy, promo
_OWN_FACEBOOK = [
    ("fa0", "u01", "2026-02-28T16:59:59Z", "ร้านเปิดกี่โมงคะ", "Amber", "af0", 0, "pos", 1, 1, 0),  # before W
    ("fa1", "u01", "2026-03-01T03:00:00Z", "น่ากินมาก ราคาเท่าไหร่คะ", "Amber", "af1", 0, "pos", 1, 0, 0),
    ("fa2", "u02", "2026-03-02T03:00:00Z", "รอนานมาก", "Amber", "af1", 0, "neg", 0, 0, 0),
    ("fa3", "u03", "2026-03-09T03:00:00Z", "สั่งออนไลน์ได้ไหม", "Amber", "af3", 0, "q", 1, 0, 0),
    ("fa4", "u04", "2026-03-04T03:00:00Z", "", "Amber", "af2", 0, "neu", 0, 0, 0),  # a sticker: no text to answer
    ("fa5", "u05", "2026-03-05T03:00:00Z", "อร่อย แนะนำเลย", "Amber", "af2", 0, "pos", 0, 1, 0),
    ("fa6", "u06", "2026-03-06T03:00:00Z", "รับสมัครงานค่ะ", "Amber", "af2", 0, "pos", 1, 1, 1),  # promo
    ("fa7", "u07", "2026-03-07T03:00:00Z", "ชอบแก้วใหม่", "Amber", "af2", 0, "pos", 0, 0, 0),
    ("fa8", "u08", "2026-03-08T13:00:00Z", "ผ่านไปเมื่อวาน", "Amber", "af3", 0, "neu", 0, 0, 0),
    ("fr1", "amber", "2026-03-01T05:00:00Z", "69 บาทค่ะ", "Amber", "fa1", 1, "pos", 1, 0, 0),
    ("fr2", "amber", "2026-03-01T06:00:00Z", "แวะมานะคะ", "Amber", "fa1", 1, "pos", 0, 0, 0),  # the same one again
    ("fr3", "amber", "2026-03-10T16:59:59Z", "ขออภัยค่ะ", "Amber", "fa2", 1, "neu", 0, 0, 0),
    ("fr4", "amber", "2026-03-10T17:00:00Z", "ได้ค่ะ", "Amber", "fa3", 1, "pos", 0, 0, 0),  # after W
    ("fr5", "amber", "2026-03-06T06:00:00Z", "ขออนุญาตลบนะคะ", "Amber", "fa6", 1, "neu", 0, 0, 0),  # answers promo
    ("fr6", "amber", "2026-03-01T07:00:00Z", "8 โมงค่ะ", "Amber", "fa0", 1, "pos", 0, 0, 0),  # asked before W
    ("fr7", "amber", "2026-03-03T07:00:00Z", "ใครอยากลองบ้างคะ", "Amber", None, 1, "pos", 1, 1, 0),  # nobody asked
    ("fb1", "u61", "2026-03-02T08:00:00Z", "เปลี่ยนสูตรทำไม", "Basil", "bf1", 0, "neg", 0, 0, 0),
    ("fb2", "u62", "2026-03-02T09:00:00Z", "จืดมาก", "Basil", "bf1", 0, "neg", 0, 0, 0),
    ("fb3", "u63", "2026-03-03T09:00:00Z", "อยากลอง มีสาขาไหนบ้าง", "Basil", "bf1", 0, "pos", 1, 0, 0),
    ("fb4", "u64", "2026-03-04T09:00:00Z", "เลิกกินแล้ว", "Basil", "bf1", 0, "neg", 0, 0, 0),
    ("fb5", "u65", "2026-03-05T09:00:00Z", "แนะนำเมนูนี้", "Basil", "bf1", 0, "neu", 0, 1, 0),
    ("fc1", "u71", "2026-03-03T03:00:00Z", "จองไว้แล้ว", "Cedar", "cf1", 0, "pos", 1, 0, 0),
    ("fc2", "u72", "2026-03-04T03:00:00Z", "หวานไป", "Cedar", "cf1", 0, "neg", 0, 0, 0),
    ("fc3", "u73", "2026-03-05T03:00:00Z", "มีโปรไหม", "Cedar", "cf1", 0, "neu", 1, 0, 0),
    ("fc4", "u74", "2026-03-10T03:00:00Z", "ไปกันทุกคน เดี๋ยวซื้อเลย", "Cedar", "cf2", 0, "pos", 1, 1, 0),
    ("fs1", "cedar", "2026-03-03T04:00:00Z", "ขอบคุณค่ะ", "Cedar", "fc1", 1, "pos", 0, 0, 0),
    ("fs2", "cedar", "2026-03-05T04:00:00Z", "มีค่ะ", "Cedar", "fc3", 1, "pos", 0, 0, 0),
]
# by_brand stands nowhere here: nobody collected it on TikTok
_OWN_TIKTOK = [
    ("ta1", "u01", "2026-03-02T12:00:00Z", "ซื้อที่ไหนคะ น่ารัก", "Amber", "at1", None, "pos", 1, 0, 0),
    ("ta2", "u82", "2026-03-02T13:00:00Z", "เพลงเพราะ", "Amber", "at1", None, "pos", 0, 0, 0),
    ("ta3", "u83", "2026-03-03T12:00:00Z", "จะไปซื้อพรุ่งนี้", "Amber", "at1", None, "pos", 1, 0, 0),
    ("ta4", "u84", "2026-03-07T12:00:00Z", "ดีงาม", "Amber", "at2", None, "pos", 0, 0, 0),
    ("ta5", "u85", "2026-03-07T13:00:00Z", "เห็นแล้ว", "Amber", "at2", None, "neu", 0, 0, 0),
    ("ta6", "u86", "2026-03-08T12:00:00Z", "ใครร้องเพลงนี้", "Amber", "at2", None, "q", 0, 0, 0),
    ("ta7", "u87", "2026-03-08T13:00:00Z", "ขายรหัสเกม", "Amber", "at2", None, "neg", 1, 0, 1),  # promo
    ("tb1", "u91", "2026-03-03T12:00:00Z", "ไม่ซื้อแล้ว", "Basil", "bt1", None, "neg", 0, 0, 0),
    ("tb2", "u92", "2026-03-03T13:00:00Z", "แพงขึ้นอีก", "Basil", "bt1", None, "neg", 0, 0, 0),
    ("tb3", "u93", "2026-03-04T12:00:00Z", "พนักงานพูดไม่ดี", "Basil", "bt1", None, "neg", 0, 0, 0),
    ("tb4", "u94", "2026-03-06T12:00:00Z", "น้ำแข็งเยอะไป", "Basil", "bt2", None, "neg", 0, 0, 0),
    ("tb5", "u95", "2026-03-06T13:00:00Z", "ผิดหวัง", "Basil", "bt2", None, "neg", 0, 0, 0),
    ("tb6", "u96", "2026-03-07T12:00:00Z", "สาขาสยาม", "Basil", "bt2", None, "neu", 0, 0, 0),
]

# mention, author, posted, text, brand, by_brand, reactions, comments, shares, tag_friends,
# sentiment, intention, advocacy, promo
_EARNED_FACEBOOK = [
    ("g1", "u11", "2026-03-03T16:59:00Z", "แอมเบอร์น่าลอง", "Amber", 0, 50, 2, 1, 0, "pos", 1, 0, 0),
    # two minutes later, and the next day in Bangkok; its comments and shares were not read
    ("g2", "u11", "2026-03-03T17:01:00Z", "ถึงแอมเบอร์แล้ว", "Amber", 0, 5, None, None, None, "neu", 0, 0, 0),
    ("g3", "u12", "2026-03-04T17:30:00Z", "แอมเบอร์ช้า", "Amber", 0, 3, 1, 0, 0, "neg", 0, 0, 0),
    # another day in UTC, the same in Bangkok
    ("g4", "u12", "2026-03-05T16:30:00Z", "แอมเบอร์อร่อย ไปกัน", "Amber", 0, 10, 0, 0, 2, "pos", 0, 1, 0),
    # one text three times by nobody known (once with a blank at its end), on two days, and another text beside it
    ("g5", None, "2026-03-06T05:00:00Z", "แอมเบอร์ราคาเท่าไหร่", "Amber", 0, None, None, None, None, "q", 1, 0, 0),
    ("g6", None, "2026-03-06T09:00:00Z", "แอมเบอร์ราคาเท่าไหร่ ", "Amber", 0, None, None, None, None, "neu", 0, 0, 0),
    ("g7", None, "2026-03-07T05:00:00Z", "แอมเบอร์ราคาเท่าไหร่", "Amber", 0, None, None, None, None, "pos", 1, 0, 0),
    ("g16", None, "2026-03-07T06:00:00Z", "แอมเบอร์แก้วรั่ว", "Amber", 0, None, None, None, None, "neg", 0, 0, 0),
    ("g8", "u13", "2026-03-08T05:00:00Z", "แจกโค้ดแอมเบอร์", "Amber", 0, 6, 0, 0, 3, "pos", 1, 1, 1),  # promo
    ("g9", "amber", "2026-03-08T06:00:00Z", "แอมเบอร์มาแล้ว", "Amber", 1, 50, 5, 5, 5, "pos", 1, 1, 0),  # Amber itself
    ("g10", "u14", "2026-03-09T05:00:00Z", "แอมเบอร์กับซีดาร์ดีทั้งคู่", "Amber", 0, 4, 1, 0, 0, "pos", 0, 1, 0),
    ("g10", "u14", "2026-03-09T05:00:00Z", "แอมเบอร์กับซีดาร์ดีทั้งคู่", "Cedar", 0, 4, 1, 0, 0, "pos", 0, 1, 0),
    ("g11", "u15", "2026-03-10T17:00:00Z", "แอมเบอร์อีกแล้ว", "Amber", 0, 100, 0, 0, 0, "pos", 1, 1, 0),  # after W
    ("g12", "u21", "2026-03-02T05:00:00Z", "ซีดาร์จืด", "Cedar", 0, 0, 0, 0, 0, "neg", 0, 0, 0),
    ("g13", "u21", "2026-03-02T11:00:00Z", "ซีดาร์ไม่ไหว", "Cedar", 0, 0, 0, 0, 0, "neg", 0, 0, 0),
    ("g14", "u22", "2026-03-05T05:00:00Z", "ซีดาร์ยังไม่เปิดหรอ จะซื้อ", "Cedar", 0, 1, 0, 0, 0, "neg", 1, 0, 0),
    ("g15", "u22", "2026-03-05T06:00:00Z", "หน้าซีดาร์", "Cedar", 0, 0, 0, 0, 0, "neu", 0, 0, 0),
]
_EARNED_TIKTOK = [
    ("h1", "u11", "2026-03-02T05:00:00Z", "แอมเบอร์ที่หนึ่ง ต้องลอง", "Amber", 0, 10, 2, 0, None, "pos", 0, 1, 0),
    ("h2", "u31", "2026-03-02T06:00:00Z", "จะไปแอมเบอร์", "Amber", 0, 50, 10, 4, None, "pos", 1, 0, 0),
    ("h3", "u32", "2026-03-03T05:00:00Z", "แอมเบอร์คิวยาว", "Amber", 0, 10, 0, 0, None, "neg", 0, 0, 0),
    ("h4", "u33", "2026-03-04T05:00:00Z", "แอมเบอร์เปิดกี่โมง", "Amber", 0, 5, 5, 0, None, "neu", 1, 0, 0),
    ("h5", "u34", "2026-03-05T05:00:00Z", "บอกต่อแอมเบอร์", "Amber", 0, 20, 0, 0, None, "pos", 0, 1, 0),
    ("h6", "u34", "2026-03-06T05:00:00Z", "แอมเบอร์ของใคร", "Amber", 0, None, None, None, None, "q", 0, 0, 0),
    ("h7", "u35", "2026-03-07T05:00:00Z", "ตัวแทนแอมเบอร์", "Amber", 0, 30, 0, 4, None, "pos", 1, 1, 1),  # promo
    ("h8", None, "2026-03-08T05:00:00Z", "แอมเบอร์เลยทุกคน", "Amber", 0, None, None, None, None, "pos", 0, 1, 0),
    ("h9", "u31", "2026-03-02T09:00:00Z", "แอมเบอร์คือดี", "Amber", 0, None, None, None, None, "pos", 0, 0, 0),
    ("h10", "u41", "2026-03-03T05:00:00Z", "เบซิลแย่ลง", "Basil", 0, 9, 1, 0, None, "neg", 0, 0, 0),
    ("h11", "u41", "2026-03-03T06:00:00Z", "เบซิลแก้วนี้ยังดี ลองดู", "Basil", 0, 5, 0, 2, None, "pos", 0, 1, 0),
    ("h12", "u41", "2026-03-03T07:00:00Z", "เบซิลพอแล้ว", "Basil", 0, 0, 0, 0, None, "neg", 0, 0, 0),
    ("h13", "u51", "2026-02-25T05:00:00Z", "ซีดาร์ก็ดี", "Cedar", 0, 3, 0, 0, None, "pos", 1, 1, 0),  # before W
    ("h14", "u52", "2026-03-11T17:30:00Z", "ซีดาร์เฉยๆ", "Cedar", 0, 1, 0, 0, None, "neg", 1, 0, 0),  # after W
]

_COUNTS = ["reactions", "comments", "shares", "views", "tag_friends"]
_UNCOUNTED = {"reactions": 11, "comments": 2, "shares": 1, "views": 70, "tag_friends": 3}
_FLAGS = ["by_brand", "intention", "advocacy", "promo"]


def brands() -> pd.DataFrame:
    """Return the brands table."""
    return pd.DataFrame(_BRANDS, columns=["brand", "category", "official_accounts"])


def accounts() -> pd.DataFrame:
    """Return the followers' snapshots."""
    return pd.DataFrame(_ACCOUNTS, columns=["brand", "platform", "account_id", "date", "followers"])


def posts() -> pd.DataFrame:
    """Return the brands' own posts."""
    columns = ["brand", "platform", "post_id", "published_at", *_COUNTS, "snapshot_at"]
    return _whole(pd.DataFrame(_POSTS, columns=columns), _COUNTS)


def mentions() -> pd.DataFrame:
    """Return the messages about the brands, labelled."""
    own = ["mention_id", "author", "posted_at", "text", "brand", "parent_id", "by_brand"]
    earned = ["mention_id", "author", "posted_at", "text", "brand", "by_brand", *_COUNTS[:3], "tag_friends"]
    labels = ["sentiment", "intention", "advocacy", "promo"]
    frames = [
        # what comments on the brand's page earn themselves counts nowhere: there, posts are counted
        _labelled(_OWN_FACEBOOK, own + labels, "own", "facebook").assign(**_UNCOUNTED),
        _labelled(_OWN_TIKTOK, own + labels, "own", "tiktok").assign(**_UNCOUNTED),
        _labelled(_EARNED_FACEBOOK, earned + labels, "earned", "facebook"),
        _labelled(_EARNED_TIKTOK, earned + labels, "earned", "tiktok"),
    ]
    names = [
        *("mention_id", "platform", "author", "posted_at", "text", "channel", "brand", "parent_id"),
        *("by_brand", *_COUNTS, "sentiment", "intention", "advocacy", "promo"),
    ]
    rows = [row for frame in frames for row in frame.astype(object).to_dict("records")]
    return _whole(pd.DataFrame([[row.get(name) for name in names] for row in rows], columns=names), [*_COUNTS, *_FLAGS])


def _labelled(rows: list[tuple[object, ...]], columns: list[str], channel: str, platform: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns).assign(channel=channel, platform=platform)


def _whole(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Keep counts and flags whole numbers, with null where nothing was read."""
    return frame.astype(dict.fromkeys(columns, "Int64"))
