"""The pages in a real browser: nothing asked for, nothing cut off, Thai in its font; phone and desktop."""

from __future__ import annotations

import html as escaping
import json
import re
import shutil
import socketserver
import subprocess
import threading
from pathlib import Path

import pytest

from brandscore.report.html import monitor_report, score_report

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 360, 1280

#: Runs beside the page, in a frame as wide as the screen meant; the page itself runs no script.
MEASURE = """
const out = {};
addEventListener("load", async () => {
  const frame = document.querySelector("iframe");
  const doc = frame.contentDocument, win = frame.contentWindow;
  doc.querySelectorAll("details").forEach(d => { d.open = true; });
  await doc.fonts.ready;
  const root = doc.documentElement;
  out.width = root.clientWidth;
  out.scroll = Math.max(root.scrollWidth, doc.body.scrollWidth);
  out.fonts = [...doc.fonts].map(f => f.family.replaceAll('"', "") + " " + f.status);
  out.family = win.getComputedStyle(doc.body).fontFamily;
  out.fetched = win.performance.getEntriesByType("resource").map(e => e.name.slice(0, 60));
  const wide = (family) => {
    const span = doc.createElement("span");
    span.style.cssText = "position:absolute;white-space:nowrap;font:64px " + family;
    span.textContent = "กาแฟน้ำพุร้อนที่นี่";
    doc.body.append(span);
    const width = span.getBoundingClientRect().width;
    span.remove();
    return width;
  };
  out.thai = wide('"Noto Sans Thai"');
  out.fallback = wide("monospace");
  const seen = [...doc.querySelectorAll("svg.marks")].filter(s => s.getClientRects().length);
  out.charts = seen.map(svg => {
    const box = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter(t => t.textContent.trim());
    const rects = texts.map(t => t.getBoundingClientRect());
    const cut = texts.filter((t, i) =>
      rects[i].left < box.left - 1 || rects[i].right > box.right + 1 || rects[i].top < box.top - 1 ||
      rects[i].bottom > box.bottom + 1).map(t => t.textContent);
    const over = [];
    rects.forEach((a, i) => rects.forEach((b, j) => {
      if (i < j && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
        over.push(texts[i].textContent + " / " + texts[j].textContent);
    }));
    const size = texts.length ? Math.min(...rects.map(r => r.height)) : 0;
    return {cut, over, width: box.width, size, family: win.getComputedStyle(texts[0]).fontFamily};
  });
  const clipped = el => el.closest(".scroll");
  out.outside = [...doc.querySelectorAll("body *")].filter(el => !clipped(el) && el.getClientRects().length &&
    el.getBoundingClientRect().right > root.clientWidth + 1).map(el => el.tagName + " " + el.textContent.slice(0, 40));
  document.getElementById("out").textContent = JSON.stringify(out);
});
"""


def chromium(*options: str, page: Path, home: Path) -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "this tier needs Chromium"
    command = [found, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={home}"]
    command += ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    command += ["--disable-features=OptimizationHints,MediaRouter,Translate", "--disable-domain-reliability", *options]
    run = subprocess.run([*command, page.as_uri()], check=True, capture_output=True, text=True, timeout=120)
    return run.stdout


def measured(page: str, width: int, folder: Path) -> dict[str, object]:
    wrapper = folder / f"wrapper-{width}.html"
    frame = f'<iframe style="border:0;width:{width}px;height:900px" srcdoc="{escaping.escape(page)}"></iframe>'
    wrapper.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">{frame}<pre id="out"></pre>'
        f"<script>{MEASURE}</script></body>",
        encoding="utf-8",
    )
    options = ("--host-resolver-rules=MAP * ~NOTFOUND", f"--window-size={width},900", "--virtual-time-budget=8000")
    dom = chromium(*options, "--dump-dom", page=wrapper, home=folder / f"home-{width}")
    (text,) = re.findall(r'<pre id="out">(.*?)</pre>', dom, flags=re.DOTALL)
    found: dict[str, object] = json.loads(escaping.unescape(text))
    return found


@pytest.fixture(scope="module")
def pages(score_view, monitor_view, make_scores, hostile_view) -> dict[str, str]:
    long = ("กาแฟโบราณหน้าตลาดสดเทศบาล" * 3, "ก" * 90, "Cup of the Day " * 9, "W" * 200, "น้ำ" * 60, "<b>&amp;</b>")
    return {
        "score th": score_report(score_view, "th"),
        "score en": score_report(make_scores(intervals=True), "en"),
        "score long names": score_report(make_scores(long), "th"),
        "score hostile": score_report(hostile_view, "en"),
        "monitor th": monitor_report(monitor_view, "th"),
        "monitor en": monitor_report(monitor_view, "en"),
    }


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    "name", ["score th", "score en", "score long names", "score hostile", "monitor th", "monitor en"]
)
def test_a_page_fits_its_screen_in_its_font(pages, tmp_path, name, width):
    found = measured(pages[name], width, tmp_path)
    assert found["width"] == width
    assert found["scroll"] <= width
    assert found["outside"] == []
    assert found["fonts"] == ["Noto Sans Thai loaded"]
    assert found["family"].startswith('"Noto Sans Thai"')
    assert found["thai"] != found["fallback"]
    assert found["charts"]
    for chart in found["charts"]:
        assert chart["cut"] == []
        assert chart["over"] == []
        assert "Noto Sans Thai" in chart["family"]
        assert chart["size"] >= 9  # letters stay readable on a phone
    assert all(name.startswith("data:font/") for name in found["fetched"])


class Recorder(socketserver.StreamRequestHandler):
    """A proxy that answers nothing and keeps what it was asked for."""

    def handle(self) -> None:
        self.server.asked.append(self.rfile.readline().decode("latin-1").strip())


def asked_for(pages: list[str], folder: Path) -> list[str]:
    """Open pages side by side in a browser that may fetch anything; return the first line of every request."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Recorder) as proxy:
        proxy.asked = []
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        frames = []
        for n, page in enumerate(pages):
            (folder / f"page-{n}.html").write_text(page, encoding="utf-8")
            frames.append(f'<iframe src="page-{n}.html"></iframe>')
        wrapper = folder / "all.html"
        wrapper.write_text("".join(frames), encoding="utf-8")
        through = (f"--proxy-server=http://127.0.0.1:{proxy.server_address[1]}", "--proxy-bypass-list=<-loopback>")
        chromium(*through, "--virtual-time-budget=3000", "--dump-dom", page=wrapper, home=folder / "home")
        proxy.shutdown()
    return proxy.asked


def hosts(requests: list[str]) -> set[str]:
    """Hosts asked for, less those that Chromium asks by itself, whatever the page."""
    found = {re.sub(r"^\w+ (?:https?://)?([^/:? ]+).*", r"\1", r) for r in requests if r}
    return {h for h in found if not h.endswith((".google.com", ".googleapis.com", ".gvt1.com"))}


def test_a_browser_that_may_fetch_anything_fetches_nothing(pages, tmp_path):
    bare = []
    for page in pages.values():
        # Without the page's own policy, which forbids every request.
        text, cut = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert cut == 1
        bare.append(text)
    (tmp_path / "pages").mkdir()
    assert hosts(asked_for(bare, tmp_path / "pages")) == set()
    # The recorder works: a page that asks for something is seen.
    (tmp_path / "asking").mkdir()
    asking = '<img src="http://brandscore.test/x.png">'
    assert hosts(asked_for([asking], tmp_path / "asking")) == {"brandscore.test"}
