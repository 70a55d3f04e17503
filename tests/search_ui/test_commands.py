"""The reading commands on the seeds: answers, JSON, exit codes."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.search_ui.conftest import DANCHIEU, environment


def run(data: Path, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DANCHIEU, *words],
        env=environment(data) | {"COLUMNS": "200"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_cites_prints_the_sentence_and_its_anchor(seeds_data: Path) -> None:
    done = run(seeds_data, "cites", "nghi dinh so 24/2021")
    assert done.returncode == 0, done.stderr
    expected = ("quản trị trường học4", "chú thích", "24/2021/NĐ-CP", "mục II.2.d")
    for words in (*expected, "Được dẫn bởi (1)"):
        assert words in done.stdout


def test_cites_of_a_number_that_names_several_prints_the_choice(seeds_data: Path) -> None:
    done = run(seeds_data, "cites", "chi thi 34")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "34/CT-TTg" in done.stderr
    assert "34-CT/TW" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("cites", "99999/QĐ-TTg"), 1),
        (("search", "xyzkhôngcó"), 1),
        (("show", "khong-co"), 1),
        (("deadlines", "--until", "hôm nay"), 2),
        (("deadlines", "--since", "2024-01-01", "--until", "2023-01-01"), 2),
        (("lint", "khong-co.txt"), 2),
        (("lint", "."), 2),
        (("deadlines", "--until", "1990-01-01"), 1),
    ],
)
def test_exit_codes(seeds_data: Path, words: tuple[str, ...], code: int) -> None:
    done = run(seeds_data, *words)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_search_in_json_carries_the_page(seeds_data: Path) -> None:
    done = run(seeds_data, "search", "tuyển dụng viên chức", "--place", "tu-ky", "--json")
    hit = json.loads(done.stdout)["hits"][0]
    assert hit["document"]["district"] == "huyện Tứ Kỳ"
    assert hit["sentences"][0]["page"].startswith("/van-ban/")


def test_a_misspelt_word_brings_the_same_suggestion_everywhere(
    seeds_data: Path, seeds_reader: str
) -> None:
    done = run(seeds_data, "search", "tuyển dụgn viên chức")
    assert "Có phải bạn muốn tìm: tuyển dụng viên chức?" in done.stderr
    carried = run(seeds_data, "search", "tuyển dụgn viên chức", "--json").stdout
    assert json.loads(carried)["suggestion"] == "tuyển dụng viên chức"
    with httpx.Client(base_url=seeds_reader, timeout=30) as reader:
        asked = {"q": "tuyển dụgn viên chức"}
        assert ">tuyển dụng viên chức</a>?" in reader.get("/tim", params=asked).text
        assert reader.get("/tim.json", params=asked).json()["suggestion"] == "tuyển dụng viên chức"


def test_deadlines_keep_relative_times_apart(seeds_data: Path) -> None:
    done = run(seeds_data, "deadlines", "--until", "31/12/2023")
    assert done.returncode == 0, done.stderr
    assert "Không có mốc ngày cụ thể; 1 mốc tương đối" in done.stdout
    calendar = run(seeds_data, "deadlines", "--until", "31/12/2023", "--ics").stdout
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert calendar.count("BEGIN:VEVENT") == 1


def test_show_says_what_is_not_known(seeds_data: Path) -> None:
    done = run(seeds_data, "show", "3461-kh-ubnd-binh-thuan-2023")
    assert "Số, ký hiệu: 3461/KH-UBND" in done.stdout
    assert "Tình trạng hiệu lực: chưa xác định (nguồn chỉ ghi chữ giữ chỗ)" in done.stdout


def test_lint_reads_standard_input(seeds_data: Path) -> None:
    text = "Theo Nghị định số 24/2021/NĐ-CP ngày 25/3/2021 và Quyết định số 987/QĐ-TTg."
    done = run(seeds_data, "lint", "-", given=text)
    assert done.returncode == 0, done.stderr
    assert "Đoạn văn ghi ngày 25/3/2021; kho ghi ngày 23/3/2021." in done.stdout
    assert "chưa gặp trong kho" in done.stdout
    found = json.loads(run(seeds_data, "lint", "-", "--json", given=text).stdout)
    assert [one["normal"] for one in found["citations"]] == [
        "Nghị định 24/2021/NĐ-CP",
        "Quyết định 987/QĐ-TTg",
    ]


def test_english(seeds_data: Path) -> None:
    done = run(seeds_data, "--lang", "en", "cites", "24/2021/NĐ-CP")
    assert "Cited by (1)" in done.stdout


def test_a_ledger_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database" * 500)
    for words in (("show", "x"), ("search", "x"), ("serve", "--port", "0")):
        done = run(tmp_path, *words)
        assert (done.returncode, "Traceback" in done.stderr) == (3, False)
        assert "file is not a database" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DANCHIEU_ENGINE", "lucene", 2),
        ("DANCHIEU_ELASTICSEARCH", "http://127.0.0.1:9200, localhost:9201", 2),
        ("DANCHIEU_ELASTICSEARCH_CA", "/khong-co.pem", 2),
        ("DANCHIEU_ELASTICSEARCH_PREFIX", "Bộ", 2),
        ("DANCHIEU_LEDGER", "khong-phai-dia-chi", 3),
        ("DANCHIEU_LEDGER", "oracle9://x", 3),
        ("DANCHIEU_DATA", "/dev/null/x", 3),
    ],
)
def test_a_setting_that_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, code: int
) -> None:
    monkeypatch.setenv(name, value)
    data = Path(value) if name == "DANCHIEU_DATA" else tmp_path
    done = run(data, "search", "x")
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert name in done.stderr


def test_a_port_in_use_is_named(seeds_data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(seeds_data, "serve", "--port", port)
    assert done.returncode == 2
    assert port in done.stderr


def test_reading_never_loads_prefect_or_a_word_segmenter() -> None:
    code = (
        "import sys, search_ui.commands, search_ui.app, index.library;"
        "print(sorted({'prefect', 'underthesea', 'pdfplumber'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_is_no_text_is_named(seeds_data: Path, tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.pdf").write_bytes(b"%PDF-1.7 \xff\xfe")
    done = run(seeds_data, "lint", str(tmp_path / "ke-hoach.pdf"))
    assert done.returncode == 2
    assert "ke-hoach.pdf không phải văn bản chữ thuần" in done.stderr
    assert "danchieu annotate" in done.stderr


def test_deadlines_of_a_topic(seeds_data: Path) -> None:
    done = run(seeds_data, "deadlines", "--topic", "chuyển đổi số")
    assert "đến cuối năm học 2022 - 2023" in done.stdout
    assert run(seeds_data, "deadlines", "--topic", "an toàn giao thông").returncode == 1
