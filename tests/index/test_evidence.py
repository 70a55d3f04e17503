"""What stands where in a document, and the words of its parts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Block, BlockKind, Document
from index.analysis import analyse
from index.evidence import Evidence

PIECES = ["Sở", "hoà", "1.", "2,5", "a)", "xong", "TP.", "?", "!", ". ", " ", "\n", "…", "./.", "”"]
KINDS = [BlockKind.HEADER, BlockKind.PARAGRAPH, BlockKind.BOILERPLATE]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.lists(st.sampled_from(PIECES)).map("".join))))
@settings(max_examples=300, deadline=None)
def test_words_of_a_document_are_those_of_its_parts(parts: list[tuple[BlockKind, str]]) -> None:
    blocks: list[Block] = []
    position = 0
    for kind, text in parts:
        blocks.append(Block(kind, position, position + len(text)))
        position += len(text) + 1
    document = Document("a", "\n".join(text for _, text in parts), tuple(blocks))
    kept = [text for kind, text in parts if kind is not BlockKind.BOILERPLATE]
    if blocks:
        assert Evidence(document).all_words() == analyse("\n".join(kept))
