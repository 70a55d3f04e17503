"""Sets of questions with known answers that others have made: read whole, or their fault named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.bench.bench_search import Unscorable, collected, main, score

CORPUS = (
    '{"_id": 7, "title": null, "text": "Hiệu trưởng phân công giáo viên dạy thay."}\n'
    '{"_id": "điều 3/a", "title": "Dạy thêm", "text": "Cấm dạy thêm trước chương trình."}\r\n\n'
    '{"_id": "#", "text": ""}\n'
)
QUERIES = (
    '{"_id": "q 1", "text": "ai phân công dạy thay", "metadata": {}}\n'
    '{"_id": "q2", "text": ""}\n{"_id": "q3", "text": "\\"dạy thêm"}\n{"_id": "q4", "text": "x"}\n'
)
ANSWERS = (
    "query-id\tcorpus-id\tscore\nq 1\t7\t1\nq2\t#\t2.0\nq3\tđiều 3/a\t1\nq3\tlost\t1\nq9\t7\t1\n"
)
WHOLE = {"corpus.jsonl": CORPUS, "queries.thu.jsonl": QUERIES, "qrels.thu.tsv": ANSWERS}


def folder_of(path: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_bytes(("\ufeff" + text).encode())
    return path


def test_odd_ids_and_missing_parts_are_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = collected(folder_of(tmp_path / "bo-thu", WHOLE))
    assert of.answers["q3"] == {"điều 3/a": 1, "lost": 1}
    assert of.answers["q2"] == {"#": 2}
    assert list(of.queries) == ["q 1", "q2", "q3"]
    score(of, None)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "bo-thu: 3 texts, 3 queries"
    assert [line.split()[0] for line in lines[1:]] == ["plain", "tantivy"]
    # the first query is answered, the second has no words, the third misses a text nobody has
    assert "MRR@10 0.6667  R@10 0.5000" in lines[1]


def test_answers_may_have_a_folder_of_their_own(tmp_path: Path) -> None:
    files = {"corpus.jsonl": CORPUS, "queries.jsonl": QUERIES, "qrels/test.tsv": ANSWERS}
    assert len(collected(folder_of(tmp_path / "bo-thu", files)).queries) == 3


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"corpus.jsonl": CORPUS + "{"}, "corpus.jsonl, line 5"),
        ({"corpus.jsonl": '{"text": "không mã"}'}, "corpus.jsonl, line 1: no _id"),
        ({"qrels.thu.tsv": ANSWERS + "q3 7 1\n"}, "qrels.thu.tsv, line 7"),
        ({"qrels.thu.tsv": "query-id\tcorpus-id\tscore\n"}, "no query of 4"),
    ],
)
def test_a_fault_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str],
    fault: str,
) -> None:
    folder = folder_of(tmp_path / "bo-thu", WHOLE | changed)
    with pytest.raises(Unscorable, match=fault):
        collected(folder)
    monkeypatch.setenv("RETRIEVAL", str(folder))
    monkeypatch.setenv("DANCHIEU_TEST_ELASTICSEARCH", "http://127.0.0.1:9")  # is not asked
    assert main() == 2
    assert fault in capsys.readouterr().err
