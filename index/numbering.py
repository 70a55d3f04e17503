"""Where things stand in the numbering of a document: "mục II.2.d", "điểm a khoản 2 Điều 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import Block, BlockKind

_OUTSIDE = frozenset(
    {
        BlockKind.BOILERPLATE,
        BlockKind.ATTRIBUTES,
        BlockKind.HEADER,
        BlockKind.TITLE,
        BlockKind.SIGNATURE,
        BlockKind.RECIPIENTS,
        BlockKind.FOOTNOTE,
    }
)
_ENDING = (BlockKind.SIGNATURE, BlockKind.RECIPIENTS)  # what follows them is an annex
_RANK = re.compile(r"(Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục)\b", re.IGNORECASE)
_ARTICLE = "Điều"


def numbered(text: str, blocks: Sequence[Block]) -> Iterator[str | None]:
    """For each block the number under which it is cited; None where nothing is numbered."""
    above: list[tuple[int, str | None]] = []  # level and label of the headings and items above
    for block in blocks:
        if block.kind in _ENDING:
            above.clear()
        if block.kind in _OUTSIDE:
            yield None
            continue
        if block.level is not None:
            while above and above[-1][0] >= block.level:
                above.pop()
            above.append((block.level, _label(text, block)))
        yield _cited([label for _, label in above if label])


def _label(text: str, block: Block) -> str | None:
    if not block.number:
        return None
    rank = _RANK.match(text, block.start, block.end)
    return f"{rank[1].capitalize()} {block.number}" if rank else block.number


def _cited(labels: list[str]) -> str | None:
    articles = [at for at, label in enumerate(labels) if label.startswith(_ARTICLE)]
    if articles:
        article, *inside = labels[articles[-1] :]
        return " ".join([*(_inside(label) for label in reversed(inside)), article])
    if not labels:
        return None
    path: list[str] = []
    for label in labels:
        while path and label.startswith(f"{path[-1]}."):  # "2.1" says by itself that it is in 2
            path.pop()
        path.append(label)
    whole = ".".join(path)
    return whole if _RANK.match(whole) else f"mục {whole}"


def _inside(label: str) -> str:
    """A clause or point of an article, by its kind."""
    return f"khoản {label}" if label[:1].isdigit() else f"điểm {label}"
