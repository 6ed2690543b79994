from __future__ import annotations

import base64
import io
import re
import unicodedata

from fontTools.ttLib import TTFont

from brandscore.report import fonts
from brandscore.report.phrases import PHRASES


def test_the_font_has_thai_latin_and_every_sign_the_pages_use():
    letters = TTFont(io.BytesIO(fonts.woff())).getBestCmap()
    thai = {c for c in range(0x0E00, 0x0E80) if unicodedata.category(chr(c)) != "Cn"}
    assert thai <= set(letters)
    assert set(range(0x21, 0x7F)) <= set(letters)
    used = {c for pair in PHRASES.values() for text in pair for c in text} - {"\n"}
    # The circle of the heat table stands in every system's fonts.
    assert {c for c in used if ord(c) not in letters} == {"○"}


def test_the_font_places_thai_marks_and_has_the_weights_of_text_and_headings():
    font = TTFont(io.BytesIO(fonts.woff()))
    assert [(a.axisTag, a.minValue, a.maxValue) for a in font["fvar"].axes] == [("wght", 400, 700)]
    features = {f.FeatureTag for f in font["GPOS"].table.FeatureList.FeatureRecord}
    assert {"mark", "mkmk"} <= features
    assert font.flavor == "woff"
    assert font["name"].getDebugName(13).startswith("This Font Software is licensed under the SIL Open Font License")


def test_the_rule_holds_the_font_its_name_and_its_licence():
    css = fonts.font_face_css()
    assert len(css) < 60_000
    assert css.startswith("/* Noto Sans Thai")
    assert "SIL Open Font License" in css.split("*/")[0]
    assert f'font-family:"{fonts.FAMILY}"' in css
    (data,) = re.findall(r"base64,([A-Za-z0-9+/=]+)\"", css)
    assert base64.b64decode(data) == fonts.woff()


def test_the_font_is_cut_alike_every_time():
    assert fonts.woff.__wrapped__() == fonts.woff()
