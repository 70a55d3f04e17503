"""A visitor with a browser, whose interactions are counted."""

from __future__ import annotations

from playwright.sync_api import Page

# The visible text inside highlights, paragraph by paragraph.
_HIGHLIGHTED = """() => {
  const found = [];
  for (const box of document.querySelectorAll("p, li, blockquote, td, aside, h2, h3, h4, div")) {
    let text = '';
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const mark = node.parentElement.closest('mark');
      if (mark && mark.checkVisibility({visibilityProperty: true})) text += node.data;
    }
    if (text) found.push(text);
  }
  return found;
}"""


def plain(text: str) -> str:
    """Words with one blank between them."""
    return " ".join(text.split())


class Visitor:
    """Someone at a page; asking a question or following a link is one interaction."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.interactions = 0

    def open(self, path: str = "/") -> None:
        """Type an address or follow a bookmark."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def ask(self, words: str) -> None:
        """Type words into the search box and press Enter."""
        box = self.page.get_by_role("searchbox").first
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_load_state()
        self.interactions += 1

    def follow(self, name: str, within: str = "body") -> None:
        """Follow the first link whose name holds ``name``."""
        self.page.locator(within).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.interactions += 1

    def sees(self, words: str) -> None:
        """The words stand on the page, visibly."""
        assert plain(words) in plain(self.page.locator("main").inner_text()), words

    def misses(self, words: str) -> None:
        """The words are nowhere on the page."""
        assert plain(words) not in plain(self.page.locator("main").inner_text()), words

    def sees_highlighted(self, quote: str) -> None:
        """The quoted sentence is visible and highlighted from end to end."""
        marked = [plain(text) for text in self.page.evaluate(_HIGHLIGHTED)]
        assert any(plain(quote) in text for text in marked), (quote, self.page.url, marked)
