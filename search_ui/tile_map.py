"""A map of provinces as tiles, drawn on the server as SVG: one square each, no outlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from markupsafe import Markup

from extract.data_files import read_yaml
from index.slug import place_words

Lens = Literal["until_2025", "since_2025"]
"""The 63 units at the time of issue, or the 34 since 1 July 2025 (Nghị quyết 202/2025/QH15)."""

_SIDE = 32
_CLASSES = ((0, "empty"), (1, "some"), (5, "many"), (20, "most"))


def _initials(place: str) -> str:
    words = place.replace("-", " ").split()
    if words[0] == "Tỉnh":
        words = words[1:]
    elif words[:2] == ["Thành", "phố"]:
        words = words[2:]
    return "".join(word[0] for word in words)[:3]


def tiles(
    counts: Mapping[str, int],
    lens: Lens,
    *,
    link: Callable[[str], str],
    label: str,
    describe: Callable[[str, int], str],
) -> Markup:
    """The map; ``counts`` are by place slug ("binh-thuan"), ``link`` turns a slug into an address.

    ``label`` names the picture, ``describe`` a tile, for those who hear the page.
    """
    grid: dict[str, list[int]] = read_yaml("search_ui", "data/tiles.yaml")[lens]
    width = (max(column for column, _ in grid.values()) + 1) * _SIDE
    height = (max(row for _, row in grid.values()) + 1) * _SIDE
    drawn = [
        _tile(place, column, row, counts.get(place_words(place), 0), link, describe)
        for place, (column, row) in grid.items()
    ]
    return Markup(
        '<svg class="tiles" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group"'
        ' aria-label="{label}">{drawn}</svg>'
    ).format(w=width, h=height, label=label, drawn=Markup("").join(drawn))


def _tile(
    place: str,
    column: int,
    row: int,
    count: int,
    link: Callable[[str], str],
    describe: Callable[[str, int], str],
) -> Markup:
    kind = [name for least, name in _CLASSES if count >= least][-1]
    words = describe(place, count)
    square = _square(place, column, row)
    if not count:
        return Markup('<g class="empty"><title>{}</title>{}</g>').format(words, square)
    return Markup('<a class="{}" href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
        kind, link(place_words(place)), f"{_initials(place)}: {words}", words, square
    )


@cache
def _square(place: str, column: int, row: int) -> Markup:
    x, y = column * _SIDE, row * _SIDE
    return Markup(
        '<rect x="{x}" y="{y}" width="{s}" height="{s}" rx="4"/>'
        '<text x="{middle}" y="{base}" aria-hidden="true">{initials}</text>'
    ).format(
        x=x, y=y, s=_SIDE, middle=x + _SIDE / 2, base=y + _SIDE / 2 + 3, initials=_initials(place)
    )
