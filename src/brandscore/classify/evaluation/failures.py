"""Kinds of messages that models of a task get wrong, each with examples made up for it.

What the model says of the examples is found out when a card is written, so a
kind that a later model has learned shows as right.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FAILURES", "Failure"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind of message that is hard.

    Parameters
    ----------
    name
        What makes it hard.
    examples
        Invented messages, each with the label that a reader would give it.
    """

    name: str
    examples: tuple[tuple[str, str], ...]


#: By task.
FAILURES: dict[str, tuple[Failure, ...]] = {
    "sentiment": (
        Failure(
            "A wish, which the corpus counts as positive",
            (("เห็นรีวิวแล้วอยากลองบ้างเลย", "pos"), ("เดี๋ยวสิ้นเดือนไปตำ", "pos")),
        ),
        Failure(
            "Praise without a word of praise",
            (("ใช้มาสามปี ยังไม่เคยต้องเข้าศูนย์เลยสักครั้ง", "pos"), ("วันเดียวหมดไปสองกล่อง ลูกแย่งกัน", "pos")),
        ),
        Failure(
            "Blame without a word of blame",
            (("สั่งตั้งแต่บ่ายโมง ตอนนี้สี่ทุ่มแล้ว", "neg"), ("โทรไปสิบสาย มีแต่เพลงให้ฟัง", "neg")),
        ),
        Failure(
            "Rough words among friends",
            (("มึงงง กูได้บัตรแล้วเว้ย เจอกันหน้างาน", "pos"), ("โคตรเด็ดอะ บ้าไปแล้ว", "pos")),
        ),
        Failure(
            "Negation that turns the meaning",
            (("ไม่ได้แย่อย่างที่เขาว่ากันเลยนะ ดีเกินคาด", "pos"), ("จะบอกว่าดีก็พูดได้ไม่เต็มปาก", "neg")),
        ),
        Failure(
            "Comparison: which of the two is praised",
            (("ตั้งแต่ลองร้านนี้ก็ไม่กลับไปร้านเดิมอีก", "pos"), ("เจ้าอื่นเขาไปถึงไหนกันแล้ว", "neg")),
        ),
        Failure(
            "Irony",
            (("บริการดีมาก ให้รอแค่สองชั่วโมงเอง", "neg"), ("เก่งจังเลยค่ะ ส่งของมาผิดสามรอบ", "neg")),
        ),
        Failure("Praise and blame in one message", (("กาแฟอร่อย แต่พนักงานหน้าบึ้งทั้งร้าน ไม่กลับไปแล้ว", "neg"),)),
        Failure("A complaint asked as a question", (("ทำไมโทรไปกี่ครั้งก็ไม่มีคนรับสายคะ", "neg"),)),
        Failure("A question without a question word", (("ขอรายละเอียดเรื่องสิทธิ์สมาชิกหน่อยครับ", "q"),)),
        Failure("Dialect", (("ลำขนาด ไผบ่าลองต้องลอง", "pos"), ("หรอยจังฮู้", "pos"))),
        Failure("English", (("worst service I have ever had", "neg"), ("love it so much, will come again", "pos"))),
    ),
    "intention": (
        Failure("A wish that something blocks", (("อยากได้มากเลย แต่เงินเดือนยังไม่ออก", "1"),)),
        Failure("A refusal, or a change of mind", (("ตอนแรกก็เล็งอยู่ เดี๋ยวนี้ไม่เอาแล้ว", "0"), ("ให้ฟรียังไม่เอา", "0"))),
        Failure(
            "A technical question", (("เครื่องค้างบ่อยมาก แก้ยังไงได้บ้างคะ", "0"), ("แอปขึ้นว่าเข้าระบบไม่ได้ ต้องแก้ตรงไหนครับ", "0"))
        ),
        Failure("A wish for what is not for sale", (("อยากนอนอยู่บ้านทั้งวัน", "0"), ("อยากให้ฝนหยุดตกสักที", "0"))),
        Failure("A purchase that is only the start of a complaint", (("ซื้อมาอาทิตย์เดียว จอดับแล้ว", "0"),)),
        Failure("A plan among friends, no product named", (("อาทิตย์หน้าแวะกันไหมพวกเรา", "1"), ("เอาดิ ขอเก็บตังค์แป๊บ", "1"))),
        Failure("A seller's words", (("สนใจทักแชทได้เลย พร้อมส่งทุกวันค่ะ", "0"),)),
        Failure("A buyer's question without a product", (("มีไซซ์เล็กกว่านี้ไหมคะ", "1"), ("วันอาทิตย์ร้านปิดดึกไหมคะ", "1"))),
    ),
    "advocacy": (
        Failure("Plain praise, which is none", (("รสชาติกลมกล่อมดี", "0"), ("สวยทุกมุมเลยรุ่นนี้", "0"))),
        Failure("Advice against", (("แนะนำให้เลี่ยงร้านนี้เลยค่ะ", "0"), ("อย่าไปเลย ไม่คุ้มหรอก", "0"))),
        Failure("Asking for a recommendation", (("มีร้านไหนแนะนำบ้างคะ แถวอารีย์", "0"),)),
        Failure("Calling a friend to it", (("แกต้องได้ลองสักครั้งจริงๆ", "1"), ("พี่คะ มาดูอันนี้ก่อน เหมาะกับพี่เลย", "1"))),
        Failure("A clear pick for somebody who chooses", (("ระหว่างสองรุ่นนี้ เอารุ่นแรกเถอะ ทนกว่าเยอะ", "1"),)),
        Failure("Defence against critics", (("ร้านเขาทำดีมาตลอด อย่าเพิ่งด่าเขาสิ ลองไปกินเองก่อน", "1"),)),
        Failure("The brand's own advice", (("แอดแนะนำเมนูใหม่ ลองได้แล้ววันนี้ทุกสาขา", "0"),)),
        Failure("Advice that has nothing to do with a product", (("แนะนำให้ไปหาหมอก่อนนะ", "0"),)),
    ),
    "promo": (
        Failure(
            "A seller without selling words",
            (("งานซ่อมวันนี้เสร็จเรียบร้อย ส่งมอบให้ลูกค้าแล้วครับ", "1"), ("ปล่อยต่อเครื่องเก่าค่ะ สภาพดี นัดรับสยาม", "1")),
        ),
        Failure("A headline without a source", (("ผู้ว่าฯ เปิดงานเทศกาลอาหารริมแม่น้ำ คนแน่นสองฝั่ง", "1"),)),
        Failure("A brand that talks like a friend", (("ฝนตกแบบนี้ทานอะไรอุ่นๆ กันดีน้า แอดรอทุกคนอยู่นะ", "1"),)),
        Failure("An admin's short answer", (("แจ้งหมายเลขสั่งซื้อทางข้อความได้เลยนะคะ", "1"), ("มีทุกสาขาเลยค่า", "1"))),
        Failure(
            "A consumer who lists prices and shops",
            (("ร้านแรกแก้วละ 45 ร้านที่สอง 60 เราว่าร้านแรกคุ้มกว่า", "0"),),
        ),
        Failure("A consumer who joins a giveaway", (("ร่วมสนุกค่ะ ตอบข้อ 2 #แจกตั๋ว", "0"),)),
        Failure("A consumer who passes an offer on", (("เห็นมีลดครึ่งราคาอยู่นะ ใครผ่านไปแวะดู", "0"),)),
    ),
}
