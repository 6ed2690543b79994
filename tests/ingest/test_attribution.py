"""Which brands a message names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brandscore.ingest.attribution import Attributor
from brandscore.ingest.brands import Brand
from brandscore.ingest.words import fold

CHANG = Brand("Chang", aliases=("ช้าง",), exclude=("สวนสัตว์", "เกาะช้าง", "#ช้างไทย"))
LEO = Brand("Leo", aliases=("ลีโอ",), context=("เบียร์", "ดื่ม"))
MK = Brand("MK", aliases=("เอ็มเค",))
MK_GOLD = Brand("MK Gold", aliases=("เอ็มเคโกลด์",))
KFC = Brand("KFC", aliases=("เคเอฟซี", "#ไก่ผู้พัน"))


def find(text: str, *brands: Brand) -> tuple[str, ...]:
    return Attributor(brands).find(text)


# --- names ------------------------------------------------------------------------------------------------


def test_the_name_itself_is_an_alias() -> None:
    assert find("วันนี้กิน kfc ดีกว่า", Brand("KFC")) == ("KFC",)


@pytest.mark.parametrize("text", ["กินKFCกัน", "กิน เคเอฟซี", "k\u200bfc", "KFC!", "(kfc)", "ไก่ KFC\x00", "KFC\ud800"])
def test_names_are_found(text: str) -> None:
    assert find(text, KFC) == ("KFC",)


@pytest.mark.parametrize("text", ["", " ", "kfcx", "0kfc", "k f c", "เคเอฟซีย์", "\x00", "\ud800", "ไก่ทอดร้านนั้น"])
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert find(text, KFC) == ()


def test_composed_and_decomposed_letters_are_the_same() -> None:
    for alias in ("L'Oréal", "L'Ore\u0301al"):
        for text in ("ชอบ l'oréal มาก", "ชอบ L'ORE\u0301AL มาก"):
            assert find(text, Brand("A", aliases=(alias,))) == ("A",)


def test_brands_come_in_the_order_of_their_first_appearance() -> None:
    assert find("เอ็มเคสู้ kfc ไม่ได้ kfc ชนะ mk", KFC, MK) == ("MK", "KFC")
    assert find("kfc แล้วก็ mk", MK, KFC) == ("KFC", "MK")


def test_a_name_shared_by_two_brands_names_both() -> None:
    assert find("กินสุกี้", Brand("A", aliases=("สุกี้",)), Brand("B", aliases=("สุกี้",))) == ("A", "B")


def test_blanks_between_words_may_be_of_any_kind() -> None:
    assert find("ร้าน MK \n  Gold เปิดแล้ว", MK_GOLD) == ("MK Gold",)


def test_empty_aliases_name_nothing() -> None:
    empty = Brand("A", aliases=("", " ", "#", "\u200b"), exclude=("",), context=("", "#"))
    assert find("อะไรก็ได้ # ", empty) == ()
    assert find("มี a ตัวหนึ่ง", empty) == ("A",)  # an empty context word asks for nothing


def test_no_brands_find_nothing() -> None:
    assert find("kfc") == ()


# --- the longest match --------------------------------------------------------------------------------------


def test_the_longest_name_counts() -> None:
    assert find("ไป MK Gold มา", MK, MK_GOLD) == ("MK Gold",)
    assert find("ไปเอ็มเคโกลด์มา", MK, MK_GOLD) == ("MK Gold",)
    assert find("MK ถูกกว่า MK Gold", MK, MK_GOLD) == ("MK", "MK Gold")


def test_a_longer_name_that_does_not_stand_there_hides_nothing() -> None:
    assert find("ร้าน mk golden เก่า", MK, MK_GOLD) == ("MK",)


def test_a_longer_name_of_a_brand_that_is_out_still_hides_the_shorter() -> None:
    gold = Brand("MK Gold", exclude=("ปิดแล้ว",))
    assert find("mk gold ปิดแล้ว", MK, gold) == ()


def test_names_that_overlap_without_one_holding_the_other_both_count() -> None:
    assert find("ซื้อ big red bull", Brand("A", aliases=("big red",)), Brand("B", aliases=("red bull",))) == ("A", "B")


# --- the elephant and the beer --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "เย็นนี้ดื่มช้างกับหมูกระทะ",
        "ช้าง 3 ขวดร้อย",
        "ลีโอหรือช้างดี",
        "ช้างงงงง จัดมา",
        "แพ้เบียช้างทุกที",
        "#ช้าง",
        "พาหลานไปสวนสัตว์ แล้วค่อยกลับมา #ช้าง",  # the exact hashtag is meant
        "เที่ยวเกาะช้าง #Chang",
    ],
)
def test_the_beer(text: str) -> None:
    assert find(text, CHANG) == ("Chang",)


@pytest.mark.parametrize(
    "text",
    [
        "ช้างเผือกเกิดใหม่ในป่า",
        "งวงช้างยาวมาก",
        "ไปดูช้างที่สวนสัตว์",
        "ไปเที่ยวเกาะช้างสามวัน",
        "ช้างเชือกนี้น่ารัก #ช้างไทย",
        "ช่างซ่อมรถมาแล้ว",
        "change ใหม่",
    ],
)
def test_the_animal_and_the_rest(text: str) -> None:
    assert find(text, CHANG) == ()


def test_an_excluding_word_is_a_word() -> None:
    brand = Brand("Chang", aliases=("ช้าง",), exclude=("ป่า",))
    assert find("ช้างในป่า", brand) == ()
    assert find("กินช้างป่าว", brand) == ("Chang",)  # ป่าว: or not?


def test_an_excluding_word_touches_no_other_brand() -> None:
    assert find("กิน kfc ที่สวนสัตว์ดูช้าง", CHANG, KFC) == ("KFC",)


# --- context --------------------------------------------------------------------------------------------------


def test_context() -> None:
    assert find("ลีโอ", LEO) == ()
    assert find("ดื่มลีโอ", LEO) == ("Leo",)
    assert find("ลีโอ ราศีอะไร", LEO) == ()
    assert find("ชอบ leo กับเบียร์อื่นๆ", LEO) == ("Leo",)
    assert find("เครื่องดื่มของ leo", LEO) == ()  # เครื่องดื่ม is another word than ดื่ม
    assert find("#ลีโอ ราศีสิงห์", LEO) == ("Leo",)
    assert find("เบียร์อะไรดี", LEO) == ()


def test_a_context_word_of_one_brand_serves_no_other() -> None:
    other = Brand("Lion", aliases=("สิงห์",), context=("น้ำแร่",))
    assert find("ดื่มลีโอหรือสิงห์", LEO, other) == ("Leo",)


# --- hashtags and handles -------------------------------------------------------------------------------------


def test_a_hashtag_alias_matches_that_hashtag_only() -> None:
    assert find("อร่อย #ไก่ผู้พัน", KFC) == ("KFC",)
    assert find("อร่อย ไก่ผู้พัน", KFC) == ()
    assert find("#ไก่ผู้พันอร่อย", KFC) == ()
    assert find("#ไก่ผู้พัน\u200b อร่อย", KFC) == ("KFC",)
    assert find("#ไก่ผู้พัน#อร่อย", KFC) == ("KFC",)


def test_a_name_of_several_words_is_a_hashtag_without_blanks() -> None:
    assert find("#MKGold", MK_GOLD) == ("MK Gold",)
    assert find("#MKGoldSiam", MK_GOLD) == ()


def test_hashtags_are_text_too() -> None:
    assert find("#ช้างเติมเต็มคำว่าเพื่อน", CHANG) == ("Chang",)
    assert find("#changmusic", CHANG) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@mk อร่อยไหม", True),
        ("ถาม@MK", True),
        ("@mk.", True),
        ("เจอกัน @mk สยาม", True),
        ("@mk_fan", False),
        ("@mk.official", False),
        ("@the.mk", False),
        ("@mkเซ็นทรัล", True),
        ("write to me@mk.co.th", True),  # an address, no handle
    ],
)
def test_a_handle_counts_as_a_whole(text: str, found: bool) -> None:
    assert find(text, MK) == (("MK",) if found else ())


def test_a_handle_may_be_an_alias() -> None:
    brand = Brand("Chao Nang", aliases=("@chaonang.th",))
    assert find("ดูที่ @chaonang.th นะ", brand) == ("Chao Nang",)
    assert find("chaonang.th", brand) == ()
    assert find("@chaonang.thai", brand) == ()


def test_a_handle_may_begin_a_longer_name() -> None:
    assert find("@MK Gold สยาม", MK, MK_GOLD) == ("MK Gold",)


# --- what always holds ----------------------------------------------------------------------------------------

signs = st.sampled_from([*"กชงเา้่ิ์ลโอี kfcm7#@._", "ช้าง", "ลีโอ", "mk", " gold", "#ช้าง", "สวนสัตว์", "\u200b", "\x00"])
messages = st.lists(signs, max_size=14).map("".join)
names = st.sampled_from(["ช้าง", "ลีโอ", "mk", "mk gold", "#ช้าง", "ช้างลี", "gold"]) | st.text(
    alphabet="กชงเา้ลโอีkfm #", min_size=1, max_size=6
)
some_brands = st.lists(
    st.builds(
        lambda number, aliases, exclude, context: Brand(
            f"{number}", aliases=tuple(aliases), exclude=tuple(exclude), context=tuple(context)
        ),
        st.integers(10, 99),
        st.lists(names, max_size=3),
        st.lists(names, max_size=1),
        st.lists(names, max_size=1),
    ),
    max_size=4,
    unique_by=lambda brand: brand.name,
)


@given(st.text(), some_brands)
def test_any_text_can_be_searched(text: str, brands: list[Brand]) -> None:
    found = Attributor([CHANG, LEO, MK, *brands]).find(text)
    assert len(set(found)) == len(found)


@given(messages, some_brands)
def test_searching_is_repeatable_and_reads_no_order(text: str, brands: list[Brand]) -> None:
    attributor = Attributor(brands)
    found = attributor.find(text)
    assert attributor.find(text) == found
    assert set(Attributor(brands[::-1]).find(text)) == set(found)


def terms(brand: Brand) -> set[str]:
    folded = {fold(alias).strip() for alias in (brand.name, *brand.aliases)}
    return {term for alias in folded if alias.strip("# ") for term in (alias, "#" + alias.lstrip("#").replace(" ", ""))}


@given(
    messages,
    some_brands,
    st.builds(Brand, st.integers(100, 199).map(str), aliases=st.lists(names, max_size=3).map(tuple)),
)
def test_another_brand_takes_a_match_only_by_a_longer_name(text: str, brands: list[Brand], other: Brand) -> None:
    before = Attributor(brands).find(text)
    after = Attributor([*brands, other]).find(text)
    assert set(after) - set(before) <= {other.name}
    longer = any(mine in its and mine != its for brand in brands for mine in terms(brand) for its in terms(other))
    if not longer:
        assert tuple(name for name in after if name != other.name) == before


@given(messages)
def test_what_is_excluded_without_a_hashtag_is_never_found(text: str) -> None:
    if "#" not in text and "สวนสัตว์" in text.split(" "):
        assert Attributor([CHANG]).find(text) == ()


# --- long and hostile text --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "found"),
    [
        ("ช้าง", True),
        ("ช้างเผือก", False),
        ("ก", False),
        ("#", False),
        ("@", False),
        ("ุ่", False),
        ("mk", False),
        ("เเ", False),
        ("\x00", False),
        ("👍🏽 ", False),
    ],
)
def test_two_million_characters(piece: str, found: bool) -> None:
    text = piece * (2_000_000 // len(piece))
    assert Attributor([CHANG, LEO, MK]).find(text) == (("Chang",) if found else ())


def test_a_name_at_the_end_of_two_million_characters() -> None:
    text = "ดีมาก " * 333_333 + "ช้าง"
    assert Attributor([CHANG, MK]).find(text) == ("Chang",)
