"""How the pages look and behave in a browser: narrow screens, keyboard, contrast, a screenshot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

ROOT = Path(__file__).resolve().parents[2]
STYLE = ROOT / "search_ui" / "static" / "style.css"
PHONE: ViewportSize = {"width": 320, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}
PAGES = (
    "/",
    "/tim?q=giáo dục",
    "/lich",
    "/giao-viec",
    "/chi-tieu",
    "/so-sanh?a=quang-binh&b=binh-thuan&chu-de=chuyen-doi-so",
    "/nguon",
    "/chua-biet",
    "/kiem-tra",
    "/so-hieu/2457-qd-bgddt",
)
ENOUGH = 4.5  # WCAG 2.2, 1.4.3 for text of normal size


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def documents(page: Page, reader: str) -> list[str]:
    """The addresses of all documents on the results page."""
    page.goto(f"{reader}/tim")
    links = page.locator("ol.results h3 a").all()
    return [link.get_attribute("href") or "" for link in links]


def test_no_page_is_wider_than_a_phone(page: Page, samples_reader: str) -> None:
    paths = [*PAGES, *documents(page, samples_reader)]
    assert len(paths) > len(PAGES) + 8
    for path in paths:
        page.goto(samples_reader + path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize(("scheme", "viewport"), [("light", PHONE), ("dark", DESK)])
def test_no_page_breaks_a_rule_of_accessibility(
    browser: Browser,
    samples_reader: str,
    scheme: Literal["light", "dark"],
    viewport: ViewportSize,
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    broken = []
    for path in (*PAGES, *documents(page, samples_reader)[:3], "/khong-co", "/lich?lang=en"):
        page.goto(samples_reader + path)
        found = Axe().run(page, options=RULES)
        broken += [f"{path}: {found.generate_report()}"] if found.violations_count else []
    context.close()
    assert not broken, "\n".join(broken)


def test_the_keyboard_reaches_text_and_results(page: Page, samples_reader: str) -> None:
    page.goto(f"{samples_reader}/lich")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(samples_reader)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("giáo dục")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim?q=*")
    page.locator("a[href='#found']").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "found"
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('section[aria-labelledby=found]') !== null"
    )
    outline = page.locator("ol.results a").first.evaluate(
        "link => { link.focus(); return getComputedStyle(link).outlineStyle; }"
    )
    assert outline != "none"


def test_a_link_to_a_sentence_brings_it_into_view(page: Page, samples_reader: str) -> None:
    page.goto(f"{samples_reader}/tim?q=giáo dục")
    page.locator("ol.results .snippet a").last.click()
    page.wait_for_load_state()
    box = page.locator("#doan").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = {
    "ink": ("paper", "surface", "here", "hit", "hit-soft", "quiet", "deadline-soft"),
    "soft": ("paper", "surface", "quiet"),
    "accent": ("paper", "surface", "accent-soft", "hit-soft", "deadline-soft"),
    "deadline": ("deadline-soft", "paper"),
    "target": ("target-soft", "surface"),
    "finding": ("finding-soft", "paper"),
    "accent-ink": ("accent",),
}


def test_every_colour_of_text_stands_out_in_light_and_dark() -> None:
    style = STYLE.read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    for name, block in (("light", light), ("dark", dark)):
        known = colours(block)
        for text, grounds in GROUNDS.items():
            for ground in grounds:
                found = contrast(known[text], known[ground])
                assert found >= ENOUGH, f"{name}: {text} on {ground} {found:.2f}"


def test_the_screenshot_of_the_readme(browser: Browser, samples_reader: str) -> None:
    context = browser.new_context(viewport=DESK, locale="vi-VN", color_scheme="light")
    page = context.new_page()
    page.goto(f"{samples_reader}/so-hieu/2457-qd-bgddt")
    assert "Được dẫn bởi" in page.inner_text("main")
    picture = page.screenshot(path=ROOT / "docs" / "screenshot.png")
    assert picture.startswith(b"\x89PNG")
    context.close()
