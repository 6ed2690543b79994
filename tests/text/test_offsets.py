"""Places: every character of the normalised text leads back to what it stands for."""

from hypothesis import given
from hypothesis import strategies as st

from brandscore.text.normalise import LAUGH, MENTION, NUMBER, STRETCH, URL, normalise
from brandscore.text.offsets import places

BITS = ["ดีมาก", "เเพง", "นํ้า", "5555", "ฮ่าๆๆ", "https://a.co/x?1", "@u1234", "0812345678", "ครับบบบ", "ABC", "Ａ", "😂😂😂", "👍🏽",
        " ", "\n", "\u200b", "100", "#แท็ก", "ﷺ"]  # fmt: skip


def seen(text, mask):
    normalised = normalise(text)
    return [text[slice(*place)] for char, place in zip(normalised, places(text), strict=True) if char == mask]


def test_what_was_masked_is_found_again():
    text = "ไปดู https://a.co/x มา 5555 ซื้อ 2 แก้ว @u1234 อร่อยยยย"
    assert [seen(text, m) for m in (URL, LAUGH, NUMBER, MENTION, STRETCH)] == [
        ["https://a.co/x"], ["5555"], ["2"], ["@u1234"], ["ยยย"]
    ]  # fmt: skip


def test_a_word_is_found_behind_spaces_case_and_form():
    text = "  ชอบ   ร้าน ＡＢＣ มากกกก\u200b ครับ"
    normalised, found = normalise(text), places(text)
    for word, original in (("ชอบ", "ชอบ"), ("ร้าน", "ร้าน"), ("abc", "ＡＢＣ"), ("ครับ", "ครับ")):
        start = normalised.index(word)
        assert text[found[start].start : found[start + len(word) - 1].end] == original


@given(st.text() | st.lists(st.sampled_from(BITS)).map("".join))
def test_places_go_forward_and_stay_inside(text):
    found = places(text)
    assert len(found) == len(normalise(text))
    edge = 0
    for start, end in found:
        assert edge <= start <= end <= len(text)
        edge = start


@given(st.text(alphabet="กขคดมรสอเแโาิีุู่้ abcxyz", max_size=40).map(normalise).filter(lambda t: normalise(t) == t))
def test_a_normalised_text_maps_to_itself(text):
    assert places(text) == [(k, k + 1) for k in range(len(text))]


def test_a_very_long_message_is_aligned_to_its_end():
    text = "ab " * 50_000 + "จบ"
    assert [text[slice(*place)] for place in places(text)[-2:]] == ["จ", "บ"]
