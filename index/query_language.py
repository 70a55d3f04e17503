"""The query language: words, "phrases", AND OR NOT ( ), and fields such as ``tỉnh:"Bình Thuận"``.

Whatever is written is understood as far as possible; what is wrong is named as a ``Problem`` and
never stops the search. The field names are in ``data/query_fields.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from extract.data_files import read_yaml
from extract.letters import fold
from index.answers import Problem

_DEEPEST = 10  # NOT and parentheses inside each other; Elasticsearch takes thirty clauses so


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, in order; ``optional`` ones only put what a phrase finds in order."""

    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A phrase that must stand as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its value; ``name`` is a key of ``data/query_fields.yaml``."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    inner: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


Node = Words | Quoted | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "word", "quoted", "field", "and", "or", "not", "(", ")"
    text: str
    start: int
    end: int
    value: str = ""


_QUOTES = '"“”«»'
_TOKEN = re.compile(
    r"""(?P<blank>\s+)
      | (?P<paren>[()])
      | [{q}](?P<quoted>[^{q}]*)(?P<closed>[{q}])?
      | (?P<word>[^\s(){q}]+)
    """.replace("{q}", _QUOTES),
    re.VERBOSE,
)
_SAYS = re.compile(r"\w")
# A name, a colon and what follows at once. "10:30" and "http://" are words.
_FIELD = re.compile(r"([^\W\d][\w-]{0,20}):(?!//)(.*)\Z", re.DOTALL)


@cache
def field_names() -> Mapping[str, str]:
    """Field by the folded name users may write."""
    fields = read_yaml("index", "data/query_fields.yaml")["fields"]
    return MappingProxyType({name: key for key, of in fields.items() for name in of["names"]})


@cache
def _operators() -> Mapping[str, str]:
    operators = read_yaml("index", "data/query_fields.yaml")["operators"]
    return MappingProxyType({word: kind for kind, words in operators.items() for word in words})


def parse(text: str, longest: int = 400) -> tuple[Node, tuple[Problem, ...]]:
    """What a query says, and what in it was not understood as written."""
    text = unicodedata.normalize("NFC", text)
    problems: list[Problem] = []
    if len(text) > longest:
        problems.append(Problem("query.too_long", longest, len(text), {"limit": str(longest)}))
        text = text[:longest]
    parser = _Parser(_tokens(text, problems), problems)
    return parser.whole(), tuple(problems)


def _tokens(text: str, problems: list[Problem]) -> list[_Token]:
    tokens: list[_Token] = []
    pending: _Token | None = None  # a field whose value is the quoted phrase behind it
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["blank"] is not None or (match["word"] and not _SAYS.search(match["word"])):
            continue
        if match["quoted"] is not None:
            if match["closed"] is None:
                position = {"position": str(start + 1)}
                problems.append(Problem("query.quote_open", start, end, position))
            if pending is not None and pending.end == start:
                tokens.append(_Token("field", pending.text, pending.start, end, match["quoted"]))
            else:
                tokens.append(_Token("quoted", match["quoted"], start, end))
            pending = None
            continue
        if pending is not None:
            _report_empty(pending, problems)
            pending = None
        if match["paren"] is not None:
            tokens.append(_Token(match["paren"], match["paren"], start, end))
            continue
        word = match["word"]
        if tokens and _names_field(tokens[-1], word, start):  # "năm học:2023-2024"
            before = tokens.pop()
            word, start = f"{before.text}-{word}", before.start
        token = _word_token(word, start, end, problems)
        if token.kind == "field" and not token.value:
            pending = token
        else:
            tokens.append(token)
    if pending is not None:
        _report_empty(pending, problems)
    return _with_capitals(tokens)


def _names_field(before: _Token, word: str, start: int) -> bool:
    """Whether a word and the one just before it are together the name of a field."""
    match = _FIELD.match(word)
    near = before.kind == "word" and before.end + 1 == start
    return near and match is not None and fold(f"{before.text}-{match[1]}") in field_names()


def _word_token(word: str, start: int, end: int, problems: list[Problem]) -> _Token:
    kind = _operators().get(word)
    if kind is not None:
        return _Token(kind, word, start, end)
    match = _FIELD.match(word)
    if match is None:
        return _Token("word", word, start, end)
    name = field_names().get(fold(match[1]))
    if name is None:
        values = {"field": match[1], "known": ", ".join(_written().values())}
        problems.append(Problem("query.field_unknown", start, end, values))
        return _Token("word", word.replace(":", " "), start, end)
    return _Token("field", name, start, end, match[2])


def _written() -> Mapping[str, str]:
    """The names of the fields as messages show them."""
    fields = read_yaml("index", "data/query_fields.yaml")["fields"]
    return {name: field["written"] for name, field in fields.items()}


def field_examples() -> tuple[str, ...]:
    """For each field a query that uses it, for those who learn the language."""
    fields = read_yaml("index", "data/query_fields.yaml")["fields"]
    return tuple(next(iter(field["examples"])) for field in fields.values())


def _report_empty(token: _Token, problems: list[Problem]) -> None:
    values = {"field": _written()[token.text]}
    problems.append(Problem("query.field_empty", token.start, token.end, values))


def _with_capitals(tokens: list[_Token]) -> list[_Token]:
    """Names run on over blanks without quotation marks: ``tỉnh:Bình Thuận``."""
    joined: list[_Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == "field"
            and last.text in ("place", "issuer", "type")
            and token.kind == "word"
            and token.text[0].isupper()
            and last.value[:1].isupper()
            and token.start == last.end + 1
        ):
            value = f"{last.value} {token.text}"
            joined[-1] = _Token("field", last.text, last.start, token.end, value)
        else:
            joined.append(token)
    return joined


class _Parser:
    def __init__(self, tokens: list[_Token], problems: list[Problem]) -> None:
        self._tokens = tokens
        self._next = 0
        self._problems = problems

    def whole(self) -> Node:
        parts: list[Node] = []
        while self._next < len(self._tokens):
            parts.append(self._either(0))
            if (token := self._peek()) is not None and token.kind == ")":
                self._report("query.parenthesis_close", token)
                self._next += 1
        return _joined(parts)

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _report(self, key: str, token: _Token) -> None:
        values = {"position": str(token.start + 1), "operator": token.text}
        self._problems.append(Problem(key, token.start, token.end, values))

    def _either(self, depth: int) -> Node:
        parts = [self._all(depth)]
        while (token := self._peek()) is not None and token.kind == "or":
            self._next += 1
            if self._at_end():
                self._report("query.operator_alone", token)
                break
            parts.append(self._all(depth))
        kept = [part for part in parts if part != And(())]
        return kept[0] if len(kept) == 1 else Or(tuple(kept)) if kept else And(())

    def _at_end(self) -> bool:
        token = self._peek()
        return token is None or token.kind in (")", "or", "and")

    def _all(self, depth: int) -> Node:
        parts: list[Node] = []
        apart = anded = False  # an AND stands before the next part, or somewhere here
        while (token := self._peek()) is not None and token.kind not in (")", "or"):
            self._next += 1
            if token.kind == "and":
                apart = anded = True
                if self._at_end() or not parts:
                    self._report("query.operator_alone", token)
                continue
            if token.kind == "not" and self._at_end():
                self._report("query.operator_alone", token)
                continue
            self._next -= token.kind != "not"
            part = self._single(depth)
            if token.kind == "not":
                parts.append(Not(part))
            elif (
                isinstance(part, Words)
                and parts
                and not apart
                and isinstance(last := parts[-1], Words)
            ):
                parts[-1] = Words(f"{last.text} {part.text}")
            else:
                parts.append(part)
            apart = False
        if not anded and any(isinstance(part, Quoted) for part in parts):
            parts = [replace(p, optional=True) if isinstance(p, Words) else p for p in parts]
        return _joined(parts)

    def _single(self, depth: int) -> Node:
        token = self._tokens[self._next]
        self._next += 1
        if token.kind == "(":
            if self._too_deep(depth, token):
                return And(())
            inner = self._either(depth + 1)
            if (closing := self._peek()) is not None and closing.kind == ")":
                self._next += 1
            else:
                self._report("query.parenthesis_open", token)
            return inner
        if token.kind == "not":
            if self._at_end() or self._too_deep(depth, token):
                return And(())
            return Not(self._single(depth + 1))
        if token.kind == "quoted":
            return Quoted(token.text)
        if token.kind == "field":
            return Field(token.text, token.value, token.start, token.end)
        return Words(token.text)

    def _too_deep(self, depth: int, token: _Token) -> bool:
        """Whether no more may stand inside each other; told once."""
        if depth >= _DEEPEST and all(item.key != "query.too_deep" for item in self._problems):
            limit = {"limit": str(_DEEPEST)}
            self._problems.append(Problem("query.too_deep", token.start, token.end, limit))
        return depth >= _DEEPEST


def _joined(parts: list[Node]) -> Node:
    """Parts that must all hold."""
    kept: list[Node] = []
    for part in parts:
        kept.extend(part.parts if isinstance(part, And) else (part,))
    return kept[0] if len(kept) == 1 else And(tuple(kept))
