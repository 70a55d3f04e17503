"""Well-formed Vietnamese syllables, by rule."""

from __future__ import annotations

import unicodedata

import pytest

from extract.reading.syllables import is_syllable, syllable_score

GOOD = (
    "nghiêng nghỉ ngoằn ngoèo khuỷu tay huyện quyết quốc quýnh gì giếng giết gìn kỹ kĩ lý yêu"
    " yếu uống ướt oan oách xoong thuở hươu rượu khuya quẫy quỹ quạch chuyển loại bươm"
    " ỦY BAN Nhân DÂN thừa chửa đuổi nguệch ngoạc hoẵng thoăn thoắt ý ốc ăn ân"
)
BAD = "bac kế4 cac nghanh qan ngiêng gênh đđ school kp xyz QUYÉT hoăj ptit gơg câch zoo thât"


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", BAD.split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_score_leaves_numbers_and_abbreviations_out() -> None:
    assert syllable_score("Sở GDĐT và UBND gửi báo cáo trước ngày 15/9/2023 về Bộ GDĐT") == 1.0
    assert syllable_score("một hai") is None
    garbled = "Nguy!n v#n Éÿæ þã½ thö íëê ñòó ôõö ùúû üýþ ÿßð"
    score = syllable_score(garbled)
    assert score is not None
    assert score < 0.5
