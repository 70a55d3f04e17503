"""The pieces of ink in the image of a page: what hangs together is one component."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

_DARK = 150  # what is lighter is paper
_PAPER = 255
_RUN = re.compile(rb"\x00+")
_SMALLEST, _LARGEST = 9, 40  # pixels: letters without ascenders are so high
_FIELD = 64  # pixels: the side of the squares by which neighbours are found
_DRAWN = 300  # pixels: what is larger is a rule, a frame or a picture


class Component(NamedTuple):
    """Pixels from the left top corner of the image, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int
    ink: int  # dark pixels

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top


def find_components(image: Image.Image) -> list[Component]:
    """The components of ``image`` (mode L); pixels that touch at a corner hang together."""
    width = image.width
    data = image.point(lambda value: 0 if value < _DARK else 1).tobytes()
    owners: list[int] = []  # of each component, the one it was found to be part of
    boxes: list[list[int]] = []
    above: list[tuple[int, int, int]] = []  # start, end and component of the runs of a row
    for row in range(image.height):
        base = row * width
        runs: list[tuple[int, int, int]] = []
        first = 0
        for match in _RUN.finditer(data, base, base + width):
            start, end = match.start() - base, match.end() - base
            while first < len(above) and above[first][1] < start:
                first += 1
            own = -1
            for index in range(first, len(above)):
                if above[index][0] > end:
                    break
                other = _owner(owners, above[index][2])
                if own < 0:
                    own = other
                elif other != own:
                    owners[other] = own
                    _join(boxes[own], boxes[other])
            run = [start, row, end, row + 1, end - start]
            if own < 0:
                own = len(owners)
                owners.append(own)
                boxes.append(run)
            else:
                _join(boxes[own], run)
            runs.append((start, end, own))
        above = runs
    return [Component(*box) for index, box in enumerate(boxes) if owners[index] == index]


def _owner(owners: list[int], index: int) -> int:
    while owners[index] != index:
        owners[index] = owners[owners[index]]
        index = owners[index]
    return index


def _join(one: list[int], two: Sequence[int]) -> None:
    one[0] = min(one[0], two[0])
    one[1] = min(one[1], two[1])
    one[2] = max(one[2], two[2])
    one[3] = max(one[3], two[3])
    one[4] += two[4]


def letter_height(components: Iterable[Component]) -> int:
    """Pixels from foot to top of most letters without ascender; 0 where there are no letters."""
    counts = Counter(
        part.height
        for part in components
        if _SMALLEST <= part.height <= _LARGEST and part.width <= 2 * part.height
    )
    if not counts:
        return 0
    return max(counts, key=lambda height: sum(counts[height + off] for off in (-1, 0, 1)))


def without(image: Image.Image, components: Iterable[Component]) -> Image.Image:
    """``image`` with paper where ``components`` stand, and a pixel around them."""
    cleaned = image.copy()
    for left, top, right, bottom, _ in components:
        cleaned.paste(_PAPER, (left - 1, top - 1, right + 1, bottom + 1))
    return cleaned


class Neighbourhood:
    """Components by where they stand."""

    def __init__(self, components: Iterable[Component]) -> None:
        self._fields: dict[tuple[int, int], list[Component]] = {}
        for part in components:
            if max(part.width, part.height) > _DRAWN:
                continue
            for across in range(part.left // _FIELD, part.right // _FIELD + 1):
                for down in range(part.top // _FIELD, part.bottom // _FIELD + 1):
                    self._fields.setdefault((across, down), []).append(part)

    def within(self, left: float, top: float, right: float, bottom: float) -> Iterator[Component]:
        """The components that reach into a box, each once."""
        seen: set[Component] = set()
        for across in range(int(left) // _FIELD, int(right) // _FIELD + 1):
            for down in range(int(top) // _FIELD, int(bottom) // _FIELD + 1):
                for part in self._fields.get((across, down), ()):
                    if part in seen:
                        continue
                    if (
                        part.left < right
                        and part.right > left
                        and part.top < bottom
                        and part.bottom > top
                    ):
                        seen.add(part)
                        yield part
