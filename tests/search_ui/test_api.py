"""The API answers the acceptance stories on the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

PLAN = "3461-kh-ubnd-binh-thuan-2023"


@pytest.fixture(scope="module")
def api(seeds_reader: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{seeds_reader}/api/v1", timeout=30) as client:
        yield client


def get(api: httpx.Client, path: str, **parameters: Any) -> Any:
    answer = api.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_routes_of_the_stories_answer(api: httpx.Client, shared: Path) -> None:
    path = shared / "acceptance" / "user_stories.json"
    for story in json.loads(path.read_text(encoding="utf-8")):
        route = story["api"].removeprefix("GET /api/v1").split(" ->")[0]
        assert api.get(route).status_code == 200, (story["id"], route)


def test_cited_by_gives_the_footnote_and_its_anchor(api: httpx.Client) -> None:
    (citation,) = get(api, "/instruments/24-2021-nd-cp/cited-by")
    assert citation["document"]["number"] == "3461/KH-UBND"
    assert "24/2021/NĐ-CP" in citation["sentence"]["text"]
    assert "quản trị trường học4" in citation["anchor"]["text"]
    sentence = citation["sentence"]
    assert citation["page"] == f"/van-ban/{PLAN}?doan={sentence['start']}-{sentence['end']}#doan"


def test_variants_are_one_instrument(api: httpx.Client) -> None:
    citations = get(api, "/instruments/05-ct-tw/cited-by")
    assert {one["document"]["place"] for one in citations} == {"Bình Thuận", "Hải Dương"}
    assert sorted(one["undated"] for one in citations) == [False, True]


def test_cites_of_one_issuer(api: httpx.Client) -> None:
    found = get(api, f"/documents/{PLAN}/cites", issuer="BGDĐT", kind="numbered")
    numbers = {one["instrument"]["number"] for one in found}
    assert numbers == {
        "2457/QĐ-BGDĐT", "4557/BGDĐT-GDTX", "05/2023/TT-BGDĐT", "178/KH-BGDĐT",
        "45/2021/TT-BGDĐT", "28/2020/TT-BGDĐT", "1737/CT-BGDĐT", "06/2019/TT-BGDĐT",
        "138/CT-BGDĐT", "1048/CT-BGDĐT", "623/BGDĐT-TTr", "06/TTLT-BGDĐT-BNV",
    }  # fmt: skip


def test_look_alikes_are_resolved_apart(api: httpx.Client) -> None:
    found = get(api, "/resolve", q="chi thi 34")["candidates"]
    dates = {one["instrument"]["number"]: one["instrument"]["date"] for one in found}
    assert dates == {"34/CT-TTg": "2021-12-21", "34-CT/TW": "1998-05-30"}


def test_a_share_with_its_basis(api: httpx.Client) -> None:
    (fact,) = get(api, "/facts", kind="percentage", value=19)["facts"]
    assert fact["annotation"]["comparator"] == ">="
    assert fact["basis"]["number"] == "30/2021/QĐ-TTg"
    assert "(chưa kể chi từ nguồn thu học phí)" in fact["sentence"]["text"]


def test_the_page_frame_gives_no_facts(api: httpx.Client) -> None:
    facts = get(api, "/facts", document="tu-ky")["facts"]
    assert not any("99" in fact["sentence"]["text"] for fact in facts)
    assert get(api, "/facts", kind="percentage", value="99.9")["total"] == 0
    references = get(api, "/facts", document="tu-ky", kind="reference")
    assert references["total"] > 0


def test_the_cascade_counts_days_between_signings(api: httpx.Client) -> None:
    cascade = get(api, "/instruments/2457-qd-bgddt/cascade")
    assert cascade["signed_on"] == "2023-08-23"
    (step,) = cascade["steps"]
    assert step["days"] == 22


def test_a_district_that_is_gone_is_still_found(api: httpx.Client) -> None:
    found = get(api, "/search", q="tuyển dụng viên chức", place="tu-ky")
    assert [hit["document"]["district"] for hit in found["hits"]] == ["huyện Tứ Kỳ"]
    assert "115/2020/NĐ-CP" in found["hits"][0]["sentences"][0]["sentence"]["text"]


def test_admitted_shortcomings_come_with_all_their_sentences(api: httpx.Client) -> None:
    (hit,) = get(api, "/search", section="ton-tai-han-che")["hits"]
    said = " ".join(fact["sentence"]["text"] for fact in hit["sentences"])
    for words in ("học sinh bỏ học", "triển khai còn chậm", "nhiệm vụ trễ hạn"):
        assert words in said
    assert hit["document"]["place"] is None


def test_a_facet_by_name(api: httpx.Client) -> None:
    found = get(api, "/search", q='"dạy thêm"', facets="place")
    assert list(found["facets"]) == ["place"]
    assert [(one["label"], one["count"]) for one in found["facets"]["place"]] == [("Hải Dương", 1)]


def test_nothing_is_due_and_one_aim_is_relative(api: httpx.Client) -> None:
    due = get(api, "/obligations", due_before="2023-12-31")
    assert due["calendar"] == []
    (fact,) = due["relative"]
    assert "cuối năm học 2022 - 2023 có 100%" in fact["sentence"]["text"]


def test_a_document_in_the_shape_of_annotate(api: httpx.Client) -> None:
    found = get(api, f"/documents/{PLAN}")
    document = found["document"]
    for reference in document["references"]:
        assert document["text"][reference["start"] : reference["end"]] == reference["text"]
    assert found["captures"][0]["download"].startswith(f"/van-ban/{PLAN}/ban-luu/")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/documents/khong-co", 404, "khong-co"),
        ("/instruments/99999-qd-ttg/cited-by", 404, "99999"),
        ("/obligations?due_before=hôm nay", 400, "due_before"),
        ("/search?limit=1000", 400, "limit"),
        ("/search?limit=1000", 400, "nhiều nhất là 100"),
        ("/search?year=hai", 400, "year"),
        ("/search?cursor=sau", 400, "cursor"),
        ("/facts?kind=khác", 400, "kind"),
        ("/facts?kind=khác", 400, "'deadline'"),
        ("/resolve", 400, "Thiếu tham số q"),
        ("/khong-co", 404, "ở /api"),
    ],
)
def test_errors_name_what_is_wrong(api: httpx.Client, path: str, status: int, words: str) -> None:
    answer = api.get(path)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]


def test_openapi_describes_every_route(api: httpx.Client) -> None:
    paths = get(api, "/openapi.json")["paths"]
    assert len(paths) >= 12
    assert all(one["get"]["description"] for one in paths.values())
