"""Documents survive being written and read back."""

import json
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.model import Block, BlockKind, Document, Stated, Target
from index.encoding import from_json, pack, to_json, unpack

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@given(st.from_type(Document))
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_document_comes_back_the_same(document: Document) -> None:
    assert unpack(pack(document)) == document


def test_defaults_are_left_out_and_names_are_kept() -> None:
    document = Document("a", "Đề án", (Block(BlockKind.TITLE, 0, 5),))
    assert to_json(document) == {
        "source": "a",
        "text": "Đề án",
        "blocks": [{"kind": "title", "start": 0, "end": 5}],
    }


def test_numbers_keep_their_kind() -> None:
    target = Target(0, 1, "x", "r", value=100.0)
    read = from_json(Target, json.loads(json.dumps(to_json(target))))
    assert isinstance(read.value, float)
    assert math.isclose(read.value, 100.0)


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises((KeyError, TypeError)):
        from_json(Stated, {"value": "a", "colour": "red"})
