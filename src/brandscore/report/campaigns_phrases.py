"""The words of pages on campaigns, English and Thai."""

from __future__ import annotations

__all__ = ["CAMPAIGN_PHRASES"]

#: name: (English, Thai), merged into `brandscore.report.phrases.PHRASES`.
CAMPAIGN_PHRASES: dict[str, tuple[str, str]] = {
    "campaigns_title": ("Campaigns", "แคมเปญ"),
    "campaign": ("Campaign", "แคมเปญ"),
    "campaign_ranking": ("Ranked by return on investment", "จัดอันดับตามผลตอบแทนจากการลงทุน (ROI)"),
    "campaign_ranking_about": (
        "ROI = (revenue - cost) / cost. 0 = it just paid for itself, below 0 it lost money. Amounts of different "
        "currencies are never added or ranked together.",
        "ROI = (รายได้ - เงินลงทุน) / เงินลงทุน 0 คือเท่าทุนพอดี ต่ำกว่า 0 คือขาดทุน เงินต่างสกุลไม่นำมารวมหรือจัดอันดับด้วยกัน",
    ),
    "in_currency": ("In {}", "สกุลเงิน {}"),
    "spend": ("Spend", "ค่าโฆษณา"),
    "revenue": ("Revenue", "รายได้"),
    "cost": ("All costs", "เงินลงทุนทั้งหมด"),
    "roi": ("ROI", "ROI"),
    "roas": ("ROAS", "ROAS"),
    "ran": ("Ran", "ช่วงที่มีข้อมูล"),
    "days_between": ("{} to {}", "{} ถึง {}"),
    "targets_met": ("Targets met", "ถึงเป้า"),
    "targets_of": ("{} of {}", "{} จาก {}"),
    "all_campaigns": ("All campaigns", "ทุกแคมเปญรวมกัน"),
    "chain_title": ("From money to customers", "จากงบโฆษณาถึงลูกค้า"),
    "chain_about": (
        "How many came so far, what one of them cost (spend divided by the number), and what part of the step before "
        "went on. A step that was not counted is left out, not taken as 0. Of all campaigns together, a cost or a "
        "part is that of the campaigns that have both figures.",
        "จำนวนคนที่มาถึงแต่ละขั้น ต้นทุนต่อหัว (ค่าโฆษณาหารด้วยจำนวน) และร้อยละของขั้นก่อนหน้าที่ไปต่อ ขั้นที่ไม่ได้นับจะเว้นไว้ "
        "ไม่ถือเป็น 0 ส่วนของทุกแคมเปญรวมกัน ต้นทุนและร้อยละคิดจากแคมเปญที่มีตัวเลขครบทั้งสองตัว",
    ),
    "step_spend": ("Spend", "ค่าโฆษณา"),
    "step_reach": ("Made aware", "ทำให้รู้จัก"),
    "step_visits": ("Visits", "เข้าชม"),
    "step_registrations": ("Registrations", "ลงทะเบียน"),
    "step_bookings": ("Bookings", "จอง"),
    "step_customers": ("Customers", "ลูกค้า"),
    "chain_partly": (
        "* Over the campaigns and platforms that have both figures, not over all that stand here; chain.csv has the "
        "figures used.",
        "* คิดจากแคมเปญและแพลตฟอร์มที่มีตัวเลขครบทั้งสองตัวเท่านั้น ไม่ใช่จากตัวเลขทั้งหมดที่แสดง ดูตัวเลขที่ใช้คำนวณใน chain.csv",
    ),
    "rows_per_period": (
        "The figures of each {} stand in campaign_metrics.csv (--out) or in what --json prints.",
        "ตัวเลขราย{}อยู่ใน campaign_metrics.csv (--out) หรือใน --json",
    ),
    "period_day": ("day", "วัน"),
    "period_week": ("week", "สัปดาห์"),
    "period_month": ("month", "เดือน"),
    "each": ("{} each", "หัวละ {}"),
    "goes_on": ("{} of {}", "{} ของขั้น{}"),
    "not_counted": ("Not counted: {}", "ไม่ได้นับ: {}"),
    "same_data": ("in the same data", "ในข้อมูลชุดเดียวกัน"),
    "by_stage": ("Metrics by stage of the buyer's journey", "ตัวชี้วัดตามขั้นของเส้นทางลูกค้า"),
    "stage_awareness": ("Awareness", "การรับรู้ (Awareness)"),
    "stage_consideration": ("Consideration", "การพิจารณา (Consideration)"),
    "stage_decision": ("Decision", "การตัดสินใจ (Decision)"),
    "by_stage_about": (
        "Over all platforms and all the days. Metrics of each platform, each period and each stage that a campaign "
        "aims at are in campaign_metrics.csv.",
        "รวมทุกแพลตฟอร์มและทุกวัน ตัวชี้วัดรายแพลตฟอร์ม รายงวด และรายขั้นที่แคมเปญมุ่งหวังอยู่ใน campaign_metrics.csv",
    ),
    "metric": ("Metric", "ตัวชี้วัด"),
    "target_words": ("target {}", "เป้า {}"),
    "target_met": ("met", "ถึงเป้า"),
    "target_missed": ("missed", "ไม่ถึงเป้า"),
    "change_better": ("better", "ดีขึ้น"),
    "change_worse": ("worse", "แย่ลง"),
    "change_same": ("unchanged", "เท่าเดิม"),
    "before_words": ("before {}", "ก่อนหน้า {}"),
    "previous_window": ("Compared with", "เทียบกับ"),
    "compared": ("compared with {}, {}", "เทียบกับ {} {}"),
    "target_source": ("Targets", "เป้า"),
    "cannot": ("What could not be measured", "สิ่งที่วัดไม่ได้"),
    "cannot_all": ("Not collected of any campaign", "ไม่ได้เก็บข้อมูลของแคมเปญใดเลย"),
    "cannot_none": ("Every metric of campaigns could be measured.", "วัดได้ครบทุกตัวชี้วัด"),
    "remarks": ("What to know of these figures", "ข้อควรรู้เกี่ยวกับตัวเลข"),
    "over_time": ("Over time", "ตามเวลา"),
    "campaigns_reproduce": ("To reproduce these figures", "ข้อมูลสำหรับทำซ้ำ"),
    "campaigns_reproduce_about": (
        "The same files, days and targets give the same figures, digit for digit.",
        "ไฟล์ ช่วงวัน และเป้าชุดเดิมให้ตัวเลขเดิมทุกหลัก",
    ),
    "no_campaign": ("No campaign to show.", "ไม่มีแคมเปญให้แสดง"),
    "more_campaigns": (
        "Left out here for want of room: {} more. campaign_metrics.csv has them all.",
        "ไม่ได้แสดงที่นี่เพราะที่ไม่พอ: อีก {} แคมเปญ ดูทั้งหมดได้ใน campaign_metrics.csv",
    ),
}
