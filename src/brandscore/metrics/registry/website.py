"""Website and e-mail: what objectives of digital marketing count beside the platforms' own figures."""

from __future__ import annotations

from brandscore.metrics.registry.declared import Metric, Named
from brandscore.metrics.registry.formula import Formula

__all__ = ["METRICS"]

METRICS: tuple[Metric, ...] = (
    Metric(
        "visits",
        "Visits",
        "จำนวนการเข้าชมเว็บไซต์",
        "website",
        (Formula("visits"),),
        "count",
        "Visits to the site, each visit once however many pages it saw.",
        stage="consideration",
        named=(Named("okr", "จำนวนคนเข้าเว็บไซต์"),),
    ),
    Metric(
        "page_load_time",
        "Page load time",
        "เวลาที่ใช้โหลดหน้าเว็บ",
        "website",
        (Formula("median(load_seconds)"),),
        "seconds",
        "Seconds within which half of the pages had loaded.",
        direction="lower",
        named=(Named("okr", "การโหลดเว็บไซต์"),),
    ),
    Metric(
        "inbound_links",
        "Inbound links",
        "ลิงก์จากเว็บไซต์อื่น",
        "website",
        (Formula("inbound_links"),),
        "count",
        "Links to the site from other sites.",
        named=(Named("okr", "Inbound Link"),),
    ),
    Metric(
        "internal_links_per_article",
        "Internal links per article",
        "ลิงก์ภายในต่อบทความ",
        "website",
        (Formula("internal_links / articles"),),
        "ratio",
        "Links between the site's own pages, for each article.",
        named=(Named("okr", "Internal Link"),),
    ),
    Metric(
        "first_page_results",
        "Pages on the first page of a search",
        "คอนเทนต์ที่ติดหน้าแรกของการค้นหา",
        "website",
        (Formula("first_page_results"),),
        "count",
        "Pieces of content that a search engine shows on its first page.",
        named=(Named("okr", "1st Page SEO"),),
    ),
    Metric(
        "email_orders",
        "Orders by e-mail",
        "คำสั่งซื้อผ่านอีเมล",
        "website",
        (Formula("email_orders"),),
        "count",
        "Orders that came from e-mails.",
        stage="decision",
        named=(Named("okr", "การสั่งซื้อสินค้าผ่าน Email"),),
    ),
    Metric(
        "email_subscribers",
        "E-mail subscribers",
        "ผู้สมัครรับอีเมล",
        "website",
        (Formula("email_subscribers"),),
        "count",
        "People who subscribed to the brand's e-mails.",
        stage="consideration",
        named=(Named("okr", "Email Subscriber"),),
    ),
)
