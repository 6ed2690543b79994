"""Reads a page with the standard library's parser: is it well-formed, what does it ask for, what does it say."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        if self.open:
            self.faults.append(f"never closed: {self.open}")
        if len(self.ids) != len(set(self.ids)):
            self.faults.append("an id stands twice")

    def handle_starttag(self, tag, attrs):
        self._note(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self._note(tag, attrs)

    def _note(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        self.styles += [value for name, value in attrs if name == "style"]

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        (self.styles if self.open and self.open[-1] == "style" else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def asked_for(self) -> list[str]:
        """Everything that a browser would fetch, or a reader could follow out of the page."""
        out = []
        for tag, attrs in self.tags:
            for name, value in attrs.items():
                if name in ("src", "srcset", "href", "xlink:href", "action", "data", "poster", "background", "ping"):
                    if not (value or "").startswith("#"):
                        out.append(f"{tag} {name}={value}")
                elif name.startswith("on"):
                    out.append(f"{tag} {name}")
            if tag in ("script", "iframe", "object", "embed", "link", "img", "base", "form"):
                out.append(tag)
        css = "\n".join(s or "" for s in self.styles)
        out += [
            u for u in re.findall(r"url\(\s*[\"']?([^\"')]{0,40})", css) if not u.startswith("data:font/woff;base64,")
        ]
        out += re.findall(r"@import", css)
        return out
