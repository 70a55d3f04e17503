"""Rows made by several processes are those of their documents, in order and a little ahead."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.annotate import annotate
from index.encoding import pack
from index.records import DocumentRecord, document_id
from index.row_makers import Held, RowMakers, Unmade
from index.rows import document_rows
from tests.bench.bench_search import NOW, composed

# Enough for processes to be started, each document some parcels long or many to a parcel.
SENTENCES = [
    f"Trường số {at} dạy {at * at} học sinh theo Kế hoạch {at}/KH-UBND." for at in range(99)
]


def documents(count: int, sentences: int) -> list[Held]:
    found = []
    for at in range(count):
        text = "\n".join(f"{at} {sentence}" for sentence in SENTENCES[:sentences])
        name = f"https://mau.example/{at}"
        own = document_id(name)
        record = DocumentRecord(own, own, name, None, None, None, None, None, None, None, 1, NOW)
        found.append((record, pack(composed(name, f"Kế hoạch {at}", text))))
    return found


def test_rows_are_the_same_whoever_makes_them() -> None:
    shown = annotate(composed("https://mau.example", "Kế hoạch", "\n".join(SENTENCES[:9])))
    few = [(documents(1, 1)[0][0], pack(shown))]
    many = documents(1500, 70)
    with RowMakers(2) as makers:
        for held in (few, many, few):
            made = list(makers.rows(held))
            assert [item.id for item in made] == [record.id for record, _ in held]
        assert made == [document_rows(few[0][0], shown)]


def test_only_what_cannot_be_made_is_left_out() -> None:
    held = documents(1500, 70)
    record, packed = held[777]
    held[777] = (record, packed[:100])
    with RowMakers(2) as makers:
        made = list(makers.rows(held))
    assert [item.id for item in made] == [record.id for record, _ in held]
    assert [item.url for item in made if isinstance(item, Unmade)] == [record.url]


def test_documents_are_taken_only_a_little_ahead() -> None:
    held = documents(3000, 70)
    taken = 0

    def counted() -> Iterator[Held]:
        nonlocal taken
        for item in held:
            taken += 1
            yield item

    with RowMakers(2) as makers:
        rows = makers.rows(counted())
        next(rows)
        assert taken < len(held) / 2
        rows.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes where Linux shows them")
def test_processes_end_with_the_run_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "import sys, time\n"
        "from index.row_makers import RowMakers\n"
        "from tests.index.test_row_makers import documents\n"
        "if __name__ == '__main__':\n"
        "    with RowMakers(2) as makers:\n"
        "        rows = makers.rows(documents(1500, 70))\n"
        "        next(rows)\n"
        "        print('going', flush=True)\n"
        "        time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    run = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"going\n"
    children = children_of(run.pid)
    assert len(children) >= 2
    run.send_signal(signal.SIGKILL)
    run.wait()
    until = time.monotonic() + 30
    while any(map(alive, children)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(alive, children))


def children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in listed]


def alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
