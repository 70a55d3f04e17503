"""A run whose search engine is away says so, keeps what it read, and the next one goes on."""

from __future__ import annotations

from pathlib import Path

from tests.flows.running import danchieu, stock

NOWHERE = {
    "DANCHIEU_ENGINE": "elasticsearch",
    "DANCHIEU_ELASTICSEARCH": "http://127.0.0.1:9",  # where nothing listens
    "DANCHIEU_ENGINE_WAIT_SECONDS": "2",
}


def test_an_engine_that_does_not_come_back(tmp_path: Path) -> None:
    folder, data = tmp_path / "van-ban", tmp_path / "data"
    folder.mkdir()
    for number in (1, 2, 3):
        text = f"Kế hoạch số {number}\nCác trường dạy học theo kế hoạch số {number} của phòng."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    stopped = danchieu(data, "ingest", str(folder), **NOWHERE)
    assert stopped.code == 5
    waited, ended = stopped.complaints[0], stopped.complaints[-1]
    assert waited.startswith("Đang đợi máy tìm kiếm: Máy chủ tìm kiếm không trả lời")
    assert ended.startswith("Máy chủ tìm kiếm không trả lời")
    run = danchieu(data, "status", "--json").told["runs"][0]
    assert run["state"] == "stopped"

    again = danchieu(data, "ingest", str(folder), "--json")
    assert again.code == 0
    assert (again.told["captures"], again.told["unchanged"]) == (0, 3)
    kept = stock(data)
    assert len(kept["documents"]) == kept["rows"]["documents"] == 3
