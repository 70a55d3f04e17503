"""Documents written to an engine batch by batch; the rows of the next are made meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

from index.engine import DocumentRows
from index.row_makers import Held, Made, RowMakers, Unmade


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that were dealt with together: the ids of those that are safe, and the others."""

    safe: tuple[str, ...]
    unmade: tuple[Unmade, ...]


def written(
    publish: Callable[[Iterable[DocumentRows]], None],
    makers: RowMakers,
    held: Iterable[Held],
    most: int,
) -> Generator[Batch]:
    """Write documents with ``Engine.publish``, at most ``most`` at once; gives each batch once it
    is safe.

    Raises what ``publish`` raises; what was given until then stays written.
    """
    with closing(makers.rows(held)) as made:
        for first in made:
            safe: list[str] = []
            unmade: list[Unmade] = []
            publish(_rows(chain([first], islice(made, most - 1)), safe, unmade))
            yield Batch(tuple(safe), tuple(unmade))


def _rows(made: Iterable[Made], safe: list[str], unmade: list[Unmade]) -> Iterator[DocumentRows]:
    """What could be made; the lists are told on the way."""
    for item in made:
        if isinstance(item, Unmade):
            unmade.append(item)
        else:
            safe.append(item.id)
            yield item
