"""A library of documents composed in the test."""

from __future__ import annotations

import os
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from elasticsearch import Elasticsearch

from extract.model import (
    Block,
    BlockKind,
    Document,
    Header,
    Reference,
    ReferenceKind,
    Relation,
    Stated,
)
from extract.references import instrument_of
from index.batches import written
from index.engines import open_engine
from index.ledger import Ledger
from index.library import Library
from index.records import Fetch, FetchOutcome
from index.row_makers import RowMakers
from index.settings import Settings
from tests.index import elasticsearch_server, postgresql_server

FIRST_FETCH = datetime(2023, 9, 20, 8, tzinfo=UTC)
NOT_STATED = Stated(reason="not_stated")

Cited = tuple[str, str, str, str | None, str | None, Relation]
"""Quote, type, number, date, issuer, relation of a reference."""


def compose(
    url: str, lines: list[str | tuple[BlockKind, str]], cites: tuple[Cited, ...] = (), **header: str
) -> Document:
    """A document of one block a line; each citation is found by its quote."""
    blocks, texts, position = [], [], 0
    for line in lines:
        kind, text = (BlockKind.PARAGRAPH, line) if isinstance(line, str) else line
        blocks.append(Block(kind, position, position + len(text)))
        texts.append(text)
        position += len(text) + 1
    text = "\n".join(texts)
    references = []
    for quote, type_, number, date, issuer, relation in cites:
        start = text.index(quote)
        reference = Reference(
            start,
            start + len(quote),
            quote,
            ReferenceKind.NUMBERED,
            "composed",
            type=type_,
            number=number,
            date=date,
            issuer=issuer,
            relation=relation,
        )
        meant = instrument_of(reference, Header())
        references.append(replace(reference, instrument=meant.uri if meant else None))
    stated = {name: Stated(value) for name, value in header.items()}
    fields = {"place": NOT_STATED, **stated}
    return Document(url, text, tuple(blocks), Header(**fields), references=tuple(references))


class Shelf:
    """A library to which documents can be added, each with a capture of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger = Ledger.open(settings)
        self.writer = open_engine(settings)
        self.library = Library(settings, self.ledger, open_engine(settings))
        self._captures = 0

    def add(self, *documents: Document, portal: str | None = None) -> None:
        """Record, store and publish documents."""
        for document in documents:
            self._captures += 1
            at = FIRST_FETCH + timedelta(minutes=self._captures)
            sha = f"{self._captures:064x}"
            fetch = Fetch(document.source, at, FetchOutcome.NEW, payload_sha256=sha)
            capture = self.ledger.record_capture(
                fetch, size=1, archive_file="a.warc", archive_offset=self._captures, portal=portal
            )
            self.ledger.store_version(
                capture.id, document, text_sha256=document.text[:64], rules="1", at=at
            )
        self.publish()

    def publish(self) -> None:
        """Bring into the engine what it does not have."""
        name = self.writer.name
        versions = self.ledger.to_publish(name)
        held = self.ledger.held(versions)
        with RowMakers(1) as makers:
            for batch in written(self.writer.publish, makers, held, len(versions)):
                assert not batch.unmade
        self.ledger.published(name, versions)

    def close(self) -> None:
        """Let go of locks and files."""
        self.writer.close()
        self.library.close()


T = TypeVar("T")


def obtained(stack: ExitStack, server: AbstractContextManager[T]) -> T:
    """A server that runs while ``stack`` is open; without one the test is skipped, in CI failed."""
    try:
        return stack.enter_context(server)
    except elasticsearch_server.Unobtainable as reason:
        if os.environ.get("CI"):
            pytest.fail(f"no Elasticsearch server: {reason}")
        warnings.warn(f"no Elasticsearch server: {reason}", stacklevel=1)
        pytest.skip(f"no Elasticsearch server: {reason}")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The SQLAlchemy address of a real PostgreSQL server; without one the test is skipped."""
    with ExitStack() as stack:
        try:
            yield stack.enter_context(postgresql_server.running())
        except postgresql_server.Unobtainable as reason:
            warnings.warn(f"no PostgreSQL server: {reason}", stacklevel=1)
            pytest.skip(f"no PostgreSQL server: {reason}")


@pytest.fixture(scope="session")
def elasticsearch() -> Iterator[str]:
    """The address of a real Elasticsearch server."""
    with ExitStack() as stack:
        yield obtained(stack, elasticsearch_server.running())


@pytest.fixture(scope="session")
def guarded_server() -> Iterator[elasticsearch_server.Server]:
    """A real server behind TLS that a test may kill, and must leave running."""
    with ExitStack() as stack:
        yield obtained(stack, elasticsearch_server.started(guarded=True))


@pytest.fixture(params=["tantivy", "elasticsearch"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    """An empty library of its own, once with each engine."""
    given = {"data": tmp_path, "engine": request.param}
    if request.param == "elasticsearch":
        given["elasticsearch"] = request.getfixturevalue("elasticsearch")
        given["elasticsearch_prefix"] = f"test-{uuid.uuid4().hex[:8]}"
    settings = Settings(**given)
    made = Shelf(settings)
    yield made
    made.close()
    if request.param == "elasticsearch":
        with Elasticsearch(settings.elasticsearch) as client:
            client.indices.delete(index=f"{settings.elasticsearch_prefix}-*")


@pytest.fixture(scope="session")
def composed() -> Callable[..., Document]:
    """The function ``compose``."""
    return compose


PLAN = "https://binhthuan.example/ke-hoach"
DIRECTIVE = "https://tuky.example/chi-thi"
LETTER = "https://kontum.example/cong-van"


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    """A plan, a directive and a letter, written for these tests."""
    plan = compose(
        PLAN,
        [
            "Thực hiện Quyết định số 2457/QĐ-BGDĐT ngày 23/8/2023, tỉnh lập kế hoạch năm học.",
            "Quán triệt Chỉ thị số 34/CT-TTg ngày 21/12/2021 và Chỉ thị số 34-CT/TW.",
            "Các trường học chuyển sang hồ sơ điện tử trước khi khai giảng.",
            (BlockKind.BOILERPLATE, "Lượt truy cập hôm nay: 41362 lượt"),
        ],
        (
            (
                "Quyết định số 2457/QĐ-BGDĐT ngày 23/8/2023",
                "Quyết định",
                "2457/QĐ-BGDĐT",
                "2023-08-23",
                "Bộ Giáo dục và Đào tạo",
                Relation.CARRIES_OUT,
            ),
            (
                "Chỉ thị số 34/CT-TTg ngày 21/12/2021",
                "Chỉ thị",
                "34/CT-TTg",
                "2021-12-21",
                "Thủ tướng Chính phủ",
                Relation.CARRIES_OUT,
            ),
            (
                "Chỉ thị số 34-CT/TW",
                "Chỉ thị",
                "34-CT/TW",
                None,
                "Bộ Chính trị",
                Relation.CARRIES_OUT,
            ),
        ),
        number="3461/KH-UBND",
        type="Kế hoạch",
        issuer="Ủy ban nhân dân tỉnh Bình Thuận",
        place="tỉnh Bình Thuận",
        issued_on="2023-09-14",
        title="Nhiệm vụ trọng tâm của ngành giáo dục",
    )
    directive = compose(
        DIRECTIVE,
        [
            "Huyện yêu cầu xử lý nghiêm việc dạy thêm, học thêm sai quy định.",
            "Học tập Chỉ thị số 34-CT/TW, ngày 30/5/1998 của Bộ Chính trị trong mọi nhà trường.",
        ],
        (
            (
                "Chỉ thị số 34-CT/TW, ngày 30/5/1998 của Bộ Chính trị",
                "Chỉ thị",
                "34-CT/TW",
                "1998-05-30",
                "Bộ Chính trị",
                Relation.CARRIES_OUT,
            ),
        ),
        type="Chỉ thị",
        issuer="Ủy ban nhân dân huyện Tứ Kỳ",
        place="tỉnh Hải Dương",
        district="huyện Tứ Kỳ",
        issued_on="2022-09-07",
        title="Nhiệm vụ năm học mới",
    )
    letter = compose(
        LETTER,
        ["Ngày mai lớp sơn sẽ dày thêm một lượt nữa.", "Đề nghị các đơn vị trả lời sớm."],
        number="562/SGDĐT-GDTrH",
        type="Công văn",
        issuer="Sở Giáo dục và Đào tạo",
        title="Về việc sơn lại phòng học",
    )
    shelf.add(plan, directive, letter, portal="mau")
    return shelf
