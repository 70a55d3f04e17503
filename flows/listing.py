"""Listing pages and document pages of portals: bytes in, plain records out.

Nothing here touches the network or the disk; every rule comes from the portal file. Addresses in
the records are absolute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.reading import limits
from extract.reading.html_tree import too_deep
from extract.reading.letter_codes import decode
from flows.attributes import attributes, clean, normal
from flows.faults import FetchFault
from flows.names import absolute
from flows.portal import ListRules, PageRules, Pick, RelationRules

_FORMATS = rb"(?:a|b|big|code|em|font|i|nobr|s|small|span|strike|strong|tt|u)\b"
_FORMAT_OPENED = re.compile(rb"<" + _FORMATS, re.IGNORECASE)
_FORMAT_CLOSED = re.compile(rb"</" + _FORMATS, re.IGNORECASE)
_MOST_OPEN = 2000
_MOST_TRIED = 2000  # characters of a value on which its pattern is tried


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing. ``fields`` are normal: dates are ISO, blanks are left out."""

    url: str
    title: str
    fields: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    companions: tuple[tuple[str, str], ...] = ()  # name and address


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing page says."""

    items: tuple[Item, ...]
    next_url: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A relation the portal states: its own label, and the document at the other end."""

    label: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What the page of one document says besides its text."""

    fields: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    relations: tuple[Related, ...] = ()


def read_list(data: bytes, url: str, rules: ListRules) -> Listing:
    """The entries of a listing page found at ``url``, and the address of the page after it.

    Raises FetchFault when a JSON or RSS listing cannot be parsed. An HTML page without entries
    gives none: whether that is an error only the harvest can tell.
    """
    if rules.format == "html":
        return _html_list(data, url, rules)
    entries = _json_entries(data, rules) if rules.format == "json" else _rss_entries(data, rules)
    items = []
    for entry in entries:
        link = absolute(url, _shaped(entry(rules.link.css), rules.link))
        if link is None:
            continue
        title = _shaped(entry((rules.title or Pick("title")).css), rules.title or Pick())
        found = ((name, _shaped(entry(pick.css), pick)) for name, pick in rules.fields.items())
        items.append(Item(link, _without_marks(title), _all_normal(found)))
    return Listing(tuple(items))


def read_page(data: bytes, url: str, rules: PageRules) -> PageRecord:
    """The attributes, attachments and relations that the page at ``url`` states.

    A page beyond the limits of reading states nothing here; its reading says so.
    """
    tree = _parsed(data)
    if tree is None:
        return PageRecord()
    picked = ((name, _picked(tree.root, pick)) for name, pick in rules.fields.items())
    fields = dict(attributes(tree))
    fields.update(_all_normal(picked))
    return PageRecord(
        tuple(sorted(fields.items())),
        _addresses(tree.root, url, rules.attachments),
        _relations(tree, url, rules.relations) if rules.relations else (),
    )


def _parsed(data: bytes) -> LexborHTMLParser | None:
    """The page's tree; None beyond the limits within which pages are read."""
    if (
        len(data) > limits.HTML_BYTES
        or data.count(b"<") > 2 * limits.HTML_ELEMENTS
        or too_deep(data)
        or _piled_up(data)
    ):
        return None
    text = decode(data)
    # Rows sent for a script to insert stand outside a table, where a parser would drop them.
    return LexborHTMLParser(f"<table>{text}" if text.lstrip()[:3].lower() == "<tr" else text)


def _html_list(data: bytes, url: str, rules: ListRules) -> Listing:
    tree = _parsed(data)
    if tree is None:
        raise FetchFault("page_limits")
    items = []
    for node in tree.css(rules.items):
        link = absolute(url, _picked(node, rules.link))
        if link is None:
            continue
        title = rules.title or Pick(rules.link.css)
        fields = dict(attributes(LexborHTMLParser(node.html or "")))
        picked = ((name, _picked(node, pick)) for name, pick in rules.fields.items())
        fields.update(_all_normal(picked))
        companions = (
            (name, absolute(url, _picked(node, pick))) for name, pick in rules.companions.items()
        )
        items.append(
            Item(
                link,
                _picked(node, title) or "",
                tuple(sorted(fields.items())),
                _addresses(node, url, rules.attachments),
                tuple((name, address) for name, address in companions if address),
            )
        )
    following = absolute(url, _picked(tree.root, rules.next)) if rules.next else None
    return Listing(tuple(items), following if following != absolute(url, url) else None)


def _relations(tree: LexborHTMLParser, url: str, rules: RelationRules) -> tuple[Related, ...]:
    related = []
    for block in tree.css(rules.blocks):
        label = clean(node.text()) if (node := block.css_first(rules.label)) else ""
        for link in block.css(rules.links):
            address = absolute(url, link.attributes.get("href"))
            if label and address:
                related.append(Related(label, address, clean(link.text())))
    return tuple(related)


def _addresses(node: LexborNode | None, url: str, pick: Pick | None) -> tuple[str, ...]:
    if pick is None or node is None:
        return ()
    found: dict[str, None] = {}
    for link in node.css(pick.css):
        address = absolute(url, _shaped(link.attributes.get(pick.attribute or "href"), pick))
        if address:
            found[address] = None
    return tuple(found)


def _picked(node: LexborNode | None, pick: Pick) -> str | None:
    if node is None:
        return None
    for chosen in node.css(pick.css) if pick.css else [node]:
        raw = chosen.attributes.get(pick.attribute) if pick.attribute else chosen.text()
        value = _shaped(raw, pick)
        if value:
            return value
    return None


def _shaped(raw: str | None, pick: Pick) -> str | None:
    if raw is None:
        return None
    value = clean(raw)
    if pick.pattern is not None:
        match = re.search(pick.pattern, value[:_MOST_TRIED])
        if match is None:
            return None
        value = match.group(1)
    return pick.template.format(value=value) if pick.template is not None else value


def _all_normal(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    values = ((name, normal(name, value)) for name, value in pairs)
    return tuple(sorted((name, value) for name, value in values if value))


def _without_marks(title: str | None) -> str:
    """A feed's title may itself hold HTML."""
    if not title or ("<" not in title and "&" not in title):
        return title or ""
    return clean(LexborHTMLParser(title).text())


def _piled_up(data: bytes) -> bool:
    """Whether formatting tags are opened far more often than closed, so that they nest."""
    closed = len(_FORMAT_CLOSED.findall(data))
    return len(_FORMAT_OPENED.findall(data)) - closed > _MOST_OPEN


def _json_entries(data: bytes, rules: ListRules) -> Iterator[Any]:
    try:
        root = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise FetchFault("not_json", str(error)) from error
    entries = _at(root, rules.items)
    if not isinstance(entries, list):
        raise FetchFault("not_json", rules.items)
    for entry in entries:
        yield lambda path, entry=entry: _text_at(entry, path)


def _text_at(entry: Any, path: str) -> str | None:
    value = _at(entry, path)
    return str(value) if isinstance(value, str | int) else None


def _at(value: Any, path: str) -> Any:
    for part in path.split(".") if path else ():
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _rss_entries(data: bytes, rules: ListRules) -> Iterator[Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except etree.XMLSyntaxError as error:
        raise FetchFault("not_rss", str(error)) from error
    for element in root.iter(f"{{*}}{rules.items}"):
        yield lambda path, element=element: _child_text(element, path)


def _child_text(element: Any, name: str) -> str | None:
    child = element.find(f"{{*}}{name}")
    if child is None:
        return None
    return child.get("href") or "".join(child.itertext())
