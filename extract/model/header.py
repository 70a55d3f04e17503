"""The fields by which a document is known, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from extract.model.layout import Box


@dataclass(frozen=True, slots=True)
class Stated:
    """A header value with its evidence.

    ``start``/``end`` is where the text says it. ``source`` names the evidence: ``text``,
    ``attributes`` (the portal's own table), ``listing``, ``file name``. ``reason`` is a key of the
    catalogue: why ``value`` is None or in part unknown (``not_stated``, ``left_blank``,
    ``handwritten``); ``printed`` is where on its page a reader can look at what was not read.
    """

    value: str | None = None
    start: int | None = None
    end: int | None = None
    source: str | None = None
    reason: str | None = None
    printed: Box | None = None


NOT_STATED = Stated(reason="not_stated")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields by which a document is known (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

    number: Stated = NOT_STATED  # số và ký hiệu, "3461/KH-UBND"
    type: Stated = NOT_STATED  # tên loại văn bản, "Kế hoạch"; a news page has type "Tin"
    issuer: Stated = NOT_STATED  # full name, "Ủy ban nhân dân tỉnh Bình Thuận"
    issued_on: Stated = NOT_STATED  # EDTF date of signing
    published_on: Stated = NOT_STATED  # EDTF date of publication on the portal
    title: Stated = NOT_STATED  # trích yếu, or the headline
    signer: Stated = NOT_STATED  # "Nguyễn Minh"
    capacity: Stated = NOT_STATED  # "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    place: Stated = NOT_STATED  # province or centrally run city at the document's date
    district: Stated = NOT_STATED  # huyện, quận, thị xã, thành phố thuộc tỉnh, if the issuer is one
    status: Stated = NOT_STATED  # tình trạng hiệu lực as the source states it


NO_HEADER = Header()


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """A digital signature as the file states it, unchecked; never the date of issue."""

    signed_at: datetime  # with its zone
    signer: str | None = None  # the name on the signer's certificate
