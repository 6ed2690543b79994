"""Every input of the metrics, declared once: its unit, its bounds and where tables hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["INPUTS", "Input", "Unit", "input_named"]

Unit = Literal["count", "money", "percent", "number", "seconds", "minutes", "points", "years"]
# count    how many; 0 or more, fractions as platforms model them       money    in the currency of the data
# percent  3 = 3 %                                                      number   a plain number
# points   an answer on a survey's scale                                 seconds, minutes, years  durations


@dataclass(frozen=True, slots=True)
class Input:
    """One input of metrics.

    Parameters
    ----------
    name
        Its name, in Python, on the command line and as a column.
    title, title_th
        What people read.
    unit
        What it is counted in.
    about
        What it is, in a line.
    lowest, highest
        The bounds that a value must keep.
    many
        Whether it is a list of values and not one.
    places
        ``table.column`` that hold it, in data folders.
    """

    name: str
    title: str
    title_th: str
    unit: Unit
    about: str
    lowest: float | None = 0.0
    highest: float | None = None
    many: bool = False
    places: tuple[str, ...] = ()


def _count(name: str, title: str, title_th: str, about: str, *places: str) -> Input:
    return Input(name, title, title_th, "count", about, places=places)


def _money(name: str, title: str, title_th: str, about: str, *places: str, lowest: float | None = 0.0) -> Input:
    return Input(name, title, title_th, "money", about, lowest, places=places)


def _percent(name: str, title: str, title_th: str, about: str, lowest: float | None, highest: float | None) -> Input:
    return Input(name, title, title_th, "percent", about, lowest, highest)


_REACH = (
    _count(
        "impressions", "Impressions", "จำนวนครั้งที่แสดงผล", "Times it was shown, to whomever.", "campaigns.impressions"
    ),
    _count("reach", "Reach", "จำนวนคนที่เห็น", "People it was shown to, each counted once.", "campaigns.reach"),
    _count("organic_reach", "Organic reach", "การเข้าถึงแบบไม่เสียเงิน", "People reached without paying."),
    _count("paid_reach", "Paid reach", "การเข้าถึงแบบเสียเงิน", "People reached by advertising.", "campaigns.reach"),
    _count(
        "page_views", "Page views", "จำนวนครั้งที่เปิดหน้า", "Times a page was opened.", "campaigns.page_views", "visits.page"
    ),
    _count(
        "views", "Views", "ยอดวิว", "Views of videos, as the platform counts them.", "campaigns.views", "posts.views"
    ),
    _count("followers", "Followers", "ผู้ติดตาม", "All followers, at the end of the period.", "accounts.followers"),
    Input(
        "new_followers",
        "New followers",
        "ผู้ติดตามที่เพิ่มขึ้น",
        "count",
        "Followers won less those lost in the period.",
        None,
        places=("accounts.followers",),
    ),
    _count(
        "brand_mentions", "Mentions of the brand", "จำนวนที่พูดถึงแบรนด์", "Messages about the brand.", "mentions.mention_id"
    ),
    _count(
        "total_mentions",
        "Mentions of all brands",
        "จำนวนที่พูดถึงทุกแบรนด์",
        "Messages about the brand and its competitors.",
        "mentions.mention_id",
    ),
    _count(
        "brand_authors",
        "Authors on the brand",
        "ผู้พูดถึงแบรนด์",
        "Different people who wrote about the brand.",
        "mentions.author",
    ),
    _count(
        "total_authors",
        "Authors on all brands",
        "ผู้พูดถึงทุกแบรนด์",
        "Each brand's authors, added up over the brands.",
        "mentions.author",
    ),
    _count(
        "brand_interactions",
        "Interactions on the brand",
        "การมีส่วนร่วมกับข้อความถึงแบรนด์",
        "Reactions, comments and shares of messages about the brand.",
        "mentions.reactions",
        "mentions.comments",
        "mentions.shares",
    ),
    _count(
        "total_interactions",
        "Interactions on all brands",
        "การมีส่วนร่วมกับข้อความถึงทุกแบรนด์",
        "The same over the brand and its competitors.",
        "mentions.reactions",
        "mentions.comments",
        "mentions.shares",
    ),
    _count(
        "direct_mentions", "Direct mentions", "การพูดถึงโดยตรง", "Messages that name the brand as @name.", "mentions.text"
    ),
    _count(
        "indirect_mentions",
        "Indirect mentions",
        "การพูดถึงโดยอ้อม",
        "Messages about the brand that do not.",
        "mentions.text",
    ),
    _count(
        "average_followers",
        "Followers per author",
        "ผู้ติดตามเฉลี่ยของผู้พูดถึง",
        "Followers that an author has on average: an assumption.",
    ),
    _percent(
        "seen_share",
        "Share that sees a message",
        "สัดส่วนผู้ติดตามที่เห็นข้อความ",
        "How many of an author's followers see a message: an assumption.",
        0,
        100,
    ),
)

_ENGAGEMENT = (
    _count("likes", "Likes", "จำนวนไลก์", "Reactions of every kind.", "posts.reactions"),
    _count("comments", "Comments", "จำนวนคอมเมนต์", "Comments.", "posts.comments"),
    _count("shares", "Shares", "จำนวนแชร์", "Shares.", "posts.shares"),
    _count("posts", "Posts", "จำนวนโพสต์", "The brand's posts.", "posts.post_id"),
    _count(
        "interactions",
        "Interactions",
        "การมีส่วนร่วมทั้งหมด",
        "Reactions, comments and shares.",
        "posts.reactions",
        "posts.comments",
        "posts.shares",
    ),
    _count(
        "engagements",
        "Engagements",
        "จำนวนการมีส่วนร่วม",
        "Everything people did with it: clicks, likes, comments, shares.",
        "campaigns.engagements",
    ),
    _count("answered", "Answered", "ข้อความที่ตอบแล้ว", "People's comments that the brand answered.", "mentions.by_brand"),
    _count(
        "answerable", "To be answered", "ข้อความที่ควรตอบ", "People's comments on the brand's page.", "mentions.channel"
    ),
    Input(
        "response_minutes",
        "Response times",
        "เวลาที่ใช้ตอบ",
        "minutes",
        "Minutes from each comment to the brand's first answer.",
        many=True,
        places=("mentions.posted_at",),
    ),
)

_CONVERSION = (
    _count("clicks", "Clicks", "จำนวนคลิก", "Clicks on the link.", "campaigns.clicks"),
    _count(
        "unique_clicks",
        "Unique clicks",
        "จำนวนคนที่คลิก",
        "People who clicked, each counted once.",
        "campaigns.unique_clicks",
    ),
    _count(
        "visits", "Visits", "จำนวนการเข้าชม", "Visits to the site, or to a page.", "campaigns.visits", "visits.session"
    ),
    _count(
        "bounces",
        "Bounces",
        "การเข้าชมที่ไม่ทำอะไรต่อ",
        "Visits that did nothing and saw no second page.",
        "campaigns.bounces",
        "visits.session",
    ),
    _count("exits", "Exits", "จำนวนครั้งที่ออกจากหน้า", "Visits that ended on the page.", "visits.page"),
    _count(
        "conversions", "Conversions", "จำนวนคอนเวอร์ชัน", "Actions that the campaign was for.", "campaigns.conversions"
    ),
    _count(
        "social_conversions",
        "Conversions from social media",
        "คอนเวอร์ชันจากโซเชียลมีเดีย",
        "Conversions that came from social media.",
        "campaigns.social_conversions",
    ),
    _count(
        "results",
        "Results",
        "จำนวนผลลัพธ์",
        "Results, as the advertising platform counts them for the campaign's goal.",
        "campaigns.conversions",
    ),
    _count("leads", "Leads", "จำนวนผู้สนใจ (ลีด)", "People who left their contact.", "campaigns.leads"),
    _count(
        "registrations",
        "Registrations",
        "จำนวนผู้ลงทะเบียน",
        "People who registered, to visit or to join.",
        "campaigns.registrations",
    ),
    _count("bookings", "Bookings", "จำนวนการจอง", "Bookings made.", "campaigns.bookings"),
    _count("orders", "Orders", "จำนวนคำสั่งซื้อ", "Orders placed.", "campaigns.orders"),
    _count("customers", "Customers", "จำนวนลูกค้า", "People who became customers.", "campaigns.customers"),
)

_WEBSITE = (
    Input("load_seconds", "Load times", "เวลาโหลดหน้าเว็บ", "seconds", "Seconds that pages took to load.", many=True),
    _count("inbound_links", "Inbound links", "ลิงก์จากเว็บไซต์อื่น", "Links from other sites."),
    _count("internal_links", "Internal links", "ลิงก์ภายใน", "Links between the site's own pages."),
    _count("articles", "Articles", "จำนวนบทความ", "Articles on the site."),
    _count(
        "first_page_results",
        "Pages on the first page of a search",
        "คอนเทนต์ที่ติดหน้าแรก",
        "As a search engine ranks them.",
    ),
    _count("email_orders", "Orders by e-mail", "คำสั่งซื้อผ่านอีเมล", "Orders that came from e-mails."),
    _count("email_subscribers", "E-mail subscribers", "ผู้สมัครรับอีเมล", "People who subscribed."),
)

_MONEY = (
    _money("spend", "Spend", "ค่าโฆษณา", "What was paid for the advertising.", "campaigns.spend"),
    _money(
        "cost", "Cost", "เงินลงทุนทั้งหมด", "Everything that was invested: advertising, goods, people.", "campaigns.cost"
    ),
    _money("revenue", "Revenue", "รายได้", "What was earned.", "campaigns.revenue"),
    _money("profit", "Profit", "กำไร", "Revenue less cost; negative for a loss.", "campaigns.profit", lowest=None),
    _money(
        "average_value",
        "Value of a purchase",
        "ราคาเฉลี่ยที่ลูกค้าจ่าย",
        "What a customer pays on average: per purchase where purchases_per_period is given, "
        "else per period of the lifespan.",
    ),
    Input(
        "lifespan",
        "Lifespan",
        "ระยะเวลาที่เป็นลูกค้า",
        "years",
        "How long a customer stays, in years, or in the period that average_value and purchases_per_period are of.",
    ),
    Input(
        "purchases_per_period",
        "Purchases per period",
        "จำนวนครั้งที่ซื้อต่อช่วงเวลา",
        "number",
        "How often a customer buys in a year, or in the period that lifespan counts.",
    ),
)

_FUNNEL = (
    _count(
        "awareness",
        "Awareness",
        "จำนวนคนที่รับรู้",
        "People, or messages, at the stage of awareness.",
        "mentions.mention_id",
        "surveys.score",
    ),
    _count(
        "consideration",
        "Consideration",
        "จำนวนคนที่พิจารณา",
        "Those at the stage of consideration.",
        "mentions.intention",
        "surveys.score",
    ),
    _count("decision", "Decision", "จำนวนคนที่ตัดสินใจ", "Those at the stage of decision.", "surveys.score"),
    _count(
        "interest",
        "Interest",
        "จำนวนคนที่สนใจ",
        "Those who are interested and consider the brand.",
        "mentions.intention",
        "surveys.score",
    ),
    _count(
        "preference",
        "Preference",
        "จำนวนคนที่ชอบมากกว่าแบรนด์อื่น",
        "Those who prefer it to other brands.",
        "surveys.score",
    ),
    _count("purchase", "Purchase", "จำนวนคนที่ซื้อ", "Those who buy.", "surveys.score"),
    _count(
        "advocacy",
        "Advocacy",
        "จำนวนคนที่แนะนำต่อ",
        "Those who recommend it to others.",
        "mentions.advocacy",
        "surveys.score",
    ),
)

_HEALTH = (
    _count("mentions", "Mentions", "จำนวนข้อความ", "Messages by consumers.", "mentions.mention_id"),
    _count("authors", "Authors", "จำนวนผู้เขียน", "Different people who wrote.", "mentions.author"),
    _count(
        "positive_mentions", "Positive messages", "ข้อความเชิงบวก", "Messages labelled positive.", "mentions.sentiment"
    ),
    _count(
        "negative_mentions", "Negative messages", "ข้อความเชิงลบ", "Messages labelled negative.", "mentions.sentiment"
    ),
    _count("respondents", "Respondents", "จำนวนผู้ตอบ", "People who answered the question.", "surveys.respondent"),
    _count("aware", "Aware", "ผู้ตอบที่รู้จักแบรนด์", "Respondents who know the brand.", "surveys.score"),
    Input(
        "tone_by_platform",
        "Net sentiment by platform",
        "ความรู้สึกสุทธิรายแพลตฟอร์ม",
        "points",
        "Net sentiment on each platform, -100 to 100.",
        -100,
        100,
        many=True,
        places=("mentions.sentiment",),
    ),
    Input(
        "response_by_platform",
        "Response rate by platform",
        "อัตราการตอบรายแพลตฟอร์ม",
        "percent",
        "Response rate on each platform.",
        0,
        100,
        many=True,
        places=("mentions.by_brand",),
    ),
    _count(
        "brand_associations",
        "Associations with the brand",
        "การเชื่อมโยงคุณสมบัติกับแบรนด์",
        "Times the brand was connected with the attribute.",
        "surveys.attribute",
    ),
    _count(
        "total_associations",
        "Associations with any brand",
        "การเชื่อมโยงคุณสมบัติกับทุกแบรนด์",
        "Times any brand was.",
        "surveys.attribute",
    ),
    _count(
        "brand_preferences",
        "Preferences for the brand",
        "ผู้ที่เลือกแบรนด์",
        "Times the brand was preferred.",
        "surveys.score",
        "mentions.advocacy",
    ),
    _count(
        "total_preferences",
        "Preferences for any brand",
        "ผู้ที่เลือกทุกแบรนด์รวมกัน",
        "Times any brand was.",
        "surveys.score",
        "mentions.advocacy",
    ),
    _count("promoters", "Promoters", "ผู้สนับสนุน", "Answers of 9 or 10 of 10.", "surveys.score"),
    _count("passives", "Passives", "ผู้วางเฉย", "Answers of 7 or 8.", "surveys.score"),
    _count("detractors", "Detractors", "ผู้ไม่สนับสนุน", "Answers of 0 to 6.", "surveys.score"),
    _count("trusting", "Trusting", "ผู้ไว้วางใจ", "Answers that trust the brand: 9 or 10 of 10.", "surveys.score"),
    _count("neutral", "Neither", "ผู้เป็นกลาง", "Answers in between: 7 or 8.", "surveys.score"),
    _count("distrusting", "Distrusting", "ผู้ไม่ไว้วางใจ", "Answers that do not: 0 to 6.", "surveys.score"),
    _count("satisfied", "Satisfied", "ผู้พึงพอใจ", "Answers of 4 or 5 of 5.", "surveys.score"),
    Input(
        "effort_scores",
        "Effort scores",
        "คะแนนความพยายาม",
        "points",
        "Answers on how easy it was, 1 hard to 7 easy.",
        None,
        many=True,
        places=("surveys.score",),
    ),
    _count("employees", "Employees", "จำนวนพนักงานที่ตอบ", "Employees who answered the question.", "surveys.respondent"),
    _count(
        "knowing_employees",
        "Employees who know the positioning",
        "พนักงานที่รู้ตำแหน่งแบรนด์",
        "Employees who know and understand what the brand stands for.",
        "surveys.score",
    ),
    _count(
        "matching_employees",
        "Employees who see the brand as positioned",
        "พนักงานที่มองแบรนด์ตรงกับตำแหน่ง",
        "Employees whose picture of the brand is the stated one.",
        "surveys.score",
    ),
    _count(
        "living_employees",
        "Employees who live the positioning",
        "พนักงานที่ปฏิบัติตามตำแหน่งแบรนด์",
        "Employees who treat customers as the brand promises.",
        "surveys.score",
    ),
    _count(
        "committed_leaders",
        "Leaders who are committed",
        "ผู้บริหารที่มุ่งมั่นต่อแบรนด์",
        "Employees who say that the leaders stand behind the positioning.",
        "surveys.score",
    ),
    _count(
        "engaged_employees",
        "Engaged employees",
        "พนักงานที่ผูกพัน",
        "Employees in the upper two fifths of the scale.",
        "surveys.score",
    ),
    _count("leavers", "Leavers", "พนักงานที่ลาออก", "Employees who left in the period."),
    _count("average_employees", "Employees on average", "จำนวนพนักงานเฉลี่ย", "Employees on average over the period."),
    Input(
        "building_costs",
        "Costs of building the brand",
        "ค่าใช้จ่ายในการสร้างแบรนด์",
        "money",
        "What was spent on the brand in each year, the oldest first, the last one this year.",
        many=True,
    ),
    _percent(
        "inflation",
        "Inflation",
        "อัตราเงินเฟ้อ",
        "Yearly rate by which old costs are brought to today's prices.",
        -100,
        None,
    ),
    _money(
        "comparable_price",
        "Price of a comparable brand",
        "ราคาขายของแบรนด์ที่เทียบเคียง",
        "What a comparable brand was sold for.",
    ),
    _money(
        "comparable_revenue", "Revenue of that brand", "รายได้ของแบรนด์ที่เทียบเคียง", "Its yearly revenue when it was sold."
    ),
    Input(
        "brand_revenue",
        "Expected revenue",
        "รายได้ที่คาดไว้ของแบรนด์",
        "money",
        "Revenue under the brand in each coming year, the first a year from now.",
        many=True,
    ),
    _money("yearly_revenue", "Yearly revenue", "รายได้ต่อปีของแบรนด์", "Revenue under the brand in a year."),
    _percent(
        "royalty_rate",
        "Royalty rate",
        "อัตราค่าลิขสิทธิ์แบรนด์",
        "Share of revenue that a licence of the brand would cost: what the brand itself earns.",
        0,
        100,
    ),
    _percent("tax_rate", "Tax rate", "อัตราภาษี", "Tax on that.", 0, 100),
    _percent(
        "discount_rate", "Discount rate", "อัตราคิดลด", "Yearly rate at which later money is worth less.", -99, None
    ),
    _percent(
        "growth_rate",
        "Growth after that",
        "อัตราเติบโตระยะยาว",
        "Yearly growth after the listed years, for ever.",
        -99,
        None,
    ),
)

#: All inputs, by name.
INPUTS: dict[str, Input] = {
    i.name: i for i in (*_REACH, *_ENGAGEMENT, *_CONVERSION, *_WEBSITE, *_MONEY, *_FUNNEL, *_HEALTH)
}


def input_named(name: str) -> Input:
    """Return the input of that name; KeyError if there is none.

    Examples
    --------
    >>> input_named("spend").unit
    'money'
    """
    return INPUTS[name]
