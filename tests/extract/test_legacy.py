"""Old encodings of Vietnamese: found by the text, converted line by line."""

from __future__ import annotations

import shutil
import subprocess
import time
import unicodedata

import pytest

from extract.data_files import read_yaml
from extract.reading.legacy import Repair, repair, unify
from extract.reading.legacy.encodings import encodings
from tests.extract.old_letters import WAYS, tcvn3

PARAGRAPHS = (
    "Ủy ban nhân dân tỉnh giao Sở Giáo dục và Đào tạo chủ trì, phối hợp với Sở Tài chính.",
    "Các trường học rà soát cơ sở vật chất, gửi báo cáo về Phòng Giáo dục trước ngày 15/10/2003.",
    "Việc tuyển dụng giáo viên phải đúng chỉ tiêu, công khai kết quả và lưu hồ sơ tại đơn vị.",
)
SHORT = ("Số: 12/2003/QĐ-UB", "Nơi nhận:", "Hải Dương, ngày 05 tháng 9 năm 2003", "Điều 1.")


@pytest.mark.parametrize("file", ["tcvn3.yaml", "vni.yaml"])
def test_examples_of_the_tables(file: str) -> None:
    data = read_yaml("extract.reading.legacy", f"data/{file}")
    convert = {"tcvn3.yaml": encodings()[0], "vni.yaml": encodings()[1]}[file].convert
    for example in data["examples"]:
        assert convert(example["written"]) == example["means"]


def test_examples_of_the_lookalikes() -> None:
    for example in read_yaml("extract.reading.legacy", "data/lookalikes.yaml")["examples"]:
        assert unify(example["written"]) == example["means"]
        assert len(unify(example["written"])) == len(example["written"])


def test_tcvn3_table_agrees_with_iconv() -> None:
    if shutil.which("iconv") is None:
        pytest.skip("needs iconv")
    letters = read_yaml("extract.reading.legacy", "data/tcvn3.yaml")["letters"]
    for seen, letter in letters.items():
        answer = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
            input=seen.encode("latin-1"),
            capture_output=True,
            check=True,
        )
        assert answer.stdout.decode() == letter


@pytest.mark.parametrize("way", WAYS)
def test_whole_document_comes_back(way: str) -> None:
    meant = "\n".join((*SHORT, *PARAGRAPHS, *SHORT))
    written = WAYS[way](meant)
    assert written != meant
    converted = repair(written).split("\n")
    expected = meant.split("\n")
    if way == "TCVN3":  # capitals with a tone have no code: "Ủ" was typed as "ủ"
        expected = [line.replace("Ủy", "ủy") for line in expected]
    assert converted == expected


@pytest.mark.parametrize("way", WAYS)
def test_old_and_new_lines_side_by_side(way: str) -> None:
    written = [WAYS[way](PARAGRAPHS[0]), PARAGRAPHS[1], WAYS[way](PARAGRAPHS[2]), "Hà Nam có 3 xã"]
    converted = repair("\n".join(written)).split("\n")
    assert converted[1] == PARAGRAPHS[1]
    assert converted[2] == PARAGRAPHS[2]
    assert converted[3] == "Hà Nam có 3 xã"


@pytest.mark.parametrize(
    "text",
    [
        *PARAGRAPHS,
        "Hà Nội, Hà Nam và Hà Tĩnh",
        "Diện tích 25 m², nhiệt độ 30°C, sai số ±5%, cỡ chữ 13½ «theo mẫu» của Sở",
        "Français, Español, Straße: élève, niño, größer, Århus, façade, übermäßig, cœur, été",
        "\u00ad\u00ad\u00ad soft hy\u00adphens re\u00admain",
        "",
    ],
)
def test_modern_text_is_left_alone(text: str) -> None:
    assert repair(text) == text


def test_decomposed_text_is_composed() -> None:
    assert repair(unicodedata.normalize("NFD", PARAGRAPHS[0])) == PARAGRAPHS[0]


def test_font_of_capitals_is_told_by_the_typed_ones() -> None:
    lines = [tcvn3(line) for line in PARAGRAPHS]
    fixed = Repair(lines)
    assert fixed.needed
    assert [fixed.line(line) for line in lines][1] == PARAGRAPHS[1]
    assert fixed.line("UBND tØnh H¶i D\u00ad¬ng") == "UBND tỉnh Hải Dương"
    assert fixed.line("Së Gi¸o dôc") == "Sở Giáo dục"
    assert fixed.line("Bé") == "Bộ"


def test_time_grows_with_length_only() -> None:
    for piece in ("¸¹µ¶ ", "a\u0301" * 5, "1/-", "öùôâ ", "Ð", "А1/В-", "А1111", "¸B¹C"):
        short, long = piece * 4_000, piece * 32_000
        repair(short)
        start = time.process_time()
        repair(short)
        first = time.process_time() - start
        start = time.process_time()
        repair(long)
        assert time.process_time() - start < 9 * first + 0.25
