"""Marks are woven into foreign text as well-formed, escaped HTML."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from search_ui.marking import mark, weave


class Checker(HTMLParser):
    """Follows tags; fails on one that closes out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_text_is_escaped_and_marks_nest() -> None:
    text = 'a <b> & "c"'
    marks = [mark(2, 5, 1, "i"), mark(0, len(text), 0, "b", class_='x"y')]
    assert weave(text, 0, len(text), marks) == (
        '<b class="x&#34;y">a <i>&lt;b&gt;</i> &amp; &#34;c&#34;</b>'
    )


def test_crossing_marks_are_closed_and_opened_again_without_their_id() -> None:
    marks = [mark(0, 4, 1, "i"), mark(2, 6, 2, "mark", id="here")]
    assert weave("abcdef", 0, 6, marks) == ('<i>ab<mark id="here">cd</mark></i><mark>ef</mark>')


def test_an_outer_layer_that_begins_inside_an_inner_mark_goes_outside() -> None:
    marks = [mark(0, 6, 3, "a", href="/x"), mark(2, 4, 0, "span")]
    assert weave("abcdef", 0, 6, marks) == (
        '<a href="/x">ab</a><span><a href="/x">cd</a></span><a href="/x">ef</a>'
    )


def test_only_the_asked_stretch_is_written() -> None:
    marks = [mark(0, 3, 0, "i"), mark(5, 9, 0, "b"), mark(4, 4, 0, "u")]
    assert weave("abcdefghi", 2, 7, marks) == "<i>c</i>de<b>fg</b>"


spans = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 4))


@given(st.text(max_size=30), st.lists(spans, max_size=12))
def test_any_marks_give_well_formed_html_with_all_the_text(
    text: str, wanted: list[tuple[int, int, int]]
) -> None:
    marks = [mark(min(a, b), max(a, b), layer, f"t{layer}") for a, b, layer in wanted]
    checker = Checker()
    html = str(weave(text, 0, len(text), marks))
    assert not re.search(r"<(t\d)></\1>", html), "an element without text"
    checker.feed(html)
    checker.close()
    assert not checker.open
    assert "".join(checker.words).replace("\r", "\n") == text.replace("\r", "\n")
