"""A captured web page shown again: the words marked, nothing foreign carried over."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path

import pytest

from extract.model import Source
from extract.reading import read
from extract.reading.html_original import show_original
from extract.reading.views import WordsView

PAGE = """<html><head><script>bad()</script><style>p{}</style></head><body onload="bad()">
<nav><a href="javascript:bad()">Trang chủ</a></nav>
<div id="x" class="y"><p style="color:red">Sở <b>Nội vụ</b> báo cáo.
 Hạn: <i>trước ngày</i> 15/9/2023.</p><img src="http://x/y.png" onerror="bad()">
<form><input value="1"></form><p hidden>ẩn</p>
<table><tr><td colspan="2" onclick="bad()">Ô &lt;một&gt;</td></tr></table></div></body></html>"""


def marked(html: str) -> str:
    """The words inside marks."""
    return unescape(" ".join("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S)).split()))


def test_words_are_marked_across_elements() -> None:
    html = show_original(PAGE.encode(), WordsView("/body/div[1]/p[1]", "Hạn: trước ngày 15/9/2023"))
    assert marked(html) == "Hạn: trước ngày 15/9/2023"
    assert html.count('id="doan"') == 1


def test_nothing_but_letters_and_kept_elements() -> None:
    html = show_original(PAGE.encode(), WordsView("/body/div[1]/p[1]", "Sở Nội vụ"))
    for foreign in ("script", "bad()", "javascript", "style", "img", "input", "ẩn", 'class="y"'):
        assert foreign not in html, foreign
    assert '<td colspan="2">Ô &lt;một&gt;</td>' in html


def test_an_element_is_marked_where_its_words_differ() -> None:
    html = show_original(PAGE.encode(), WordsView("/body/div[1]/p[1]", "những chữ khác"))
    assert marked(html).startswith("Sở Nội vụ báo cáo.")


def test_a_page_past_the_limits_is_not_shown() -> None:
    assert show_original(b"<div>" * 100_000, WordsView("/body", "x")) == ""


@pytest.mark.parametrize("name", ["doc_000033", "doc_000079", "doc_000122"])
def test_blocks_of_real_pages_are_found_again(shared: Path, name: str) -> None:
    path = shared / "data" / "html" / "vbpl_new" / "dev" / f"{name}.html.gz"
    data = gzip.decompress(path.read_bytes())
    document = read(data, Source(path.name)).document
    assert document is not None
    blocks = [one for one in document.blocks if one.path and one.end - one.start > 30]
    assert len(blocks) > 8
    for block in blocks[:: len(blocks) // 8]:
        words = document.quote((block.start, block.end))
        html = show_original(data, WordsView(block.path or "", words))
        assert re.sub(r"\W", "", marked(html)) == re.sub(r"\W", "", words)
