"""``make bench-readers``: fifty readers on an index of ``DOCUMENTS`` (10,000) real articles, first
in quiet, then beside an index run; on both engines. The part of ``make bench-search-speed`` that
shows whether an index run is felt.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from flows.settings import FlowSettings
from index.batches import written
from index.row_makers import RowMakers
from tests.bench.bench_search_speed import open_all
from tests.bench.concurrent_readers import read_while_writing
from tests.bench.speed_corpus import documents, packed, questions

DOCUMENTS = int(os.environ.get("DOCUMENTS", "10000"))


def main() -> int:
    """Index, then read in quiet and beside a run."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engines = open_all(scratch, stack)
        asked = [engine for engine in engines if engine.settings]
        settings = FlowSettings()
        held = list(packed(DOCUMENTS))
        titles = [document.header.title.value or "" for _, document in documents(DOCUMENTS)]
        with RowMakers(settings.readers) as makers:
            for engine in asked:
                for _ in written(engine.publish, makers, held, settings.publish_batch):
                    pass
        mixed = [query for each in questions(titles, 10).values() for query in each]
        for engine in engines:
            engine.close()
        opened = {engine.name: engine.settings for engine in asked if engine.settings}
        read_while_writing(opened, mixed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
