"""The archive keeps every acknowledged capture, also through a torn end."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from index.archive import Archive, ArchiveBusy, ArchiveDamaged, Capture, Location

WHEN = datetime(2023, 9, 14, 8, 30, 15, 250000, tzinfo=UTC)


def page(number: int, body: bytes = b"") -> Capture:
    return Capture(
        url=f"https://mau.example/van-ban/{number}?q=gi%C3%A1o",
        fetched_at=WHEN,
        body=body or f"<p>Kế hoạch số {number}</p>".encode() * 50,
        status=200,
        headers=(("Content-Type", "text/html"), ("ETag", '"a1"'), ("Content-Encoding", "gzip")),
        metadata='{"portal": "mau", "listed": [["number", "3461/KH-UBND"], ["title", "Kế hoạch"]]}',
    )


def test_a_capture_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True) as archive:
        first, second = archive.add(page(1)), archive.add(page(2, b"%PDF-1.7\r\n\r\n\x00\xff"))
        back = archive.read(second)
    assert first == Location("danchieu-00001.warc.gz", 0)
    assert back.url == "https://mau.example/van-ban/2?q=gi%C3%A1o"
    assert back.body == b"%PDF-1.7\r\n\r\n\x00\xff"
    assert back.status == 200
    assert back.fetched_at == WHEN
    assert back.header("etag") == '"a1"'
    assert back.header("content-encoding") is None
    assert '"portal": "mau"' in back.metadata


def test_any_warc_reader_finds_an_http_response(tmp_path: Path) -> None:
    body = random.Random(1).randbytes(500)
    with Archive(tmp_path, writable=True) as archive:
        first = archive.add(page(1, body))
        archive.add(page(2, body), repeats=first)
    path = str(tmp_path / first.file)
    response, revisit = ArchiveIterator(path, parse_http=True), ArchiveIterator(path)
    record = next(iter(response))
    assert record.http_headers.status_code == 200
    assert record.http_content_type == "text/html"
    assert record.http_headers["Content-Length"] == "500"
    assert record.reader.read() == body
    kinds = [(each.record_type, each.headers.get("WARC-Refers-To-Target-URI")) for each in revisit]
    assert kinds == [
        (WarcRecordType.response, None),
        (WarcRecordType.revisit, "https://mau.example/van-ban/1?q=gi%C3%A1o"),
    ]


def test_a_local_file_is_a_resource(tmp_path: Path) -> None:
    headers = (("Content-Type", "x/y"),)
    capture = Capture("file:///v/k%E1%BA%BF.docx", WHEN, b"PK\x03\x04", None, headers)
    with Archive(tmp_path, writable=True) as archive:
        back = archive.read(archive.add(capture))
    assert (back.body, back.status, back.header("Content-Type")) == (b"PK\x03\x04", None, "x/y")
    assert b"WARC-Type: resource" in subprocess.check_output(
        ["gzip", "-dc", str(tmp_path / "danchieu-00001.warc.gz")]
    )


def test_a_repeated_payload_is_stored_once(tmp_path: Path) -> None:
    body = random.Random(3).randbytes(300_000)
    with Archive(tmp_path, writable=True) as archive:
        first = archive.add(page(1, body))
        second = archive.add(page(2, body), repeats=first)
        third = archive.add(page(3, body), repeats=second)
        assert (tmp_path / first.file).stat().st_size < 310_000
        assert archive.read(second).body == body
        assert archive.read(third).body == body
        assert archive.read(third).url.endswith("/3?q=gi%C3%A1o")
        assert [capture.body for _, capture in archive.records()] == [body] * 3


def test_files_roll_over_and_are_read_in_order(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True, roll_bytes=2_000) as archive:
        places = [archive.add(page(n, random.Random(n).randbytes(900))) for n in range(5)]
    assert [path.name for path in archive.files()] == [
        "danchieu-00001.warc.gz",
        "danchieu-00002.warc.gz",
        "danchieu-00003.warc.gz",
        "danchieu-00004.warc.gz",
        "danchieu-00005.warc.gz",
    ]
    assert [place for place, _ in Archive(tmp_path).records()] == places


def test_a_torn_record_is_left_out_and_cut_off(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True) as archive:
        kept, torn = archive.add(page(1)), archive.add(page(2))
    path = tmp_path / torn.file
    whole = path.read_bytes()
    for cut in (torn.offset + 1, torn.offset + 40, len(whole) - 1, len(whole) - 9):
        path.write_bytes(whole[:cut])
        assert [place for place, _ in Archive(tmp_path).records()] == [kept]
        with Archive(tmp_path, writable=True) as archive:
            assert path.stat().st_size == torn.offset
            assert archive.add(page(2)) == torn
            assert archive.read(torn).body == page(2).body
            assert len(list(archive.records())) == 2


@pytest.mark.parametrize("status", [200, None])
def test_a_torn_or_altered_record_is_never_taken_for_another(
    tmp_path: Path, status: int | None
) -> None:
    capture = replace(page(1, random.Random(1).randbytes(300)), status=status)
    with Archive(tmp_path, writable=True) as archive:
        place = archive.add(capture)
    path = tmp_path / place.file
    whole = path.read_bytes()
    torn = [whole[:cut] for cut in range(0, len(whole), 5)]
    altered = [
        whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1 :] for at in range(0, len(whole), 5)
    ]
    refused = 0
    for bad in torn + altered:
        path.write_bytes(bad)
        try:
            assert Archive(tmp_path).read(place).body == capture.body
        except ArchiveDamaged:
            refused += 1
    assert refused > 0.95 * len(torn + altered)


def test_a_full_disk_costs_the_record_that_found_it_full(tmp_path: Path) -> None:
    program = (
        "import pathlib, random, resource, signal, sys\n"
        "from datetime import datetime, UTC\n"
        "from index.archive import Archive, Capture\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "def capture(name, size):\n"
        "    return Capture(f'file:///{name}', datetime.now(UTC), random.randbytes(size))\n"
        "with Archive(pathlib.Path(sys.argv[1]), writable=True) as archive:\n"
        "    archive.add(capture('first', 10_000))\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, -1))\n"
        "    try: archive.add(capture('too-long', 50_000))\n"
        "    except OSError: print('full')\n"
        "    archive.add(capture('second', 10_000))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True)
    assert done.stdout == b"full\n", done.stderr
    archive = Archive(tmp_path)
    assert [each.url for _, each in archive.records()] == ["file:///first", "file:///second"]
    assert archive.damaged() == []


def test_damage_in_the_middle_is_never_cut_off(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True) as archive:
        first, second, third = archive.add(page(1)), archive.add(page(2)), archive.add(page(3))
    path = tmp_path / first.file
    damaged = bytearray(path.read_bytes())
    damaged[second.offset + 30] ^= 0xFF
    path.write_bytes(damaged)
    with Archive(tmp_path, writable=True) as archive:
        last = archive.add(page(4))
        assert last.file == "danchieu-00002.warc.gz"
        assert archive.read(third).body == page(3).body
        with pytest.raises(ArchiveDamaged):
            archive.read(second)
        assert archive.damaged() == [second]
        assert [capture for _, capture in archive.records()] == [
            archive.read(first),
            archive.read(last),
        ]


def test_a_repetition_is_lost_with_its_body(tmp_path: Path) -> None:
    body = random.Random(3).randbytes(3_000)
    with Archive(tmp_path, writable=True, roll_bytes=3_500) as archive:
        first = archive.add(page(1, body))
        again, other = archive.add(page(2, body), repeats=first), archive.add(page(3))
        assert again.file != first.file
    path = tmp_path / first.file
    damaged = bytearray(path.read_bytes())
    damaged[first.offset + 30] ^= 0xFF
    path.write_bytes(damaged)
    archive = Archive(tmp_path)
    assert [place for place, _ in archive.records()] == [other]
    assert archive.damaged() == [first, again]


def test_records_behind_a_place(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True, roll_bytes=2_000) as archive:
        places = [archive.add(page(n, random.Random(n).randbytes(600))) for n in range(5)]
        for number, place in enumerate(places):
            assert [found for found, _ in archive.records(place)] == places[number + 1 :]
        assert [found for found, _ in archive.records(Location(places[0].file, -1))] == places


def test_a_place_without_a_record_is_an_error(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True) as archive:
        archive.add(page(1))
        with pytest.raises(ArchiveDamaged):
            archive.read(Location("danchieu-00001.warc.gz", 10_000))
        with pytest.raises(ArchiveDamaged):
            archive.read(Location("danchieu-00009.warc.gz", 0))


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with Archive(tmp_path, writable=True):
        program = (
            "import sys, pathlib; from index.archive import Archive, ArchiveBusy\n"
            "try: Archive(pathlib.Path(sys.argv[1]), writable=True)\n"
            "except ArchiveBusy: sys.exit(7)\n"
        )
        assert subprocess.run([sys.executable, "-c", program, str(tmp_path)]).returncode == 7
        with pytest.raises(ArchiveBusy):
            Archive(tmp_path, writable=True)


def test_killed_while_writing_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, random; from datetime import datetime, UTC\n"
        "from index.archive import Archive, Capture\n"
        "archive = Archive(pathlib.Path(sys.argv[1]), writable=True)\n"
        "n = 0\n"
        "while True:\n"
        "    body = random.randbytes(70_000)\n"
        "    place = archive.add(Capture(f'file:///{n}', datetime.now(UTC), body))\n"
        "    print(place.offset, flush=True); n += 1\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        time.sleep(random.random() * 0.05)
        os.kill(process.pid, signal.SIGKILL)
        later = process.stdout.read().split()
    with Archive(tmp_path, writable=True) as archive:
        offsets = [str(place.offset) for place, _ in archive.records()]
    assert offsets[: 5 + len(later)][5:] == later
    assert len(offsets) >= 5
