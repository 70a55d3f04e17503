"""Portals as data: one TOML file a source, which may extend the file of its platform.

``docs/portals.md`` lists every key. A file is checked as a whole before anything is fetched;
what is wrong is said with the file and the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from selectolax.lexbor import LexborHTMLParser

from flows.faults import PortalFault

_STRICT = ConfigDict(extra="forbid")


def _css_alone(value: Any) -> Any:
    return {"css": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Pick:
    """How a value is taken from a page: a bare string in the file is its ``css`` alone."""

    __pydantic_config__ = _STRICT
    css: str = ""  # "" is the item itself; a dotted path in JSON, an element name in RSS
    attribute: str | None = None  # None: the text
    pattern: str | None = None  # a regular expression whose first group is the value
    template: str | None = None  # "{value}" is put into this


_Pick = Annotated[Pick, BeforeValidator(_css_alone)]


@dataclass(frozen=True, slots=True)
class ListRules:
    """How one kind of listing page is read."""

    __pydantic_config__ = _STRICT
    items: str  # selector of one entry (a dotted path in JSON, an element name in RSS)
    format: Literal["html", "rss", "json"] = "html"
    leads_to: str = "page"  # "page", or the name of another list
    link: _Pick = Pick("a", "href")
    title: _Pick | None = None  # None: the text of the link
    fields: Mapping[str, _Pick] = field(default_factory=dict)  # header fields
    attachments: _Pick | None = None
    companions: Mapping[str, _Pick] = field(default_factory=dict)  # "attributes", "relations"
    next: _Pick | None = None


@dataclass(frozen=True, slots=True)
class RelationRules:
    """How a page of relations (lược đồ) is read: blocks with a label and links."""

    __pydantic_config__ = _STRICT
    blocks: str
    label: str
    links: str


@dataclass(frozen=True, slots=True)
class PageRules:
    """How the page of one document is read."""

    __pydantic_config__ = _STRICT
    content: tuple[str, ...] = ()  # selectors of the main text
    boilerplate: tuple[str, ...] = ()  # selectors of what is never the text
    fields: Mapping[str, _Pick] = field(default_factory=dict)
    attachments: _Pick | None = None
    relations: RelationRules | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Where a harvest begins: an address and the list that reads it."""

    __pydantic_config__ = _STRICT
    url: str
    list: str


@dataclass(frozen=True, slots=True)
class Portal:
    """A source of documents. ``name`` is the name of its file."""

    __pydantic_config__ = _STRICT
    name: str
    title: str
    homepage: str | None = None  # None: not known
    verified: Literal[False] | date = False  # day of the live capture the rules were tried on
    note: str = ""
    place: str | None = None  # province or centrally run city of the body that runs it
    issuer: str | None = None  # the body that runs it
    platform: str | None = None
    starts: tuple[Start, ...] = ()
    lists: Mapping[str, ListRules] = field(default_factory=dict)
    page: PageRules = PageRules()
    keep: Literal["page", "files", "both"] = "both"  # what becomes a document
    pace_seconds: Annotated[float, Field(ge=0)] = 5.0  # between two requests to one host
    list_pages: Annotated[int, Field(ge=1)] = 20  # most pages of listings in one harvest
    documents: Annotated[int, Field(ge=1)] = 2000  # most documents in one harvest
    allow_internal: bool = False  # only for a portal on this machine
    certificate_name: str | None = None  # the other name its certificate is made out to

    @property
    def is_verified(self) -> bool:
        """Whether a live capture has shown that the rules work."""
        return self.verified is not False


_ADAPTER = TypeAdapter(Portal)


def load_portal(path: Path) -> Portal:
    """The portal described by ``path``.

    Raises PortalFault naming the file and the key that is wrong.
    """
    table = _table(path)
    table = _extended(table, path, ())
    table["name"] = path.stem
    try:
        portal = _ADAPTER.validate_python(table)
    except ValidationError as error:
        raise _fault(path, error) from error
    _check(portal, path)
    return portal


def portal_files(folder: Path | None = None) -> list[Path]:
    """The portal files of the program, or those of ``folder``."""
    with as_file(files("flows") / "portals") as ours:
        return sorted((folder or ours).glob("*.toml"))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PortalFault("portal.not_toml", file=path.name, detail=str(error)) from error
    except OSError as error:
        raise PortalFault("portal.unreadable", file=path.name, detail=error.strerror) from error


def _extended(table: dict[str, Any], path: Path, seen: tuple[str, ...]) -> dict[str, Any]:
    base = table.pop("extends", None)
    if base is None:
        return table
    if base in seen:
        raise PortalFault("portal.circle", file=path.name, platform=base)
    with as_file(files("flows") / "platforms" / f"{base}.toml") as platform:
        if not isinstance(base, str) or not platform.is_file():
            raise PortalFault("portal.no_platform", file=path.name, platform=base)
        below = _extended(_table(platform), platform, (*seen, base))
    merged = _merged(below, table)
    merged["platform"] = base
    return merged


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = _merged(old, value)
        else:
            merged[key] = value
    return merged


def _fault(path: Path, error: ValidationError) -> PortalFault:
    # A misspelt key is also a missing one; the word that is there is the better hint.
    unknown = ("unexpected_keyword_argument", "extra_forbidden")
    first = min(error.errors(), key=lambda each: each["type"] not in unknown)
    key = ".".join(str(part) for part in first["loc"] if part != "dataclass")
    if first["type"] in unknown:
        return PortalFault("portal.unknown_key", file=path.name, name=key)
    if first["type"] in ("missing", "missing_argument"):
        return PortalFault("portal.missing_key", file=path.name, name=key)
    return PortalFault("portal.bad_value", file=path.name, name=key, detail=first["msg"])


def _check(portal: Portal, path: Path) -> None:
    def wrong(key: str, detail: str) -> PortalFault:
        return PortalFault("portal.bad_value", file=path.name, name=key, detail=detail)

    if portal.starts and portal.homepage is None:
        raise PortalFault("portal.missing_key", file=path.name, name="homepage")
    for start in portal.starts:
        if start.list not in portal.lists:
            raise PortalFault("portal.no_list", file=path.name, name="starts", list=start.list)
        if urlsplit(urljoin(portal.homepage or "", start.url)).scheme not in ("http", "https"):
            raise wrong("starts", start.url)
    for name, rules in portal.lists.items():
        if rules.leads_to != "page" and rules.leads_to not in portal.lists:
            raise PortalFault(
                "portal.no_list", file=path.name, name=f"lists.{name}", list=rules.leads_to
            )
    tree = LexborHTMLParser("<p></p>")
    for key, selector in _selectors(portal):
        try:
            tree.css(selector)
        except Exception as error:  # the parser's own class of error is not public
            raise wrong(key, selector) from error
    for key, pick in _picks(portal):
        if pick.template is not None and "{value}" not in pick.template:
            raise wrong(key, pick.template)
        try:
            groups = re.compile(pick.pattern or "()").groups
        except re.error as error:
            raise wrong(key, f"{pick.pattern}: {error}") from error
        if groups != 1:
            raise wrong(key, str(pick.pattern))


def _picks(portal: Portal) -> Iterable[tuple[str, Pick]]:
    for name, rules in portal.lists.items():
        yield f"lists.{name}.link", rules.link
        for key, pick in (("title", rules.title), ("attachments", rules.attachments)):
            if pick is not None:
                yield f"lists.{name}.{key}", pick
        if rules.next is not None:
            yield f"lists.{name}.next", rules.next
        for key, pick in (*rules.fields.items(), *rules.companions.items()):
            yield f"lists.{name}.{key}", pick
    for key, pick in portal.page.fields.items():
        yield f"page.fields.{key}", pick
    if portal.page.attachments is not None:
        yield "page.attachments", portal.page.attachments


def _selectors(portal: Portal) -> Iterable[tuple[str, str]]:
    html = {name for name, rules in portal.lists.items() if rules.format == "html"}
    for key, pick in _picks(portal):
        listed = key.split(".")[1] if key.startswith("lists.") else None
        if pick.css and (listed is None or listed in html):
            yield key, pick.css
    for name in html:
        yield f"lists.{name}.items", portal.lists[name].items
    for key, selectors in (
        ("page.content", portal.page.content),
        ("page.boilerplate", portal.page.boilerplate),
    ):
        for selector in selectors:
            yield key, selector
    if portal.page.relations is not None:
        relations = portal.page.relations
        yield "page.relations.blocks", relations.blocks
        yield "page.relations.label", relations.label
        yield "page.relations.links", relations.links
