"""Noto Sans Thai for the pages: cut to what they need, embedded, and known to the chart maker.

The font comes from the package ``fontpkg-noto-sans-thai`` under the SIL Open
Font License 1.1, which allows cut and embedded copies that keep the notice.
"""

from __future__ import annotations

import base64
import functools
import io
from pathlib import Path

__all__ = ["FAMILY", "font_face_css", "font_folder", "woff"]

#: Name of the family, in the page and in the charts alike.
FAMILY = "Noto Sans Thai"

_THAI = range(0x0E00, 0x0E80)
_LATIN = range(0x20, 0x7F)
# No-break space, punctuation and signs that pages and Thai messages use.
_SIGNS = (0xA0, 0xB7, 0xD7, 0x200B, 0x200C, 0x200D, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026)
_MORE_SIGNS = (0x2212, 0x25CC)

_NOTICE = (
    "Noto Sans Thai, a cut copy. Copyright 2022 The Noto Project Authors (github.com/notofonts/thai). "
    "This Font Software is licensed under the SIL Open Font License, Version 1.1 (openfontlicense.org)."
)


def font_folder() -> Path:
    """Return the folder of the installed font file, for `vl_convert.register_font_directory`."""
    import fontpkg_noto_sans_thai

    return Path(fontpkg_noto_sans_thai.ROOT) / "files"


@functools.cache
def woff() -> bytes:
    """Return the font as WOFF: Thai, ASCII and some signs, upright, weights 400 to 700.

    The same bytes every time: no date of making is written.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    (path,) = font_folder().glob("*.ttf")
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["ccmp", "dist", "kern", "liga", "locl", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*_THAI, *_LATIN, *_SIGNS, *_MORE_SIGNS])
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)})
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@functools.cache
def font_face_css() -> str:
    """Return the ``@font-face`` rule with the font inside, and its licence notice."""
    data = base64.b64encode(woff()).decode("ascii")
    return (
        f"/* {_NOTICE} */\n"
        f'@font-face{{font-family:"{FAMILY}";font-style:normal;font-weight:400 700;font-display:block;'
        f'src:url("data:font/woff;base64,{data}") format("woff")}}'
    )
