"""What consumers say in the example: by kind of message, with the labels meant by it.

``{b}`` names the brand and ``{b2}`` a second one; kinds for a brand's own
page do without a name, as people do there.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message and the labels a careful reader would give it.

    Parameters
    ----------
    sentiment
        ``pos``, ``neu``, ``neg`` or ``q``.
    intention, advocacy, promo
        0 or 1.
    lines
        Templates, one a line, that name the brand.
    bare
        Templates that name no brand.
    mood
        Emoji that suit: ``pos``, ``neg``, ``angry``, ``neu``, ``ask``, ``want``, ``promo``, ``bird`` or empty.
    """

    sentiment: str
    intention: int
    advocacy: int
    promo: int
    lines: str
    bare: str
    mood: str


_PRAISE = """
{past}[แวะ|ไป|จัด|ได้กิน]{b} {good}
{past}แวะ{b}{branch} {good}
{past}สั่ง{b}มา[|กิน] {good} {good}
{b} {good} {good}
{b} {good} {feel}
{b}{branch} {good} {good}
{b}{branch} {good} {sum_up}
{wow}{b} {good}
{wow} {item}ของ{b} [อร่อย|ดี|เด็ด|ถูกปาก]{very}{p}
{item}ของ{b} [อร่อย|ดี|เด็ด|ถูกปาก]{very}{p}
ชอบ{item}ของ{b}{very}{p}
{I}ชอบ{b} {good}{p}
ขอชม{b}{branch} {good} {good} {sum_up}
รีวิว{b}{branch} {good} {good} {good} {sum_up}
ลอง{item}ของ{b}ครั้งแรก {taste}
ครั้งแรกกับ{b} {good} {sum_up}
{season} ได้{item}จาก{b} [คือดี|สวรรค์|รอดตาย|ชื่นใจ]
วันนี้{b}ทำดี {good}
{b} เมนูใหม่[ดีมาก|เกินคาด|ไม่ทำให้ผิดหวัง] {good}
เช้าๆ กับ{item}ของ{b} {feel}
{b}สาขานี้ดี{very} {good} {good}
ไม่ได้กิน{b}นาน {good}เหมือนเดิม
ต้องยอม{b}จริงๆ {good}
ถึงจะ{mins}บาทแต่{b} {good}
{good} ยกให้{b}
{good} {good} {b}ทำถึง
ทำถึงมาก{b} {good}
{b} so good {good}
love {item} ของ{b} {taste}
best {drink} in town {b} {feel}
mood วันนี้ {item}กับ{b} {feel}
"""
_PRAISE_BARE = """
{good}
{good}{p}
{good} {good}
{good} {feel}
{good} {sum_up}
{wow} {good}
{past}แวะมา {good}
{past}ไป{branch}มา {good} {sum_up}
{branch} {good}{p}
{item}[อร่อย|ดี|เด็ด]{very}{p}
ชอบ{item}{very}{p}
กินแล้ว{p} {good}
ลองแล้ว{p} {good}
ลูกค้าประจำ{branch}{p} {good}
ขอชมน้องๆ {branch} {good}
เมนูนี้ดี{very} {good}
"""
_LOVE = """
{b} {feel}
{feel} ต้อง{b}
รัก{b}{very}
{I}รัก{b} {feel}
ทีม{b} {feel}
{b}คือ[ที่หนึ่ง|ดีย์|ความสุขเล็กๆ ของวัน|พลังงานของ{I}]
ขอบคุณ{b}ที่[อยู่ใกล้บ้าน|เปิดเช้า|ไม่ขึ้นราคา|ทำให้วันนี้รอด|มาเปิดแถวนี้]
วันไหนไม่ได้กิน{b}เหมือนยังไม่ตื่น
ชีวิตขาด{b}ไม่ได้
{b} อร่อยไม่ไหว
ยืนหนึ่งคือ{b}
{b}ไม่เคยทำให้{I}ผิดหวัง
{season} มี{b}แก้วเดียวก็พอ
แฟนไม่มี มีแต่{b} {feel}
"""
_LOVE_BARE = """
{feel}
{feel}{p}
รักเลย
เลิฟ{very}
รักร้านนี้{very}{p}
ชอบ{very}
ดีงาม{p}
ปัง{very}
น่ารัก{very}
เป็นกำลังใจให้{p}
ขอบคุณที่ทำเมนูนี้{p}
แอดมินน่ารัก{very}
โพสต์นี้น่ารัก{very}
"""
_RECOMMEND = """
แนะนำ{b}เลย{p} {good}
แนะนำ{item}ของ{b} ต้องลอง{p} {taste}
ใครยังไม่เคยลอง{item}ของ{b} ต้องลอง{p}
ใครมาแถว{city}ต้องแวะ{b} {good}
ใครหา[ร้านนั่งทำงาน|ที่อ่านหนังสือ|กาแฟดีๆ|ร้านนั่งชิล]แถว{city} แนะนำ{b} {good}
บอกต่อเลย{p} {b}{branch} {good}
ชี้เป้า{p} {b}{branch} {good}
ไปลองกันนะทุกคน {b} {good}
{b}ดีจริง ไม่ผิดหวังแน่นอน{p}
ถ้าให้เลือกร้านเดียว {I}เลือก{b} {good} ไปลองกันเถอะ
อยากให้ทุกคนได้ลอง{item}ของ{b} {taste}
สายกาแฟห้ามพลาด{b} {good}
สายมัทฉะต้องไป{b} {good} บอกเลย
เชื่อ{I} {b} {good} ไปลองเถอะ
ตอบเลยว่า{b} {good} ไม่ต้องคิดเยอะ
แถว{city}ต้อง{b}{p} {good}
ฝากร้านนี้ไว้ในใจ{p} {b} {good} ลองแล้วจะติดใจ
ลองเถอะ{p} {item}ของ{b} ดีจริงไม่ได้ค่าโฆษณา
มาซ้ำหลายรอบแล้ว{p} {b} {good} แนะนำๆ
must try {item} ของ{b} {taste}
highly recommended {b} {good} ไปลองกัน
"""
_RECOMMEND_BARE = """
แนะนำเลย{p} {good}
แนะนำ{item}{p} ต้องลอง
ต้องลอง{p} {good}
ใครยังไม่ลองต้องลองนะ {good}
บอกต่อเลย{p} {good}
ลองแล้ว ดีจริง แนะนำ{p}
แนะนำ{branch}{p} {good}
ไม่ผิดหวังแน่นอน{p} ไปลองกัน
ไปตำกันทุกคน {good}
"""
_TAG = """
{tag} {soon}ไป{b}กัน
{tag} ไป{b}กัน{soon}
{tag} ไปกิน{item}ที่{b}กัน
{tag} {soon}นะ {b}{branch}
{tag} {b}มี{item}แล้ว ไปกันๆ
{fr} {soon}ไป{b}กัน {tag}
ชวน{tag} ไปลอง{item}ที่{b} {soon}
{tag} {tag} แก๊งเราไป{b}กันเถอะ
{tag} ป้ะ {b} {soon}
"""
_TAG_BARE = """
{tag} ไปกัน
{tag} ไปกันๆๆ
{tag} {soon}ไปกัน
{tag} ไปกิน{item}กัน{soon}
{tag} {soon}นะ
{tag} {tag} {soon}ไปกันป่าว
{tag} จัดดิ
{tag} ป้ะ
{fr} ไปกัน {tag}
{tag} อันนี้ไง ไปกัน
{tag} ไปตำกัน
{tag} {branch} {soon}ไหม
"""
_LOOK = """
{tag} มาดู{b}เร็ว
{tag} {fr}ต้องชอบ{item}ของ{b}แน่
{tag} {b}เปิดแถวบ้าน{fr}แล้ว
{tag} เห็นนี่ยัง {b}ออก{item}
{tag} ที่บอกไง {b} {good}
"""
_LOOK_BARE = """
{tag} มาดู
{tag} มาดูเร็วๆ
{tag} {fr}ต้องชอบแน่
{tag} เห็นยัง
{tag} เหมาะกับ{fr}มาก
{tag} อันนี้ที่บอก
{tag} มีแถวบ้าน{fr}ด้วย
{tag} {item}ที่{fr}ชอบ
"""
_DEFEND = """
{b}ก็ไม่ได้แย่ขนาดนั้นนะ {defend_why}
ด่า{b}กันเกินไปไหม {defend_why}
ยังอยู่ทีม{b}{p} {defend_why}
{I}ว่า{b}ดีนะ {defend_why} {good}
เข้าใจคนโมโหนะ แต่{b} {defend_why} ยังเชียร์อยู่
ใครว่า{b}ไม่ดี {I}เถียงขาดใจ {defend_why}
"""
_DEFEND_BARE = """
{defend_why} {defend_why}
อย่าเพิ่งด่ากัน {defend_why}
ยังเชียร์อยู่{p} {defend_why}
{I}ว่าดีนะ {defend_why}
สู้ๆ {p} {defend_why}
"""
_WANT = """
อยากกิน{b}
อยากกิน{item}ของ{b}
อยากลอง{item}ของ{b}
{why_want} อยากกิน{b}
{why_want} อยากได้{item}ของ{b}สักแก้ว
{soon}จะไป{b}
{soon}ต้องไปตำ{item}ของ{b}
{soon}เจอกัน{b}
เดี๋ยว{soon}แวะ{b}ก่อน
รอ{b}มาเปิดแถว{city}
เล็ง{item}ของ{b}ไว้ รอเงินเดือนออก
น่าลอง{item}ของ{b}
อยากได้แก้วเก็บความเย็นของ{b}
คิดถึง{item}ของ{b} {soon}ต้องไป
จะสั่ง{b}ตอนนี้ก็ดึกไปแล้ว
{b}แถว{city}ไม่มี อยากกินก็ไม่ได้กิน
{why_want} ขอ{b}แก้วนึง
เย็นนี้{b}แล้วกัน
ใครไป{b}ฝากซื้อ{item}หน่อย
{I}จะไป{b}{branch} ฝากอะไรไหม
ว่าจะไปลอง{b}{branch}{soon}
"""
_WANT_BARE = """
อยากลอง
อยากกิน
อยากกิน{item}
อยากลอง{item}
{why_want} อยากได้{item}สักแก้ว
{soon}จัดแน่
{soon}ไปแน่นอน
รอเลย{p}
เดี๋ยวไปจัด{p}
น่าลอง{p}
น่ากิน
น่ากินจัง
อยากได้แก้ว
อยากได้แก้วลายนี้{p}
มาเปิดแถว{city}บ้าง{p} อยากกิน
แถว{city}ไม่มี อยากกิน{p}
เล็งไว้แล้ว รอเงินเดือนออก
{soon}เจอกัน{p}
ต้องไปตำแล้ว
เห็นแล้วหิว อยากกิน{item}
"""
_CRAVE = """
อยากกิน{b}มาก {feel}
โอ้ยน่ากิน{very} {b}ทำไมดีขนาดนี้ {soon}ต้องไปให้ได้
{item}ของ{b}น่ากิน{very} ต้องไปโดน
{b}เปิด{branch}แล้ว ดีใจ{very} {soon}ไปแน่
รอมานาน {b}มาเปิด{city}สักที {soon}ไปแน่นอน
คิดถึง{item}ของ{b} อร่อย{very} {soon}จะไปซ้ำ
{good} {soon}จะกลับไป{b}อีก
ไป{b}ทีไรก็อยากไปอีก {good} {soon}เอาอีก
ติด{item}ของ{b}หนักมาก {soon}ไปอีกแน่นอน
"""
_CRAVE_BARE = """
น่ากิน{very}{p}
น่าลอง{very}{p} {soon}จัด
อร่อย{very} {soon}จะไปซ้ำ{p}
น่ากินทุกเมนูเลย{p}
{good} {soon}มาอีกแน่
เปิดแล้วดีใจ{very} {soon}ไปแน่
สวย{very} อยากได้แก้วนี้
ชอบ{very} {soon}ไปตำอีก
กรี๊ด น่ากิน{very}
"""
_BOUGHT = """
จัดไปแล้ว{p} {item}ของ{b}
เพิ่งสั่ง{b}ไปเมื่อกี้
สั่ง{b}มา{n}แก้ว
วันนี้ได้{item}จาก{b}มาแล้ว
ไปต่อคิว{b}มาแล้ว ได้{item}มา
ได้แก้ว{b}มาแล้ว
เพิ่งซื้อบัตรเติมเงิน{b}มา {n}00 บาท
{past}เพิ่งไปซื้อ{item}ที่{b}{branch}มา
แวะซื้อ{b}ก่อนเข้างาน
สั่ง{b}มาเลี้ยงทั้งแผนก {n}แก้ว
กำลังต่อคิว{b}{branch}อยู่
อยู่{b}แล้ว สั่ง{item}ไป
"""
_BOUGHT_BARE = """
จัดไปแล้ว{p}
สั่งไปแล้ว{p}
จัดมาแล้ว {item}
ได้มาแล้ว{p} {n}แก้ว
เพิ่งสั่ง{item}ไป
ไปซื้อมาแล้ว{p}
สั่งในแอปไปแล้ว รอรับ{p}
กดไปแล้ว {n}แก้ว
ต่อคิวอยู่{branch}{p}
"""
_BOUGHT_HAPPY = """
เพิ่งจัด{item}จาก{b}มา {taste}
ในที่สุดก็ได้กิน{item}ของ{b} {taste}
ซื้อ{b}มา{n}แก้ว {good} {feel}
ได้แก้ว{b}มาแล้ว สวย{very}
สั่ง{b}มาเลี้ยงน้องๆ ทุกคนชอบ {good}
ไปเหมา{food}ที่{b}มา {taste}
"""
_BOUGHT_HAPPY_BARE = """
จัดมาแล้ว {good}
ไปซื้อมาแล้ว{p} {good}
สั่งมาลองแล้ว{p} {good}
ได้แก้วมาแล้ว น่ารัก{very}
เพิ่งกดสั่ง{n}แก้ว {feel}
"""
_ASK_BUY = """
{item}ของ{b}ราคาเท่าไหร่{q}
{item}ของ{b}แก้วละเท่าไหร่{q}
{b}{branch}เปิดกี่โมง{q}
{b}{branch}ปิดกี่โมง{q}
{b}มีสาขาแถว{city}ไหม{q}
{b}สาขาไหนยังมี{item}บ้าง{q}
โปร{b}หมดวันไหน{q}
โปร 1 แถม 1 ของ{b}ใช้ได้ทุกสาขาไหม{q}
{b}ใช้คูปองกับเมนูปั่นได้ไหม{q}
มีใครรู้ไหมว่า{b}{branch}เปิดยัง
{b}มีหวานน้อยไหม{q} จะไปลอง
{item}ของ{b}อร่อยไหม{q} กำลังจะไป
{b}เมนูไหนเด็ดสุด{q} จะไปครั้งแรก
ใครเคยกิน{item}ของ{b}บ้าง ดีไหม{q}
แก้วเก็บความเย็น{b}ยังมีขายไหม{q}
{b}สั่งเดลิเวอรีได้ไหม{q}
{b}รับจัดเบรกประชุมไหม{q} ประมาณ {mins} ที่ ราคาเท่าไหร่
สงกรานต์{b}เปิดไหม{q}
วันหยุด{b}{branch}เปิดปกติไหม{q}
บัตรเติมเงิน{b}ซื้อได้ที่ไหน{q}
"""
_ASK_BUY_BARE = """
ราคาเท่าไหร่{q}
แก้วละเท่าไหร่{q}
เท่าไร{q}
{item}ราคาเท่าไหร่{q}
มีสาขาไหนบ้าง{q}
{branch}มีไหม{q}
แถว{city}มีไหม{q}
เปิดกี่โมง{q}
{branch}เปิดกี่โมงถึงกี่โมง{q}
โปรถึงวันไหน{q}
ใช้ได้ทุกสาขาไหม{q}
ซื้อได้ที่ไหน{q}
ยังมีของไหม{q}
{item}ยังมีไหม{q}
แก้วขายแยกไหม{q}
ใช้กับเดลิเวอรีได้ไหม{q}
สั่งผ่านแอปได้โปรไหม{q}
เมนูนี้มีหวานน้อยไหม{q}
มีแบบร้อนไหม{q}
{branch}เริ่มขายวันไหน{q}
จองล่วงหน้าได้ไหม{q}
สั่ง {mins} แก้วต้องจองก่อนไหม{q}
มีแบบไม่มีนมไหม{q} อยากลอง
"""
_ASK_OTHER = """
{b}รับพนักงานพาร์ตไทม์ไหม{q}
ไวไฟ{b}ต้องใช้รหัสอะไร{q}
แต้ม{b}หมดอายุเมื่อไหร่{q}
{b}เปลี่ยนเบอร์ในแอปยังไง{q}
ลืมรหัสแอป{b}ทำไง{q}
ใครออกแบบแก้วของ{b}{q}
{b}ใช้เมล็ดจากที่ไหน{q}
ทำไม{b}เปลี่ยนโลโก้{q}
{b}{branch}มีที่จอดรถไหม{q}
เพลงที่เปิดใน{b}ชื่อเพลงอะไร{q}
"""
_ASK_OTHER_BARE = """
รับพนักงานไหม{q}
รับพาร์ตไทม์ไหม{q}
แต้มหมดอายุเมื่อไหร่{q}
ลืมรหัสแอปต้องทำยังไง{q}
ทักแชตไปแล้ว ตอบกี่โมง{q}
เพลงในคลิปชื่ออะไร{q}
แต่งเพลงเองเหรอ{q}
ในรูปนี่{branch}ใช่ไหม{q}
ใช้เมล็ดอะไร{q}
ประกาศผลวันไหน{q}
ติดต่อใครได้บ้าง{q}
{branch}มีที่จอดรถไหม{q}
"""
_COMPLAIN = """
{b} {bad}
{b} {bad} {sum_down}
{b}{branch} {bad}
{b}{branch} {bad} {bad}
{b}{branch} {bad} {bad} {sum_down}
{past}ไป{b}{branch} {bad}
{past}ไป{b}{branch} {bad} {sum_down}
{past}สั่ง{b} {bad} {sum_down}
{sigh} {b} {bad}
{sigh} {b}{branch} {bad} {sum_down}
{sigh} {past}ไป{b} {bad} {bad}
ทำไม{b}เดี๋ยวนี้ {bad}
{b}เดี๋ยวนี้ไม่ไหวแล้ว {bad}
{item}ของ{b} [แย่|ไม่อร่อยเลย|ผิดหวัง|ไม่คุ้มราคา]{p}
ฝากถึง{b} {bad} {sum_down}
ร้องเรียน{b}{branch} {bad} {bad} {sum_down}
ไม่ไหวกับ{b} {bad}
{bad} {b}จัดการหน่อย{p}
{bad} นี่เหรอ{b}
{b} บริการแย่{bad_very} {bad}
{season} ไป{b} {bad} {sum_down}
{I}ผิดหวังกับ{b} {bad}
{b} bad service {bad}
never again {b} {bad}
service mind ติดลบ {b} {bad} {sum_down}
"""
_COMPLAIN_BARE = """
{bad}
{bad}{p}
{bad} {sum_down}
{branch} {bad}
{branch} {bad} {sum_down}
{past}ไป{branch}มา {bad} {sum_down}
{sigh} {bad}
ก่อนทำโปรช่วยดู{branch}ก่อน{p} {bad}
แอดมินช่วยดูหน่อย{p} {bad}
ทักแชตไป{days}วันแล้วไม่ตอบ{p} {bad}
เมนูใหม่ไม่ผ่าน{p} {bad}
ไม่อร่อยเลย{p}
แพงไป{p} แก้วนิดเดียว
"""
_SARCASM = """
{b}ดีมาก รอ {mins} นาทีได้น้ำแข็งมาหนึ่งแก้ว ประทับใจสุดๆ
ขอบคุณ{b}ที่สอนให้รู้จักการรอคอย {mins} นาทีเอง
เก่งมาก{b} ขึ้นราคาแล้วลดขนาดแก้ว ฉลาดจริงๆ
{b}บริการดีเลิศ {bad} ปรบมือ
แอป{b}เสถียรมาก ล่มตรงเวลาทุกเช้า
{drink}ของ{b}เข้มมาก เข้มเหมือนน้ำเปล่า
{b} {bad} สมกับที่รอคอย
สุดยอดไปเลย{b} {bad} แต่โฆษณาเก่ง
จ่าย {price} บาทกับ{b}เพื่อดูดน้ำแข็ง คุ้มสุดในชีวิต
{b}เขาเก่งนะ ทำ{drink}ให้ไม่มีรสชาติได้
"""
_SARCASM_BARE = """
ดีมาก{p} รอ {mins} นาทีเอง
แอปเสถียรมาก ล่มทุกเช้าเลย
ตอบไวมาก{p} {days}วันแล้วยังไม่ตอบ
โปรดีมาก ใช้ไม่ได้สักสาขา
ทำคอนเทนต์เก่งนะ แต่กาแฟจืด
บริการดีเลิศ {bad}
"""
_QUIT = """
เลิกกิน{b}แล้ว {bad}
{b} {bad} {hurt}
ลาก่อน{b} {bad} {hurt}
เคยชอบ{b} แต่{bad} {hurt}
ไม่กลับไป{b}อีกแล้ว {bad}
จะไม่ซื้อ{b}อีก {bad}
"""
_QUIT_BARE = """
{bad} {hurt}
{hurt}
เลิกกินแล้ว{p} {bad}
เคยเป็นลูกค้าประจำ ตอนนี้{bad} {hurt}
"""
_MIXED_BAD = """
{b}กาแฟอร่อยนะ แต่{bad} {sum_down}
{good}ก็จริง แต่{b} {bad} {bad}
เสียดาย{b} {good} แต่{bad}
ร้าน{b}สวยดี แต่{bad} คงไม่ไปอีก
{b}เมื่อก่อนดีมาก เดี๋ยวนี้{bad}
"""
_MIXED_BAD_BARE = """
อร่อยนะ แต่{bad}
{good} แต่{bad} {sum_down}
โปรดีแต่{bad}
"""
_MIXED_GOOD = """
{b}คิวยาวหน่อยแต่{good} รอได้
ตอนแรกไม่คาดหวังกับ{b} สรุป{good}
แพงนิดนึงแต่{b} {good} ยอมจ่าย
เคยบ่น{b}ไว้ วันนี้ขอชม {good}
{b}รอนานแต่คุ้ม {good}
แถวยาวแต่{b}ทำไวมาก {good}
"""
_MIXED_GOOD_BARE = """
คิวยาวแต่{good}
รอนานแต่คุ้ม{p} {good}
ไม่คาดหวังเลย สรุป{good}
เคยบ่นไว้ วันนี้ขอชม{p} {good}
"""
_CRISIS = """
{b} {crisis_fact}
{b} {crisis_fact} {crisis_fact}
{b} {crisis_fact} {sum_down}
{b} {crisis_fact} {hurt}
{sigh} {b} {crisis_fact}
{sigh} {b} {crisis_fact} {sum_down}
ตกลง{b}จะเอายังไง {crisis_fact}
แบน{b} {crisis_fact}
แบน{b}ไปเลย {crisis_fact}
เลิกกิน{b}แล้ว {crisis_fact}
ใครโดน{b}เหมือนกันบ้าง {crisis_fact} {sum_down}
เตือนคนใช้แอป{b} {crisis_fact}
{b}คืนเงินมา{p} {crisis_fact}
{b}ตอบลูกค้าด้วย{p} {crisis_fact}
ดูคลิปแล้วขึ้นเลย {b} {crisis_fact}
{b}ทำแบบนี้กับลูกค้าได้ยังไง {crisis_fact}
เคยรัก{b}นะ แต่{crisis_fact} {hurt}
{I}โดนเอง{p} {b} {crisis_fact}
ไม่ขอโทษสักคำ {b} {crisis_fact}
{b} รับผิดชอบด้วย {crisis_fact}
"""
_CRISIS_BARE = """
{crisis_fact}
{crisis_fact}{p}
{crisis_fact} {crisis_fact}
{crisis_fact} {sum_down}
{crisis_fact} {hurt}
คืนเงินมา{p}
คืนเงินลูกค้าก่อนค่อยโพสต์โปร
ตอบลูกค้าด้วย{p} {crisis_fact}
แอดมินอยู่ไหน{p} {crisis_fact}
ยังกล้าโพสต์ขายของอีกเหรอ {crisis_fact}
ลบคอมเมนต์ทำไม{q} {crisis_fact}
{sigh} {crisis_fact}
แบน{p} {crisis_fact}
{I}ก็โดน{p} {crisis_fact}
"""
_CHAT = """
{doing}ที่{b}
{past}{doing}ที่{b}{branch}
{doing}อยู่{b}{branch}
เจอกันที่{b}นะ
นัดเพื่อนไว้ที่{b}{branch}ตอนบ่ายสอง
{b}{branch}คนเยอะ[เหมือนกันนะ|อยู่|พอสมควร]
{b}เปิด{branch}แล้วนะ
ผ่าน{b}ทุกวันแต่ยังไม่เคยเข้า
ที่ทำงานใหม่อยู่ตรงข้าม{b}พอดี
เลี้ยวซ้ายตรง{b} ตรงไปอีก {mins} เมตร
โต๊ะข้างๆ ใน{b}คุยเรื่อง[หุ้น|แฟนเก่า|งานแต่ง|สอบ]กันอยู่
{b}เปลี่ยนลายแก้วแล้ว
แก้ว{b}วางอยู่บนโต๊ะตั้งแต่เมื่อวาน
ฝันว่าได้ทำงานที่{b}
เมื่อก่อนแถวนี้มี{b} ตอนนี้เป็นร้านข้าวไปแล้ว
{b}{branch}ปิดปรับปรุงถึงสิ้นเดือน
เพื่อนทำงานอยู่{b}{branch}
วันนี้{b} เมื่อวานร้านป้า
ใส่เสื้อสีเดียวกับพนักงาน{b} โดนถามหาห้องน้ำ
กลิ่นนี้เหมือนใน{b}เลย
เอาแก้ว{b}มาปลูกต้นไม้
ถึง{b}แล้วทักมา
อยู่{b} ชั้นสอง
{season} คนเต็ม{b}
เช้านี้{b} {drink} แล้วก็ประชุมยาว
สลับกันไปมาระหว่าง{b}กับชงเองที่บ้าน
"""
_CHAT_BARE = """
มาแล้ว
มาๆ
ปักหมุด
ผ่านทุกวันเลย
อยู่แถวบ้านพอดี
ใครไปแล้วมารีวิวด้วย
คนแรก
มาก่อนใคร
ดูจบแล้ว
เห็นป้ายเมื่อวาน
โพสต์ตอนดึกเลยนะ
{doing}อยู่พอดี
"""
_GENERAL = """
กาแฟแก้วแรกของวัน
{why_want} ขอกาแฟก่อน
ชงกาแฟกินเองที่บ้านมาสามวันแล้ว
เลิกกาแฟได้{days}วันแล้ว ปวดหัวมาก
กินกาแฟตอนสี่โมงเย็น คืนนี้ไม่ได้นอนแน่
วันนี้กินกาแฟไป{n}แก้วแล้ว ใจสั่น
เครื่องชงที่บ้านพังอีกแล้ว
กาแฟไม่ช่วยแล้ว ต้องนอน
หมอให้ลดหวาน ลาก่อน{drink}
ราคาเมล็ดกาแฟขึ้นอีกแล้ว
{season} กาแฟเย็นละลายก่อนถึงออฟฟิศ
แมวปัดแก้วกาแฟตกอีกแล้ว
นั่งร้านกาแฟทั้งวันได้งานสองบรรทัด
"""
_GENERAL_ASK = """
ใครมีสูตร{drink}ทำเองบ้าง{q}
{drink}กับ{drink} อันไหนคาเฟอีนเยอะกว่า{q}
เปิดร้านกาแฟต้องใช้เงินเท่าไหร่{q}
เครื่องบดเมล็ดใช้ตัวไหนดี{q}
กินกาแฟแล้วใจสั่นเป็นกันไหม{q}
ทำไมกินกาแฟแล้วง่วง{q}
กาแฟดริปต้องใช้น้ำกี่องศา{q}
"""
_BIRD = """
เมื่อคืนเจอนกเค้าเกาะสายไฟหน้าบ้าน
ลูกนกเค้าตกจากรัง พี่กู้ภัยมารับไปแล้ว
นกเค้าแมวตัวนี้ตากลมมาก
เสียงนกเค้าร้องทั้งคืน แม่บอกลางไม่ดี
ไปดูนกที่{city} เจอนกเค้าโมงสองตัว
วาดรูปนกเค้าส่งครู ได้เต็มสิบ
นกเค้าหันคอได้เกือบรอบ เพิ่งรู้
ต้นไม้หลังบ้านมีนกเค้ามาทำรัง
นกเค้าที่บ้านสวนกินหนูเก่งมาก
สารคดีเมื่อคืนเล่าเรื่องนกเค้ากับนกฮูก
กลางคืนนกเค้าออกหากินหนูในนา ดีต่อชาวนา
"""
_COMPARE_ASK = """
{b}กับ{b2} อันไหนดีกว่ากัน{q}
{b}หรือ{b2}ดี{q} อยากกิน{drink}
ระหว่าง{b}กับ{b2} ไปร้านไหนดี{q}
{drink}ของ{b}กับ{b2} ร้านไหนอร่อยกว่า{q} จะซื้อไปฝากเพื่อน
แถว{city}มีทั้ง{b}ทั้ง{b2} เข้าร้านไหนดี{q}
"""
_COMPARE_CHAT = """
ตึกใหม่มีทั้ง{b}ทั้ง{b2}
{b}กับ{b2}เปิดติดกันเลย
เช้า{b} บ่าย{b2}
เมื่อก่อนกิน{b} ตอนนี้กิน{b2}
{b}แก้วละ {price} {b2}แก้วละ {price}
ในซอยมี{b} ปากซอยมี{b2}
"""
_COMPARE_GOOD = """
{b}กับ{b2}อร่อยทั้งคู่ {feel}
ทั้ง{b}ทั้ง{b2} {good} เลือกไม่ถูก
{b}เด่นเรื่องกาแฟ {b2}เด่นเรื่องขนม ชอบทั้งสองร้าน
"""
_COMPARE_BAD = """
{b}กับ{b2}ขึ้นราคาพร้อมกัน จะไม่ไหวแล้ว
ทั้ง{b}ทั้ง{b2}คิวนานพอกัน {sum_down}
{b}ก็แพง {b2}ก็แพง {hurt}
"""
_GIVEAWAY = """
ร่วมสนุก{p} {contest_answer} #กิจกรรม{bh}
{contest_answer} ร่วมสนุกกับ{b}{p}
แชร์แล้ว{p} {b} {contest_answer}
"""
_GIVEAWAY_BARE = """
ร่วมสนุก{p} {contest_answer}
{contest_answer}
{contest_answer} แชร์แล้ว{p}
ร่วมกิจกรรม{p} {contest_answer} ขอให้โชคดี
แชร์แล้ว{p}
กดไลก์กดแชร์แล้ว{p}
"""
_SHORT_GOOD = """
อร่อย
อร่อย{very}
อร่อย{p}
อร่อยจริง
ดี{very}
เริ่ด
ปัง
ฟิน
ชอบ{p}
ชอบ{very}
สวย{very}
น่ารัก
เก่ง{very}
สุดยอด{p}
ตัวนี้ดี
ดีงาม
เมนูโปรด{p}
ของโปรดเลย
รักเลย{p}
ถูกใจ{p}
เลิศ
ทำถึง
จึ้งมาก
"""
_SHORT_BAD = """
แพง
แพงไป
แพงไป{p}
ไม่อร่อย
ไม่อร่อย{p}
จืด
แก้วเล็กลงนะ
คิวนานมาก
ไม่ไหว
ไม่ไหวจะเคลียร์
แย่
แย่{bad_very}
ปรับปรุงด้วย{p}
เฉยๆ ไม่สมราคา
หวานเกิน
ผิดหวัง
ไม่คุ้ม{p}
"""
_SHORT_NEU = """
อ๋อ
โอเค{p}
รับทราบ{p}
555
ห๊ะ
จริงดิ
อ้าว
เข้ามาดู
ตามๆ
คนไทยชอบหวาน
เหมือนเคยเห็น
"""

KINDS: dict[str, Kind] = {
    "praise": Kind("pos", 0, 0, 0, _PRAISE, _PRAISE_BARE, "pos"),
    "love": Kind("pos", 0, 0, 0, _LOVE, _LOVE_BARE, "pos"),
    "recommend": Kind("pos", 0, 1, 0, _RECOMMEND, _RECOMMEND_BARE, "pos"),
    "tag": Kind("neu", 1, 1, 0, _TAG, _TAG_BARE, "want"),
    "look": Kind("neu", 0, 1, 0, _LOOK, _LOOK_BARE, "want"),
    "defend": Kind("pos", 0, 1, 0, _DEFEND, _DEFEND_BARE, "pos"),
    "want": Kind("neu", 1, 0, 0, _WANT, _WANT_BARE, "want"),
    "crave": Kind("pos", 1, 0, 0, _CRAVE, _CRAVE_BARE, "want"),
    "bought": Kind("neu", 1, 0, 0, _BOUGHT, _BOUGHT_BARE, "want"),
    "bought_happy": Kind("pos", 1, 0, 0, _BOUGHT_HAPPY, _BOUGHT_HAPPY_BARE, "pos"),
    "ask_buy": Kind("q", 1, 0, 0, _ASK_BUY, _ASK_BUY_BARE, "ask"),
    "ask_other": Kind("q", 0, 0, 0, _ASK_OTHER, _ASK_OTHER_BARE, "ask"),
    "complain": Kind("neg", 0, 0, 0, _COMPLAIN, _COMPLAIN_BARE, "neg"),
    "sarcasm": Kind("neg", 0, 0, 0, _SARCASM, _SARCASM_BARE, "neg"),
    "quit": Kind("neg", 0, 0, 0, _QUIT, _QUIT_BARE, "neg"),
    "mixed_bad": Kind("neg", 0, 0, 0, _MIXED_BAD, _MIXED_BAD_BARE, "neg"),
    "mixed_good": Kind("pos", 0, 0, 0, _MIXED_GOOD, _MIXED_GOOD_BARE, "pos"),
    "crisis": Kind("neg", 0, 0, 0, _CRISIS, _CRISIS_BARE, "angry"),
    "chat": Kind("neu", 0, 0, 0, _CHAT, _CHAT_BARE, "neu"),
    "compare_ask": Kind("q", 1, 0, 0, _COMPARE_ASK, "", "ask"),
    "compare_chat": Kind("neu", 0, 0, 0, _COMPARE_CHAT, "", "neu"),
    "compare_good": Kind("pos", 0, 0, 0, _COMPARE_GOOD, "", "pos"),
    "compare_bad": Kind("neg", 0, 0, 0, _COMPARE_BAD, "", "neg"),
    "giveaway": Kind("neu", 0, 0, 0, _GIVEAWAY, _GIVEAWAY_BARE, "want"),
    "short_good": Kind("pos", 0, 0, 0, "", _SHORT_GOOD, "pos"),
    "short_bad": Kind("neg", 0, 0, 0, "", _SHORT_BAD, "neg"),
    "short_neu": Kind("neu", 0, 0, 0, "", _SHORT_NEU, "neu"),
    "general": Kind("neu", 0, 0, 0, "", _GENERAL, "neu"),
    "general_ask": Kind("q", 0, 0, 0, "", _GENERAL_ASK, "ask"),
    "bird": Kind("neu", 0, 0, 0, "", _BIRD, "bird"),
}
