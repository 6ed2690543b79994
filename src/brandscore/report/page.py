"""What every page shares: its frame, its phrases, what was asked and how to do it again."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from brandscore.platforms import SIDES
from brandscore.report import words
from brandscore.report.arrange import in_order
from brandscore.report.clean import shown
from brandscore.report.figures import MISSING, count, is_missing
from brandscore.report.fonts import font_face_css
from brandscore.report.phrases import PHRASES, phrase
from brandscore.report.view import Lang

if TYPE_CHECKING:
    import jinja2

__all__ = ["render"]


@functools.cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("brandscore", "report/templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, lang: Lang, note: str | None, manifest: Mapping[str, Any], **context: Any) -> str:
    """Return a page as HTML.

    Parameters
    ----------
    template
        Name of its template.
    lang
        Language of the page's own words.
    note
        What stands at its head and foot.
    manifest
        What the run was.
    **context
        What the template shows; texts of others must have been cleaned, they
        are escaped here.
    """
    from markupsafe import Markup

    other: Lang = "en" if lang == "th" else "th"

    def t(name: str, *fill: object) -> str:
        return phrase(name, lang, *fill)

    def both(name: str) -> Any:
        """The phrase in the page's language, and small in the other."""
        first, second = phrase(name, lang), phrase(name, other)
        return Markup('{} <small lang="{}">{}</small>').format(first, other, second)

    text = (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            other=other,
            t=t,
            both=both,
            o=lambda name, *fill: phrase(name, other, *fill),
            font_css=Markup(font_face_css()),  # noqa: S704  made from the font, no text of others
            note=shown(note, 300),
            question=_question(manifest, lang),
            version=shown(manifest.get("brandscore", ""), 40),
            reproduction=_reproduction(manifest, lang),
            missing_figure=MISSING,
            **context,
        )
    )
    return text if text.endswith("\n") else text + "\n"


# --- what was asked, and how to do it again ------------------------------------------------------


def _pairs(x: Any) -> str:
    """Say a nested value of the manifest in one line."""
    if isinstance(x, Mapping):
        return ", ".join(f"{shown(k, 60)}: {_pairs(v)}" for k, v in x.items())
    if isinstance(x, (list, tuple)):
        return ", ".join(_pairs(v) for v in x)
    return MISSING if is_missing(x) else shown(x, 200)


def _question(manifest: Mapping[str, Any], lang: Lang) -> list[tuple[str, list[str]]]:
    """What was asked, a list of things per line; a thing is not broken over two lines."""
    out: list[tuple[str, list[str]]] = []
    profile = manifest.get("profile") or {}
    if profile:
        parts = [shown(profile.get("name", ""))]
        if profile.get("version") is not None:
            parts.append(phrase("version", lang, shown(profile["version"], 40)))
        if profile.get("effective") is not None:
            parts.append(phrase("effective", lang, shown(profile["effective"], 40)))
        out.append((phrase("profile", lang), [p for p in parts if p]))
    window = manifest.get("window") or {}
    if window.get("from") is not None and window.get("to") is not None:
        days = [phrase("window_words", lang, shown(window["from"], 40), shown(window["to"], 40))]
        if window.get("days") is not None:
            days.append(phrase("days", lang, count(window["days"])))
        out.append((phrase("window", lang), days))
    if manifest.get("as_of"):
        out.append((phrase("as_of", lang), [shown(manifest["as_of"], 40)]))
    if manifest.get("every"):
        every = str(manifest["every"])
        out.append((phrase("every", lang), [phrase(every, lang) if every in PHRASES else shown(every, 40)]))
    if manifest.get("sides"):
        sides = [s for s in SIDES if s in manifest["sides"]]
        out.append((phrase("sides", lang), [words.side_words(s, lang) for s in sides]))
    if manifest.get("platforms"):
        names = [words.platform_words(p, lang) for p in in_order(list(manifest["platforms"]))]
        out.append((phrase("platforms", lang), names))
    return out


def _reproduction(manifest: Mapping[str, Any], lang: Lang) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    profile = manifest.get("profile") or {}
    if profile.get("sha256"):
        groups.append((phrase("profile", lang), [(shown(profile.get("name", "")), shown(profile["sha256"], 80))]))
    for name in ("inputs", "models"):
        found = manifest.get(name) or {}
        if found:
            groups.append((phrase(name, lang), [(shown(k), _pairs(v)) for k, v in found.items()]))
    reference = manifest.get("reference") or {}
    if reference:
        groups.append((phrase("reference", lang), [(shown(k, 60), _pairs(v)) for k, v in reference.items()]))
    packages = manifest.get("packages") or {}
    if packages:
        versions = ", ".join(f"{shown(k, 60)} {shown(v, 40)}" for k, v in packages.items())
        groups.append((phrase("packages", lang), [("", versions)]))
    return groups
