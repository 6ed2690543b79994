"""The reports' own words, English and Thai, one entry each."""

from __future__ import annotations

from brandscore.report.campaigns_phrases import CAMPAIGN_PHRASES
from brandscore.report.view import Lang

__all__ = ["PHRASES", "phrase"]

#: name: (English, Thai). ``{}`` is filled by `phrase`.
PHRASES: dict[str, tuple[str, str]] = {
    # titles
    "score_title": ("Brand score", "คะแนนแบรนด์"),
    "monitor_title": ("Brand monitor", "ติดตามแบรนด์"),
    "question": ("What was asked", "สิ่งที่ถาม"),
    "ranking": ("Ranking", "อันดับ"),
    "brands": ("Brand by brand", "รายแบรนด์"),
    "heat": ("Every indicator beside the others", "ทุกตัวชี้วัดเทียบกัน"),
    "how": ("How to read the score", "อ่านคะแนนอย่างไร"),
    "columns": ("What the columns mean", "ความหมายของแต่ละคอลัมน์"),
    "data_notes": ("Notes on the data", "หมายเหตุเรื่องข้อมูล"),
    "reproduce": ("To reproduce this score", "ข้อมูลสำหรับทำซ้ำ"),
    # the question
    "profile": ("Profile", "ชุดน้ำหนัก"),
    "effective": ("in effect from {}", "มีผลตั้งแต่ {}"),
    "version": ("version {}", "รุ่น {}"),
    "window": ("Window", "ช่วงเวลา"),
    "window_words": ("{} to {}, Bangkok days", "{} ถึง {} ตามวันเวลาไทย"),
    "days": ("{} days", "{} วัน"),
    "sides": ("Sides", "ด้าน"),
    "platforms": ("Platforms", "แพลตฟอร์ม"),
    "every": ("Period", "รายงวด"),
    "day": ("day", "วัน"),
    "week": ("week", "สัปดาห์"),
    "month": ("month", "เดือน"),
    # scores
    "rank": ("Rank", "อันดับ"),
    "brand": ("Brand", "แบรนด์"),
    "category": ("Category: {}", "กลุ่มธุรกิจ: {}"),
    "brand_score": ("Brand score", "คะแนนแบรนด์"),
    "own_score": ("Own", "ช่องของแบรนด์"),
    "earned_score": ("Earned", "คนอื่นพูดถึง"),
    "net_sentiment": ("Net sentiment", "ความรู้สึกสุทธิ"),
    "uncorrected": ("uncorrected {}", "ก่อนแก้ความคลาดเคลื่อน {}"),
    "coverage": ("Coverage", "ความครอบคลุม"),
    "interval": ("Interval", "ช่วงคะแนน"),
    "rank_interval": ("Rank interval", "ช่วงอันดับ"),
    "reason": ("Note", "หมายเหตุ"),
    "older_run": ("older run", "รอบก่อน"),
    "no_score": ("no score", "ไม่มีคะแนน"),
    "empty": ("Nothing was scored.", "ไม่มีแบรนด์ใดได้คะแนน"),
    "leads": ("{} leads with {}", "{} นำด้วยคะแนน {}"),
    "leads_in": ("{} leads {} with {}", "{} นำกลุ่ม {} ด้วยคะแนน {}"),
    "largest": ("largest parts {}", "ส่วนที่มากที่สุดคือ {}"),
    "ahead": ("{} points ahead of {}: {}", "นำ {} อยู่ {} คะแนน: {}"),
    "not_collected": ("Not collected, so not scored: {}", "ไม่ได้เก็บข้อมูล จึงไม่นำมาคิดคะแนน: {}"),
    "all_collected": (
        "Every indicator asked for was collected of some brand.",
        "ทุกตัวชี้วัดที่ถามมีข้อมูลของบางแบรนด์เป็นอย่างน้อย",
    ),
    "whole_cell": ("everything", "ทุกตัวชี้วัด"),
    "n_indicators": ("{} indicators", "{} ตัวชี้วัด"),
    "promo": (
        "{} promotional messages (not a consumer's voice) were left out of sentiment, intention and advocacy.",
        "ตัดข้อความโฆษณา {} ข้อความ (ไม่ใช่เสียงผู้บริโภค) ออกจากความรู้สึก ความสนใจซื้อ และการบอกต่อ",
    ),
    "classified": (
        "{} messages came without labels and were labelled by the classifier.",
        "{} ข้อความไม่มีป้ายกำกับมา ระบบจึงจำแนกให้",
    ),
    "corrected_none": (
        "Its errors are not corrected for, so read net sentiment as a comparison between brands rather than a level.",
        "ยังไม่ได้แก้ความคลาดเคลื่อน ควรใช้ความรู้สึกสุทธิเทียบระหว่างแบรนด์มากกว่าอ่านเป็นระดับ",
    ),
    "corrected_all": (
        "Net sentiment is corrected for its errors, as far as training showed them; the uncorrected figure stands "
        "beside it.",
        "ความรู้สึกสุทธิแก้ความคลาดเคลื่อนแล้วตามที่พบตอนฝึกตัวจำแนก ค่าก่อนแก้แสดงไว้ข้างกัน",
    ),
    "corrected_some": (
        "Net sentiment is corrected for its errors, as far as training showed them, where a cell has at least 100 such "
        "messages ({} of them); the others are left as labelled. The uncorrected figure stands beside it.",
        "ความรู้สึกสุทธิแก้ความคลาดเคลื่อนแล้วตามที่พบตอนฝึกตัวจำแนก เฉพาะช่องที่มีข้อความแบบนี้ตั้งแต่ 100 ข้อความ "
        "(รวม {} ข้อความ) ที่เหลือคงไว้ตามที่จำแนก ค่าก่อนแก้แสดงไว้ข้างกัน",
    ),
    "as_labelled": ("as labelled, uncorrected", "ตามที่จำแนก ยังไม่ได้แก้"),
    "correction": ("Correction of the classifier's errors", "การแก้ความคลาดเคลื่อนของตัวจำแนก"),
    "correction_about": (
        "Where a period has at least 100 messages that the classifier labelled, net sentiment is corrected for its "
        "errors, as far as training showed them. Periods with fewer are left as labelled, which mostly reads too low; "
        "their points are hollow. A step between a full and a hollow point may be the correction alone.",
        "งวดที่ตัวจำแนกติดป้ายตั้งแต่ 100 ข้อความจะแก้ความคลาดเคลื่อนของความรู้สึกสุทธิตามที่พบตอนฝึก งวดที่น้อยกว่านั้นคงไว้ตามที่จำแนก "
        "ซึ่งมักต่ำกว่าจริง และวาดเป็นจุดโปร่ง ช่วงต่างระหว่างจุดทึบกับจุดโปร่งอาจมาจากการแก้เพียงอย่างเดียว",
    ),
    "correction_off": (
        "The correction is off: net sentiment is as the classifier labelled, which mostly reads too low.",
        "ปิดการแก้ความคลาดเคลื่อนไว้ ความรู้สึกสุทธิเป็นไปตามที่จำแนก ซึ่งมักต่ำกว่าจริง",
    ),
    "correction_of": ("{}: {} of {} periods", "{}: {} จาก {} งวด"),
    "note": ("Note", "หมายเหตุ"),
    # chart
    "chart_title": (
        "Points of the brand score by side. Left of 0: what costs points. The diamond is the score.",
        "คะแนนแบรนด์แยกตามด้าน ทางซ้ายของ 0 คือส่วนที่หักคะแนน สี่เหลี่ยมข้าวหลามตัดคือคะแนนรวม",
    ),
    "seg_own": ("Own", "ช่องของแบรนด์"),
    "seg_earned": ("Earned", "คนอื่นพูดถึง"),
    "seg_sentiment": ("Sentiment", "ความรู้สึก"),
    "axis_points": ("points", "คะแนน"),
    # cards
    "as_sum": ("The score as a sum", "คะแนนมาจากไหน"),
    "by_cell": ("The same by platform, largest first", "แยกตามแพลตฟอร์ม จากมากไปน้อย"),
    "sentiment_cells": ("Net sentiment", "ความรู้สึกสุทธิ"),
    "where": ("Where", "ช่องทาง"),
    "ns_polar": ("positive against negative", "บวกเทียบลบ"),
    "ns_all": ("over all messages", "ต่อข้อความทั้งหมด"),
    "overall": ("all together", "รวมทุกช่องทาง"),
    "gaps": ("What is missing or absent", "สิ่งที่ขาดหรือไม่มี"),
    "missing": ("missing", "ไม่มีข้อมูล"),
    "absent": ("absent", "ไม่อยู่ที่นั่น"),
    "measured": ("measured", "วัดได้"),
    "missing_about": (
        "not collected; its weight goes to the others",
        "ไม่ได้เก็บข้อมูล น้ำหนักจึงไปอยู่กับตัวอื่น",
    ),
    "absent_about": ("the brand is not there; counts 0", "ไม่พบแบรนด์ในช่องทางนั้น นับเป็น 0"),
    "no_gaps": ("Nothing is missing.", "ไม่มีข้อมูลใดขาด"),
    "examples": ("What people wrote", "ตัวอย่างข้อความ"),
    "examples_marked": (
        "Marked is what moved the classifier most to its label; a label that came with the data has no mark.",
        "ส่วนที่เน้นคือถ้อยคำที่ทำให้ตัวจำแนกให้ผลนี้มากที่สุด ข้อความที่มีผลระบุมากับข้อมูลจะไม่มีส่วนเน้น",
    ),
    "pos": ("positive", "บวก"),
    "neu": ("neutral", "กลาง"),
    "neg": ("negative", "ลบ"),
    "q": ("question", "คำถาม"),
    "indicator_table": ("All {} indicators of this brand", "ตัวชี้วัดทั้ง {} รายการของแบรนด์นี้"),
    "indicator": ("Indicator", "ตัวชี้วัด"),
    "side": ("Side", "ด้าน"),
    "platform": ("Platform", "แพลตฟอร์ม"),
    "value": ("Value", "ค่า"),
    "normalised": ("Normalised", "ค่าปรับฐาน"),
    "weight": ("Weight", "น้ำหนัก"),
    "status": ("Status", "สถานะ"),
    "heat_about": (
        "100 = the category's median brand. Blue is above it, orange below. A dash was not collected; "
        "○ = the brand is absent there and counts 0. Net sentiment is damped for few messages and runs from -1 to +1.",
        "100 = แบรนด์กลางกลุ่ม สีน้ำเงินสูงกว่า สีส้มต่ำกว่า ขีดคือไม่ได้เก็บข้อมูล ○ คือแบรนด์ไม่อยู่ที่นั่น นับเป็น 0 "
        "ความรู้สึกสุทธิถูกลดทอนเมื่อข้อความมีน้อย และอยู่ระหว่าง -1 ถึง +1",
    ),
    # how to read
    "how_1": (
        "In the presets, 100 is the median brand of the category on every indicator. The score has no upper end: it "
        "compares, it gives no marks.",
        "ในชุดน้ำหนักมาตรฐาน 100 คือแบรนด์ที่อยู่กลางกลุ่มในทุกตัวชี้วัด คะแนนไม่มีเพดาน ใช้เปรียบเทียบ ไม่ใช่การให้เกรด",
    ),
    "how_2": (
        "There it grows with the cube root of volume: eight times the mentions make twice the points. Small gaps "
        "between brands say little.",
        "คะแนนชุดนั้นโตตามรากที่สามของปริมาณ คนพูดถึงแปดเท่าได้คะแนนสองเท่า ช่องว่างเล็ก ๆ ระหว่างแบรนด์จึงบอกอะไรได้ไม่มาก",
    ),
    "how_3": (
        "Net sentiment raises or lowers a score; it does not replace volume. In the preset wisesight (gain 0.25) a "
        "brand that gets nothing but complaints, and 3.8 times the volume of a neutral one, still stands above it. "
        "Read the score together with net sentiment.",
        "ความรู้สึกสุทธิเพิ่มหรือลดคะแนน แต่ไม่ได้แทนปริมาณ ในชุดน้ำหนัก wisesight (gain 0.25) แบรนด์ที่มีแต่คนบ่น "
        "และมีปริมาณ 3.8 เท่าของแบรนด์กลาง ๆ ก็ยังได้คะแนนสูงกว่า จึงต้องอ่านคะแนนคู่กับความรู้สึกสุทธิเสมอ",
    ),
    "how_4": (
        "Not collected is never 0: its weight goes to what was measured, and the page says so. A brand that is not on "
        "a platform is absent there, and that counts 0.",
        "ไม่ได้เก็บข้อมูลไม่เท่ากับ 0 น้ำหนักจะไปอยู่กับสิ่งที่วัดได้และหน้านี้บอกไว้ ส่วนแบรนด์ที่ไม่อยู่บนแพลตฟอร์มใดจะนับเป็น 0 ที่นั่น",
    ),
    "how_5": (
        "Two forms of net sentiment are in use: positive minus negative over both, and over all messages. They differ "
        "where most messages are neutral; compare like with like.",
        "ความรู้สึกสุทธิมีสองแบบ คือ (บวก - ลบ) หารด้วย (บวก + ลบ) กับหารด้วยข้อความทั้งหมด สองแบบต่างกันมากเมื่อข้อความส่วนใหญ่เป็นกลาง "
        "ต้องเทียบแบบเดียวกัน",
    ),
    "how_6": (
        "Weights: what is published, what is derived and what is assumed is marked in the method's documentation.",
        "น้ำหนักใดมาจากที่เผยแพร่ คำนวณย้อน หรือสมมติ ระบุไว้ในเอกสารวิธีการ",
    ),
    "other_language": ("ภาษาไทย", "In English"),
    # data notes
    "counts": ("Messages", "ข้อความ"),
    "n_mentions": ("messages", "ข้อความทั้งหมด"),
    "n_classified": ("labelled by the classifier", "จำแนกโดยโมเดล"),
    "n_corrected": ("of these corrected for its errors", "แก้ความคลาดเคลื่อนแล้ว"),
    "n_uncorrected": ("of these left as labelled", "คงไว้ตามที่จำแนก"),
    "n_promo": ("promotional", "โฆษณา"),
    "n_unattributed": ("naming no brand, left out", "ไม่ได้เอ่ยถึงแบรนด์ใด จึงตัดออก"),
    "ledger_about": (
        "What was merged, dropped or read under an assumption: {} lines.",
        "สิ่งที่รวม ตัดออก หรืออ่านตามข้อสมมติ: {} รายการ",
    ),
    "ledger_more": ("and {} lines more, in manifest.json", "และอีก {} รายการใน manifest.json"),
    "ledger_none": ("Nothing was merged, dropped or assumed.", "ไม่มีการรวม ตัดออก หรือสมมติ"),
    # reproduction
    "inputs": ("Input files", "แฟ้มข้อมูล"),
    "models": ("Models", "โมเดล"),
    "reference": ("Reference", "ค่าอ้างอิง"),
    "packages": ("Packages", "แพ็กเกจ"),
    "reproduce_about": (
        "The same files, profile, models and reference give the same score, digit for digit.",
        "แฟ้ม ชุดน้ำหนัก โมเดล และค่าอ้างอิงชุดเดียวกันให้คะแนนเดียวกันทุกหลัก",
    ),
    # monitor
    "latest": ("The latest period", "งวดล่าสุด"),
    "period": ("{} to {}", "{} ถึง {}"),
    "mentions": ("Messages", "ข้อความ"),
    "share_of_voice": ("Share of voice", "ส่วนแบ่งการพูดถึง"),
    "unique_daily_mentions": ("Unique daily mentions", "จำนวนผู้พูดถึงรายวันไม่ซ้ำ"),
    "interactions": ("Interactions", "การมีส่วนร่วม"),
    "lines": ("Brand by brand over time", "แต่ละแบรนด์ตามเวลา"),
    "lines_about": (
        "Solid: positive against negative, with its 95 % interval. Dashed: over all messages. Net sentiment and share "
        "of voice have the same scale for every brand, counts their own.",
        "เส้นทึบ: บวกเทียบลบ พร้อมช่วงความเชื่อมั่น 95 % เส้นประ: ต่อข้อความทั้งหมด ความรู้สึกสุทธิและส่วนแบ่งการพูดถึงใช้มาตราเดียวกันทุกแบรนด์ "
        "ส่วนจำนวนใช้มาตราของแต่ละแบรนด์",
    ),
    "quiet": ("Quiet periods", "งวดที่เงียบ"),
    "quiet_about": (
        "A period in which nobody wrote anything positive or negative has no net sentiment. It is left empty (grey), "
        "never drawn as 0, and no line is drawn across it.",
        "งวดที่ไม่มีใครเขียนอะไรในทางบวกหรือลบจะไม่มีค่าความรู้สึกสุทธิ จึงเว้นว่าง (แถบสีเทา) ไม่วาดเป็น 0 และไม่ลากเส้นข้าม",
    ),
    "quiet_none": ("{}: none of {} periods", "{}: ไม่มี จาก {} งวด"),
    "quiet_some": ("{}: {} of {} periods", "{}: {} จาก {} งวด"),
    "no_timeline": ("No period to show.", "ไม่มีงวดให้แสดง"),
    "footer": ("Made by brandscore {}", "จัดทำด้วย brandscore {}"),
    # objectives and key results
    "okr_title": ("Objectives and key results (OKR)", "เป้าหมายและผลลัพธ์สำคัญ (OKR)"),
    "as_of": ("As of", "ข้อมูลถึงวันที่"),
    "objectives": ("The objectives", "เป้าหมายทั้งหมด"),
    "objective": ("Objective", "เป้าหมาย"),
    "key_result": ("Key result", "ผลลัพธ์สำคัญ"),
    "key_results": ("Objective by objective", "รายเป้าหมาย"),
    "progress": ("Progress", "ความคืบหน้า"),
    "elapsed": ("Time gone", "เวลาที่ผ่านไป"),
    "pace": ("Pace", "จังหวะ"),
    "status_done": ("done", "สำเร็จแล้ว"),
    "status_ahead": ("ahead", "เร็วกว่าแผน"),
    "status_on_track": ("on track", "ตามแผน"),
    "status_behind": ("behind", "ช้ากว่าแผน"),
    "status_not_started": ("not started", "ยังไม่เริ่ม"),
    "status_unknown": ("unknown", "ไม่ทราบ"),
    "baseline": ("Baseline", "ค่าตั้งต้น"),
    "target": ("Target", "เป้า"),
    "current": ("Now", "ขณะนี้"),
    "forecast": ("Expected at the end", "คาดว่าเมื่อจบช่วง"),
    "forecast_words": ("{} (95 %: {} to {})", "{} (95 %: {} ถึง {})"),
    "known_of": ("{} of {} known", "ทราบ {} จาก {}"),
    "chance": ("chance to reach it {}", "โอกาสถึงเป้า {}"),
    "owner": ("Owner", "ผู้รับผิดชอบ"),
    "okr_why": ("Why", "ทำไปเพื่ออะไร"),
    "okr_period": ("Time", "ช่วงเวลา"),
    "smart": ("What SMART finds lacking", "ยังขาดอะไรตามหลัก SMART"),
    "smart_questions": ("What to ask", "ข้อควรถาม"),
    "smart_none": ("Nothing is lacking by the rules of SMART.", "ครบตามกฎของ SMART"),
    "smart_specific": ("Specific", "เฉพาะเจาะจง"),
    "smart_measurable": ("Measurable", "วัดได้"),
    "smart_achievable": ("Achievable", "ทำได้จริง"),
    "smart_relevant": ("Relevant", "เกี่ยวข้อง"),
    "smart_time-bound": ("Time-bound", "มีกรอบเวลา"),
    "warnings": ("Read this first", "โปรดอ่านก่อน"),
    "milestone_done": ("done", "ทำแล้ว"),
    "milestone_open": ("not done", "ยังไม่ได้ทำ"),
    "okr_reading": ("How to read the bars", "อ่านแถบอย่างไร"),
    "okr_reading_about": (
        "The filled part is the share of the way from the start to the target. The upright line is the share of the "
        "period that is gone: a bar that ends before it is behind. The diamond is where the figure is expected to end, "
        "the pale band around it its 95 % interval. Pace is progress over time gone: above 1.1 is ahead, below 0.9 "
        "behind.",
        "ส่วนที่ทึบคือระยะทางที่ทำได้แล้วจากจุดเริ่มต้นถึงเป้า เส้นตั้งคือสัดส่วนเวลาที่ผ่านไป แถบที่สั้นกว่าเส้นนี้คือช้ากว่าแผน "
        "สี่เหลี่ยมข้าวหลามตัดคือจุดที่คาดว่าจะจบ แถบจางรอบ ๆ คือช่วงความเชื่อมั่น 95 % จังหวะคือความคืบหน้าหารด้วยเวลาที่ผ่านไป "
        "มากกว่า 1.1 คือเร็วกว่าแผน น้อยกว่า 0.9 คือช้ากว่าแผน",
    ),
    "okr_reproduce": ("To reproduce this page", "ข้อมูลสำหรับทำซ้ำ"),
    "okr_reproduce_about": (
        "The same plan, files and day give the same figures, digit for digit.",
        "แผน แฟ้มข้อมูล และวันเดียวกันให้ตัวเลขเดียวกันทุกหลัก",
    ),
    "bar_words": ("{} of the way, {} of the time", "ทำได้ {} เวลาผ่านไป {}"),
    "no_objectives": ("No objective to show.", "ไม่มีเป้าหมายให้แสดง"),
    # terminal: headings of columns as narrow as their figures
    "head_rank": ("Rank", "อันดับ"),
    "head_brand_score": ("Brand\nscore", "คะแนน\nแบรนด์"),
    "head_interval": ("Interval", "ช่วง\nคะแนน"),
    "head_rank_interval": ("Rank\ninterval", "ช่วง\nอันดับ"),
    "head_own_score": ("Own", "ช่องของ\nแบรนด์"),
    "head_earned_score": ("Earned", "คนอื่น\nพูดถึง"),
    "head_net_sentiment": ("Net\nsentiment", "ความรู้สึก\nสุทธิ"),
    "head_coverage": ("Coverage", "ความ\nครอบคลุม"),
    "explained": ("{}: the score as a sum", "{}: คะแนนมาจากไหน"),
    "points": ("Points", "คะแนน"),
    "source": ("From", "ที่มา"),
    "total": ("= brand score", "= คะแนนแบรนด์"),
    "difference": ("{} against {}", "{} เทียบกับ {}"),
    "difference_total": ("= difference", "= ผลต่าง"),
    **CAMPAIGN_PHRASES,
}


def phrase(name: str, lang: Lang, *fill: object) -> str:
    """Return one of the reports' phrases.

    Raises
    ------
    KeyError
        If there is no such phrase.

    Examples
    --------
    >>> phrase("days", "en", 184), phrase("days", "th", 184)
    ('184 days', '184 วัน')
    """
    text = PHRASES[name][1 if lang == "th" else 0]
    return text.format(*fill) if fill else text
