"""The plainest search there is, to compare with: one FTS5 table of SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from index.analysis import analyse
from index.engine import DocumentRows
from index.query import Query

_FACETS = ("type", "year", "relation", "issuer", "place")
_JOINED = "texts JOIN keys ON keys.id = texts.rowid"


class FullTextTable:
    """Analysed titles and texts, ranked by SQLite's own BM25; the keys in a table beside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = sqlite3.connect(path)
        self._database.execute("CREATE VIRTUAL TABLE texts USING fts5(title, text)")
        columns = ", ".join(_FACETS)
        self._database.execute(f"CREATE TABLE keys (id INTEGER PRIMARY KEY, issued, {columns})")
        self._database.execute("CREATE INDEX issued ON keys (issued)")

    def publish(self, documents: Iterable[DocumentRows]) -> None:
        """Add documents and commit."""
        with self._database:
            for item in documents:
                row = item.document
                added = self._database.execute(
                    "INSERT INTO texts VALUES (?, ?)", (row["title_exact"], row["exact"])
                )
                keys = [str(row.get(name, "")) for name in _FACETS]
                self._database.execute(
                    "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (added.lastrowid, row["issued"], *keys),
                )

    def search(self, query: Query) -> int:
        """Answer as the library does: total, first page, what is asked beside; gives the total."""
        ask = self._database.execute
        words = analyse(query.text).exact
        if not words:
            ask("SELECT id FROM keys ORDER BY issued DESC LIMIT 10").fetchall()
            return int(ask("SELECT count(*) FROM keys").fetchone()[0])
        terms = [f'"{word}"' for word in words.split()]
        given = {"words": f'"{words}"' if query.text.startswith('"') else " ".join(terms)}
        inside = f"{_JOINED} WHERE texts MATCH :words{_allowed(query)}"
        total = ask(f"SELECT count(*) FROM {inside}", given).fetchone()[0]
        shown = "snippet(texts, 1, '[', ']', '…', 30)" if query.sentences else "texts.rowid"
        ask(f"SELECT {shown} FROM {inside} ORDER BY rank LIMIT 10", given).fetchall()
        for facet in _FACETS if query.facets else ():
            ask(f"SELECT {facet}, count(*) FROM {inside} GROUP BY {facet}", given).fetchall()
        return int(total)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _allowed(query: Query) -> str:
    kinds = ", ".join(f"'{kind}'" for kind in query.filters.type)
    return f" AND keys.type IN ({kinds})" if kinds else ""
