"""Copies of one text are told from texts that only share much of their wording."""

from __future__ import annotations

import random

import pytest

from index.copies import are_copies, groups, signature


def edited(share: float, seed: int) -> tuple[str, str]:
    """A text of 400 words, and the same with another beginning of so much of it."""
    words = random.Random(seed)
    text = [f"w{words.randrange(10**6)}" for _ in range(400)]
    other = [f"v{words.randrange(10**6)}" for _ in range(int(share * len(text)))]
    return " ".join(text), " ".join(other + text[len(other) :])


@pytest.mark.parametrize(("share", "copies"), [(0.0, True), (0.05, True), (0.4, False)])
def test_copies_share_nearly_all_runs_of_words(share: float, copies: bool) -> None:
    for seed in range(8):
        first, second = map(signature, edited(share, seed))
        assert are_copies(first, second) is copies


def test_the_first_text_stands_for_its_copies() -> None:
    (one, reprint), (other, _) = edited(0.02, 1), edited(0.0, 2)
    assert groups([signature(text) for text in (one, other, reprint, other)]) == [[0, 2], [1, 3]]


def test_a_short_text_is_no_copy_of_anything() -> None:
    short = signature("kế hoạch năm học " * 5)
    assert short == ()
    assert not are_copies(short, short)
