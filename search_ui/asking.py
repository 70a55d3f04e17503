"""From the parameters of a page's address to a question for the library.

Pages speak Vietnamese in their addresses; the API uses the names of ``index.query.Filters``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.datastructures import QueryParams

from index.query import Filters, Query, Sort

FILTER_PARAMETERS = {
    "place": "noi",
    "type": "loai",
    "issuer": "co-quan",
    "year": "nam",
    "school_year": "nam-hoc",
    "portal": "nguon",
    "relation": "quan-he",
    "section": "phan",
    "cites": "dan",
}
"""Field of ``Filters`` to parameter of a page's address."""

SORTS = {"moi": Sort.NEWEST, "cu": Sort.OLDEST}
"""Value of ``sap-xep`` to order of results; without it the best come first."""

PAGE = 20

LAST_PAGE = 500
"""The last page of a list that can be asked for; filters lead to what lies behind it."""

_PASSAGE = 10  # sentences of a passage shown with its document
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})$")


class BadRequest(Exception):
    """A parameter that cannot be understood; ``key`` is a message with ``values``."""

    def __init__(self, key: str, values: dict[str, str]) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def whole(params: QueryParams, name: str, default: int, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``. Raises BadRequest naming the parameter."""
    given = params.get(name, "").strip()
    if not given:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not low <= int(given) <= high:
        raise BadRequest(
            "page.bad.number",
            {"name": name, "given": given[:40], "low": str(low), "high": str(high)},
        )
    return int(given)


def day(params: QueryParams, name: str) -> date | None:
    """A day given as 2023-12-31 or 31/12/2023; None when the parameter is empty.

    Raises BadRequest for anything else.
    """
    given = params.get(name, "").strip()
    if not given:
        return None
    return read_day(given, name)


def days(params: QueryParams) -> tuple[date | None, date | None]:
    """The days ``tu`` and ``den``. Raises BadRequest when the first comes after the last."""
    since, until = day(params, "tu"), day(params, "den")
    in_order(since, until)
    return since, until


def in_order(since: date | None, until: date | None) -> None:
    """Raises BadRequest when ``since`` comes after ``until``."""
    if since and until and since > until:
        given = {"since": f"{since:%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}
        raise BadRequest("page.bad.days", given)


def read_day(given: str, name: str) -> date:
    """The day written as 2023-12-31 or 31/12/2023. Raises BadRequest for anything else."""
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", given):
        year, month, of_month = int(match[3]), int(match[2]), int(match[1])
    elif match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", given):
        year, month, of_month = int(match[1]), int(match[2]), int(match[3])
    else:
        raise BadRequest("page.bad.day", {"name": name, "given": given[:40]})
    try:
        return date(year, month, of_month)
    except ValueError:
        raise BadRequest("page.bad.day", {"name": name, "given": given[:40]}) from None


def span(params: QueryParams, length: int) -> tuple[int, int] | None:
    """The stretch that ``doan=START-END`` points at in a text of ``length``; None if not given.

    Raises BadRequest when it is no span, or ends outside the text.
    """
    given = params.get("doan", "")
    if not given:
        return None
    match = _SPAN.match(given)
    if not match or int(match[1]) >= int(match[2]):
        raise BadRequest("page.bad.span", {"given": given[:40]})
    if int(match[2]) > length:
        raise BadRequest("page.bad.span_outside", {"length": str(length)})
    return int(match[1]), int(match[2])


def page_number(params: QueryParams) -> int:
    """The page of a list, from 1. Raises BadRequest when it is no such number."""
    return whole(params, "trang", 1, 1, LAST_PAGE)


def pages(total: int, size: int) -> int:
    """How many pages of ``size`` hold ``total`` things, as far as pages go."""
    return min(-(-total // size), LAST_PAGE)


def filters(params: QueryParams) -> Filters:
    """The filters of a page's address, ``tu`` and ``den`` being days of issue.

    Raises BadRequest naming the parameter that is wrong.
    """
    since, until = days(params)
    return replace(undated_filters(params), issued_from=since, issued_to=until)


def undated_filters(params: QueryParams) -> Filters:
    """The filters without days of issue: on pages about duties ``tu`` and ``den`` are due days.

    Raises BadRequest naming the parameter that is wrong.
    """
    given: dict[str, Any] = {
        field: tuple(value.strip() for value in params.getlist(name) if value.strip())
        for field, name in FILTER_PARAMETERS.items()
    }
    years = []
    for year in given.pop("year"):
        if not re.fullmatch(r"[12]\d{3}", year):
            raise BadRequest(
                "page.bad.number",
                {"name": "nam", "given": year[:40], "low": "1000", "high": "2999"},
            )
        years.append(int(year))
    return Filters(**given, year=tuple(years))


def query(params: QueryParams, *, limit: int = PAGE, facets: bool = False) -> Query:
    """The question a results page asks. Raises BadRequest."""
    asked = Query(
        text=params.get("q", "").strip(),
        filters=filters(params),
        sort=SORTS.get(params.get("sap-xep", ""), Sort.RELEVANCE),
        limit=limit,
        offset=(page_number(params) - 1) * limit,
        facets=facets,
        explain=bool(params.get("giai-thich")),
    )
    return with_sentences(asked)


def with_sentences(query: Query) -> Query:
    """The question with as many sentences a document as it can use.

    A kind of passage is wanted whole; where neither words nor an instrument are asked for, no
    sentence is an answer.
    """
    if query.filters.section:
        return replace(query, sentences=_PASSAGE)
    if not query.text and not query.filters.cites:
        return replace(query, sentences=0)
    return query


def kept(params: QueryParams, *dropped: str) -> dict[str, str]:
    """The parameters of this page to be carried into a link, without ``dropped`` and empty ones.

    Of a parameter given several times the first is kept.
    """
    left_out = {"lang", *dropped}
    return {
        name: params.getlist(name)[0]
        for name in params
        if name not in left_out and params.getlist(name)[0]
    }
