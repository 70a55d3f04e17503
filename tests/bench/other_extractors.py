"""Extractors of other languages' law beside ours, each on its own kind of text, in the same run.

``eyecite`` reads American citations, ``refex`` (legal-reference-extraction) German ones; neither
reads Vietnamese, so each gets sentences of its own law, made here, as dense in citations as ours.
They come with ``pip install -e .[bench]``; one that is not there is skipped with the reason.
"""

from __future__ import annotations

import importlib
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from extract.model import Document
from extract.references import find_references

SMALL = 25_000  # characters; eyecite takes seconds for eight times as many
SEED = 2018


@dataclass(frozen=True, slots=True)
class Extractor:
    """A way to read citations, and sentences in its own language to read."""

    name: str
    module: str
    sentence: Callable[[random.Random], str]

    def reader(self) -> Callable[[str], int]:
        """A function from text to the number of citations; ImportError when it is not there."""
        if self.name == "eyecite":
            get_citations = importlib.import_module(self.module).get_citations
            return lambda text: len(get_citations(text))
        if self.name == "refex":
            extractor = importlib.import_module(self.module).CitationExtractor()
            return lambda text: len(extractor.extract(text).citations)
        return lambda text: len(find_references(Document("bench", text))[0])


def american(dice: random.Random) -> str:
    """A citation of a case, one of a statute, and a sentence without any."""
    parties = ["Doe", "Roe", "Smith", "Acme Corp.", "Green", "Hill", "Lake", "Stone"]
    one, other = dice.sample(parties, 2)
    page = dice.randint(1, 990)
    return (
        f"The court held so in {one} v. {other}, {dice.randint(300, 590)} U.S. {page}, {page + 2} "
        f"({dice.randint(1950, 2020)}). The statute applies to every school that takes part in the "
        f"programme. It is found in {dice.randint(1, 50)} U.S.C. § {dice.randint(100, 9000)}. The "
        "district must report once a year to the board and answer the questions of parents. "
    )


def german(dice: random.Random) -> str:
    """A citation of a statute, one of a decision, and a sentence without any."""
    books = ["BGB", "StGB", "ZPO", "GG", "VwGO", "AO"]
    return (
        f"Nach § {dice.randint(1, 900)} Abs. {dice.randint(1, 6)} {dice.choice(books)} ist die "
        "Schule verpflichtet, den Antrag zu prüfen. So entschied das Gericht (BGH, Urteil vom "
        f"{dice.randint(1, 28)}.0{dice.randint(1, 9)}.{dice.randint(1990, 2020)} - VIII ZR "
        f"{dice.randint(1, 400)}/{dice.randint(10, 20)}). Der Träger berichtet einmal im Jahr und "
        "beantwortet die Fragen der Eltern. "
    )


def vietnamese(dice: random.Random) -> str:
    """A citation of a law, one of a decree, and a sentence without any."""
    laws = ["Luật Giáo dục", "Luật Viên chức", "Luật Trẻ em", "Bộ luật Lao động"]
    year = dice.randint(1998, 2025)
    return (
        f"Theo khoản {dice.randint(1, 6)} Điều {dice.randint(1, 90)} {dice.choice(laws)}, nhà "
        "trường có trách nhiệm xem xét đơn của phụ huynh. Mức thu thực hiện theo Nghị định số "
        f"{dice.randint(1, 180)}/{year}/NĐ-CP ngày {dice.randint(1, 28)}/{dice.randint(1, 12)}/"
        f"{year} của Chính phủ. Các đơn vị báo cáo mỗi năm một lần và trả lời câu hỏi của cha mẹ. "
    )


EXTRACTORS = (
    Extractor("danchieu", "extract.references", vietnamese),
    Extractor("eyecite", "eyecite", american),
    Extractor("refex", "refex.extractor", german),
)


def made(sentence: Callable[[random.Random], str], length: int) -> str:
    """Sentences, always the same ones, up to a length in characters."""
    dice = random.Random(SEED)
    parts: list[str] = []
    size = 0
    while size < length:
        parts.append(sentence(dice))
        size += len(parts[-1])
    return "".join(parts)[:length]


def seconds(read: Callable[[str], int], text: str) -> float:
    """CPU seconds of the better of two readings."""
    spent = []
    for _ in range(2):
        began = time.process_time()
        read(text)
        spent.append(time.process_time() - began)
    return min(spent)


def beside_others() -> None:
    """Print speed, growth for eight times the text and citations found, one line for each."""
    logging.disable(logging.WARNING)  # what they say about single citations would count as time
    for extractor in EXTRACTORS:
        try:
            read = extractor.reader()
        except ImportError as reason:
            print(f"beside {extractor.name:9} skipped: {reason}; pip install -e .[bench]")
            continue
        small, large = (made(extractor.sentence, size * SMALL) for size in (1, 8))
        read(small[:2000])  # tables and patterns are read once
        short, long = seconds(read, small), seconds(read, large)
        print(
            f"beside {extractor.name:9} {len(large.encode()) / long / 1e6:6.2f} MB/s"
            f"  8x text takes {long / max(short, 1e-9):5.1f}x  {read(large)} citations"
        )
    logging.disable(logging.NOTSET)
