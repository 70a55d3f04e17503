"""Listing pages and document pages of portals: bytes in, plain records out.

Nothing here touches the network or the disk; every rule comes from the portal file, and labels
are those that ``extract.head`` knows. Addresses in the records are absolute.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.head.attributes import is_placeholder, label_field
from extract.letters import fold
from extract.reading import limits
from extract.reading.html_tree import too_deep
from flows.faults import FetchFault
from flows.portal import ListRules, PageRules, Pick, RelationRules

_SPACE = re.compile(r"\s+")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_DECLARED = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_CELLS = ("td", "th", "dt", "dd")
_FORMATS = rb"(?:a|b|big|code|em|font|i|nobr|s|small|span|strike|strong|tt|u)\b"
_FORMAT_OPENED = re.compile(rb"<" + _FORMATS, re.IGNORECASE)
_FORMAT_CLOSED = re.compile(rb"</" + _FORMATS, re.IGNORECASE)
_MOST_OPEN = 2000
_INLINE = "label, span, b, strong"
_DATES = ("issued_on", "published_on")
_LONGEST_LABEL = 80


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


def attributes(tree: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    """Header fields from the page's attribute tables, found by their labels.

    A cell whose whole text is a known label names the cells that follow it; the first statement
    of a field wins. Placeholders ("Đang cập nhật") state nothing.
    """
    found: dict[str, str] = {}
    for row in _rows(tree):
        names: list[str] = []
        for text in row:
            label = _label(text)
            if label:
                names = label
                continue
            head, colon, tail = text.partition(":")
            if not names and colon and _label(head):
                names, text = _label(head), tail.strip()
            if names:
                name = names.pop(0)
                value = _normal(name, text)
                if value:
                    found.setdefault(name, value)
    return tuple(sorted(found.items()))


def decode(data: bytes) -> str:
    """Text of an HTML page: UTF-8 when it is valid UTF-8, else as the page declares.

    Servers and pages often declare wrongly; text that is valid UTF-8 by chance does not occur.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    charset = declared.group(1).decode("ascii") if declared else "windows-1258"
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def absolute(base: str, link: str | None) -> str | None:
    """The canonical absolute address of ``link``; None when it is no web address.

    Without fragment, host in lower case, spaces and Vietnamese letters escaped.
    """
    if not link or not link.strip():
        return None
    try:
        parts = urlsplit(urldefrag(urljoin(base, link.strip())).url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    host = (
        parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    )
    host = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="=&%:@!$'()*+,;/?~-._")
    netloc = host if port in (None, default) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def iso_date(text: str) -> str | None:
    """The first day written in figures in ``text``, as ISO 8601; None when there is none."""
    if match := _ISO_DAY.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY.search(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        try:
            return parsedate_to_datetime(text).date().isoformat()
        except ValueError:
            return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


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
        label = _clean(node.text()) if (node := block.css_first(rules.label)) else ""
        for link in block.css(rules.links):
            address = absolute(url, link.attributes.get("href"))
            if label and address:
                related.append(Related(label, address, _clean(link.text())))
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
    value = _clean(raw)
    if pick.pattern is not None:
        match = re.search(pick.pattern, value)
        if match is None:
            return None
        value = match.group(1)
    return pick.template.format(value=value) if pick.template is not None else value


def _all_normal(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    values = ((name, _normal(name, value)) for name, value in pairs)
    return tuple(sorted((name, value) for name, value in values if value))


def _normal(name: str, value: str | None) -> str | None:
    """The value of a field as it is kept; None where it says nothing of the field."""
    if not value or name == "other" or is_placeholder(fold(value)):
        return None
    day = iso_date(value)
    if name in _DATES:
        return day
    return None if name == "status" and day else value  # the day it came into force


def _clean(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _without_marks(title: str | None) -> str:
    """A feed's title may itself hold HTML."""
    if not title or ("<" not in title and "&" not in title):
        return title or ""
    return _clean(LexborHTMLParser(title).text())


def _label(text: str) -> list[str]:
    """The fields that a label names, in order: "Cơ quan ban hành / Người ký" names two."""
    if len(text) > _LONGEST_LABEL:
        return []
    parts = [label_field(fold(part).strip()) for part in text.split("/")]
    if len(parts) > 1 and all(parts):
        return [part for part in parts if part]
    whole = label_field(fold(text).strip())
    return [whole] if whole else []


def _rows(tree: LexborHTMLParser) -> Iterator[list[str]]:
    for row in tree.css("tr, dl, dl > div"):
        # Cells that hold a table are layout; its own rows come by themselves.
        cells = [
            _clean(cell.text())
            for cell in row.iter()
            if cell.tag in _CELLS and cell.css_first("tr") is None
        ]
        if cells:
            yield cells
    for inline in tree.css(_INLINE):
        parent, only = inline.parent, inline.child
        # The first child of its parent, with nothing but text in it: no text is read twice.
        if parent is None or only is None or only.next is not None or not _is_first(inline):
            continue
        label = _clean(only.text() or "") if only.tag == "-text" else ""
        if label.endswith(":") and _label(label):
            whole = _clean(parent.text())
            if whole.startswith(label):
                yield [label, whole[len(label) :].strip()]


def _is_first(node: LexborNode) -> bool:
    before = node.prev
    return before is None or (
        before.prev is None and before.tag == "-text" and not (before.text() or "").strip()
    )


def _piled_up(data: bytes) -> bool:
    """Whether formatting tags are opened far more often than closed, so that they nest."""
    closed = len(_FORMAT_CLOSED.findall(data))
    return len(_FORMAT_OPENED.findall(data)) - closed > _MOST_OPEN


def _json_entries(data: bytes, rules: ListRules) -> Iterator[Any]:
    try:
        root = json.loads(decode(data))
    except ValueError as error:
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
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FetchFault("not_rss", str(error)) from error
    for element in root.iter(f"{{*}}{rules.items}"):
        yield lambda path, element=element: _child_text(element, path)


def _child_text(element: Any, name: str) -> str | None:
    child = element.find(f"{{*}}{name}")
    if child is None:
        return None
    return child.get("href") or "".join(child.itertext())
