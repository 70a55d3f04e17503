"""A web page as a list of elements and texts in document order, within limits.

The tree is walked without recursion, for pages may be nested deeper than Python's stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.reading import limits

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "canvas",
        "head",
        "select",
        "button",
        "textarea",
        "audio",
        "video",
        "map",
        "math",
    )
)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCLOSED = frozenset(  # tags that hold nothing or that the next one of their kind closes
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd "
    b"option thead tbody tfoot o font b i u em strong span a".split()
)
_OPENERS = "a[href^='#'], [aria-controls], [data-target^='#'], [data-bs-target^='#']"
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element, or a text when ``text`` is not None; ``parent`` is its place in the list."""

    tag: str
    parent: int
    text: str | None = None
    attributes: dict[str, str | None] = field(default_factory=dict)
    step: str = ""  # its part of the element path, "/p[2]"
    node: int = 0  # identity in the parser's tree
    length: int = 0  # characters of text inside, blanks collapsed
    linked: int = 0  # of which inside links
    end: int = 0  # first place in the list after its last descendant

    def names(self) -> str:
        """Its classes and id."""
        return f"{self.attributes.get('class') or ''} {self.attributes.get('id') or ''}"


def too_deep(data: bytes) -> bool:
    """Whether more tags than ``limits.HTML_DEPTH`` are open at once, by a scan of the bytes."""
    depth = 0
    for match in _TAG.finditer(data):
        if match[2].lower() in _UNCLOSED:
            depth += 0
        elif match[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > limits.HTML_DEPTH:
                return True
    return False


def parse(markup: str) -> LexborHTMLParser:
    """The parsed page."""
    return LexborHTMLParser(markup)


def elements(root: LexborNode) -> list[Element]:
    """``root`` and what it holds in document order; scripts and hidden elements are left out.

    What is hidden until its tab or heading is chosen is read: a link or button names its id.
    """
    found: list[Element] = []
    unfolding = _unfolding(root)
    stack: list[tuple[LexborNode, int, str]] = [(root, -1, f"/{root.tag}")]
    while stack:
        node, parent, step = stack.pop()
        if len(found) > limits.HTML_ELEMENTS:
            return found
        if node.tag == "-text":
            content = node.text_content or ""
            if content:
                found.append(Element("-text", parent, text=content))
            continue
        attributes = node.attributes
        if _is_hidden(attributes) and attributes.get("id") not in unfolding:
            continue
        place = len(found)
        found.append(Element(node.tag or "", parent, None, attributes, step, node=node.mem_id))
        stack.extend(reversed([(child, place, step) for child, step in _children(node)]))
    _measure(found)
    return found


def path_of(found: Sequence[Element], place: int) -> str:
    """The element path of what stands at ``place``, such as ``/body/div[1]/p[2]``."""
    steps: list[str] = []
    while place >= 0:
        steps.append(found[place].step)
        place = found[place].parent
    return "".join(reversed(steps))


def _children(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    counts: dict[str, int] = {}
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            yield child, ""
        elif tag not in _SKIPPED and not tag.startswith(("-", "!")):
            counts[tag] = counts.get(tag, 0) + 1
            yield child, f"/{tag}[{counts[tag]}]"
        child = child.next


def _unfolding(root: LexborNode) -> frozenset[str]:
    """The ids of elements that a link or button of the page brings to sight."""
    named: set[str] = set()
    for node in root.css(_OPENERS):
        for name in ("href", "aria-controls", "data-target", "data-bs-target"):
            target = (node.attributes.get(name) or "").removeprefix("#")
            if target:
                named.add(target)
    return frozenset(named)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None


def _measure(found: list[Element]) -> None:
    """Fill in the lengths and ends, children before parents."""
    for place in range(len(found) - 1, -1, -1):
        element = found[place]
        element.end = max(element.end, place + 1)
        if element.text is not None:
            element.length = len(" ".join(element.text.split()))
        if element.tag == "a" and not (element.attributes.get("href") or "#").startswith("#"):
            element.linked = element.length
        if element.parent >= 0:
            above = found[element.parent]
            above.length += element.length
            above.linked += element.linked
            above.end = max(above.end, element.end)
