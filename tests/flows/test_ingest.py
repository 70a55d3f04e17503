"""Taking in files: changed and unchanged ones, bad ones by name, rebuilding from the archive."""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from flows.faults import IngestFault
from flows.ingest import files_in, listed_in
from flows.members import members
from flows.progress import Tally
from index.archive import Archive
from index.ledger import Ledger
from index.settings import Settings
from search_ui.command_line import app
from tests.flows.running import danchieu, stock
from tests.samples.build import build

LETTER = """ỦY BAN NHÂN DÂN
TỈNH MẪU
Số: {number}/KH-UBND
Mẫu, ngày 14 tháng 9 năm 2023
KẾ HOẠCH
Triển khai năm học 2023-2024
Thực hiện Nghị định số 24/2021/NĐ-CP ngày 23/3/2021 của Chính phủ, Sở Giáo dục và Đào tạo yêu cầu:
Các trường báo cáo kết quả trước ngày 15/11/2023.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mau")
    build(folder)
    return folder


def test_a_file_taken_in_again_is_new_only_when_its_text_is(tmp_path: Path) -> None:
    data, letter = tmp_path / "data", tmp_path / "ke-hoach.txt"
    letter.write_text(LETTER.format(number=12))
    first = danchieu(data, "ingest", str(letter), "--json")
    assert first.code == 0
    assert (first.told["captures"], first.told["documents"]) == (1, 1)
    assert first.told["references"] >= 1
    assert first.told["deadlines"] >= 1
    same = danchieu(data, "ingest", str(letter), "--json")
    assert (same.told["captures"], same.told["unchanged"], same.told["documents"]) == (0, 1, 0)
    letter.write_text(LETTER.format(number=13))
    changed = danchieu(data, "ingest", str(letter), "--json")
    assert (changed.told["captures"], changed.told["documents"]) == (1, 1)
    ledger = Ledger.open(Settings(data=data))
    (document,) = ledger.documents()
    assert len(ledger.versions(document.id)) == 2
    assert len(ledger.captures(letter.resolve().as_uri())) == 2
    ledger.close()


def test_the_archive_alone_is_enough(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "files"
    folder.mkdir()
    for number in range(12, 16):
        (folder / f"{number}.txt").write_text(LETTER.format(number=number))
    danchieu(data, "ingest", str(folder))
    before = stock(data)
    again = danchieu(data, "rebuild", "--json")
    assert (again.code, again.told["captures"]) == (0, 4)
    assert stock(data) == before
    shutil.rmtree(data / "index")
    (data / "ledger.sqlite").unlink()
    danchieu(data, "rebuild")
    after = stock(data)
    # Addresses and portals are told by the portals' files and come back with the next run.
    assert after["documents"] == before["documents"]
    assert after["rows"] == before["rows"]


def bad_files(folder: Path, site: Path) -> dict[str, bytes]:
    """One file of each bad kind by name."""
    whole = (site / "tep" / "kh-3461-ubnd.pdf").read_bytes()
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("so-lieu.bin", os.urandom(3000))
    return {
        "rong.txt": b"",
        "anh.pdf": (site / "anh" / "minh-hoa.png").read_bytes(),
        "khoa.pdf": locked.getvalue(),
        "cut.pdf": whole[: len(whole) // 3],
        "khong-phai.docx": other.getvalue(),
        "mot-dong.txt": "chữ ".encode() * 10_500_000,
        "nhieu.bin": os.urandom(200_000),
    }


def test_bad_input_costs_one_line_each_and_nothing_else(tmp_path: Path, site: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "files"
    folder.mkdir()
    bad = bad_files(folder, site)
    for name, body in bad.items():
        (folder / name).write_bytes(body)
    (folder / "tot.txt").write_text(LETTER.format(number=12))
    shutil.copy(site / "tep" / "kh-3461-ubnd.pdf", folder / "sai-duoi.txt")  # read by content
    internal = "http://127.0.0.1:9/van-ban"
    ran = danchieu(data, "ingest", str(folder), internal, str(folder / "khong-co.txt"))
    assert ran.code == 1
    for name in (*bad, internal, "khong-co.txt"):
        lines = [line for line in ran.complaints if name in line]
        assert len(lines) == 1, f"{name}: {ran.complaints}"
    for name in ("tot.txt", "sai-duoi.txt"):
        assert not [line for line in ran.complaints if name in line]
    ledger = Ledger.open(Settings(data=data))
    assert {Path(record.url).name for record in ledger.documents()} >= {"tot.txt", "sai-duoi.txt"}
    assert len(ledger.documents()) == 2
    assert any(failure.url == internal for failure in ledger.failures())
    ledger.close()
    told = danchieu(data, "status", "--json").told
    assert {Path(item["url"]).name for item in told["failures"]} >= set(bad) - {"rong.txt"}


def test_the_documents_of_an_archive_are_kept_each_by_itself(tmp_path: Path) -> None:
    data, packed = tmp_path / "data", tmp_path / "goi.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("quy i/ke-hoach.txt", LETTER.format(number=12))
        archive.writestr("quy i/cong-van.txt", LETTER.format(number=13))
        archive.writestr("anh.png", b"\x89PNG")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("quy i/cong-van.txt", LETTER.format(number=14))
    ran = danchieu(data, "ingest", str(packed), "--json")
    assert (ran.code, ran.told["documents"]) == (0, 2)
    assert {url.rsplit("#", 1)[-1] for url, _ in stock(data)["archived"]} == {
        "quy%20i/ke-hoach.txt",
        "quy%20i/cong-van.txt",
        packed.resolve().as_uri(),
    }
    again = danchieu(data, "ingest", str(packed), "--json").told
    assert (again["captures"], again["documents"]) == (0, 0)


def test_an_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"van ban " * 500)
        archive.writestr("b.txt", b"van ban " * 500)
    found = [name for _, name, _ in members(packed.getvalue(), "https://a.vn/goi.zip", 8000)]
    assert found == ["a.txt", "b.txt"]
    assert list(members(packed.getvalue(), "https://a.vn/goi.zip", 7999)) == []


def test_annotate_prints_one_object_a_line_and_stores_nothing(tmp_path: Path, site: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text(LETTER.format(number=12))
    (folder / "b.bin").write_bytes(os.urandom(5000))
    (folder / "c.txt").write_text(LETTER.format(number=13))
    ran = danchieu(data, "annotate", str(folder), "--json")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["source"] for each in objects] == [str(folder / "a.txt"), str(folder / "c.txt")]
    assert objects[0]["references"][0]["text"] in objects[0]["text"]
    assert ran.code == 1
    assert len([line for line in ran.complaints if "b.bin" in line]) == 1
    assert not data.exists()


def test_a_list_names_files_from_its_own_folder(tmp_path: Path) -> None:
    listed = tmp_path / "danh-sach.txt"
    listed.write_text("# văn bản\nke-hoach.txt\n\nhttps://mau.vn/1.pdf\n")
    assert listed_in(listed) == [str(tmp_path / "ke-hoach.txt"), "https://mau.vn/1.pdf"]
    listed.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IngestFault):
        listed_in(listed)


def test_a_folder_without_permission_is_named_and_the_rest_is_walked() -> None:
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        top.chmod(0o755)
        closed, opened = top / "a-dong", top / "b-mo"
        for folder in (closed, opened):
            folder.mkdir()
            (folder / "ke-hoach.txt").write_text("x")
        (opened / ".an").write_text("x")
        closed.chmod(0)
        tally = Tally()
        if user == 0:
            os.seteuid(65534)  # root may read everything
        try:
            found = list(files_in([scratch], tally))
        finally:
            os.seteuid(user)
            closed.chmod(0o700)
    assert found == [str(opened / "ke-hoach.txt")]
    (trouble,) = tally.troubles
    assert (trouble.name, trouble.key) == (str(closed), "ingest.closed_folder")


def said(data: Path, *words: str, **settings: str) -> tuple[int, list[str]]:
    """Exit code and complaints of a command run in this process."""
    env = {"DANCHIEU_DATA": str(data), **settings}
    result = CliRunner().invoke(app, list(words), env=env)
    return result.exit_code, result.stderr.splitlines()


def test_a_second_run_at_the_same_time_is_told_to_wait(tmp_path: Path) -> None:
    letter = tmp_path / "a.txt"
    letter.write_text(LETTER.format(number=12))
    with Archive(tmp_path / "data" / "archive", writable=True):
        code, complaints = said(tmp_path / "data", "ingest", str(letter))
    assert code == 4
    assert len(complaints) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["ingest"], 2),
        (["annotate"], 2),
        (["ingest", "--list", "khong-co.txt"], 2),
        (["harvest", "khong-co"], 2),
        (["harvest", "quangbinh"], 3),  # its listing address is not known
        (["reread"], 3),
        (["rebuild"], 3),
    ],
)
def test_wrong_usage_and_nothing_to_do(words: list[str], code: int, tmp_path: Path) -> None:
    ended, complaints = said(tmp_path, *words)
    assert ended == code
    assert complaints


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    code, complaints = said(tmp_path / "data", "ingest", str(tmp_path / "trong"))
    assert (code, len(complaints)) == (3, 1)


def test_a_setting_that_does_not_fit_is_named(tmp_path: Path) -> None:
    code, complaints = said(tmp_path, "ingest", "a.txt", DANCHIEU_BATCH="nhiều")
    assert code == 2
    assert "DANCHIEU_BATCH" in complaints[0]
