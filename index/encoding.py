"""A Document as compact JSON and back, without loss.

Values equal to a field's default are left out; everything else is written under the field's name,
so that a reader of the JSON needs no key table.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from extract.model import Document

Value = TypeVar("Value")
_Encoder = Callable[[Any], Any]
_Decoder = Callable[[Any], Any]
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_json(value: Any) -> Any:
    """A frozen value of ``extract.model`` as what ``json`` can write."""
    return _encoder(type(value))(value)  # type: ignore[arg-type]


def from_json(kind: type[Value], value: Any) -> Value:
    """The value of type ``kind`` that ``to_json`` wrote.

    Raises ValueError, KeyError or TypeError when the JSON does not describe such a value.
    """
    decode: _Decoder = _decoder(kind)  # type: ignore[arg-type]
    result: Value = decode(value)
    return result


def pack(document: Document) -> bytes:
    """A Document as compressed JSON."""
    text = json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def unpack(data: bytes) -> Document:
    """The Document that ``pack`` wrote."""
    return from_json(Document, json.loads(zlib.decompress(data)))


@cache
def _encoder(kind: type) -> _Encoder:
    if kind in _PLAIN:
        return lambda value: value
    if kind is tuple:
        return lambda value: [to_json(item) for item in value]
    if issubclass(kind, Enum):
        return {member: member.value for member in kind}.__getitem__
    if issubclass(kind, date):
        return kind.isoformat
    return _dataclass_encoder(kind)


def _dataclass_encoder(kind: Any) -> _Encoder:
    known = [(field.name, field.default, type(field.default)) for field in fields(kind)]
    names = [name for name, _, _ in known]
    values = attrgetter(*names, names[0])  # one more than is used: of one name it gives no tuple

    def encode(value: Any) -> dict[str, Any]:
        return {
            name: found if type(found) in _PLAIN else to_json(found)
            for (name, default, usual), found in zip(known, values(value), strict=False)
            if found is not default and (type(found) is not usual or found != default)
        }

    return encode


@cache
def _decoder(kind: Any) -> _Decoder:
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (item for item in arguments if item is not type(None))
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            decode = _decoder(arguments[0])
            return lambda value: tuple(map(decode, value))
        decoders = tuple(_decoder(item) for item in arguments)
        return lambda value: tuple(d(v) for d, v in zip(decoders, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(kind)
    if kind is datetime or kind is date:
        return kind.fromisoformat
    return lambda value: value


def _member(kind: type[Enum]) -> _Decoder:
    """The member of a value; calling the class finds it too, in ten times the time."""
    members = {member.value: member for member in kind}

    def decode(value: Any) -> Enum:
        try:
            return members[value]
        except KeyError:
            raise ValueError(f"{value!r} is no {kind.__name__}") from None

    return decode


def _dataclass_decoder(kind: type) -> _Decoder:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}

    def decode(value: dict[str, Any]) -> Any:
        return kind(**{name: decoders[name](item) for name, item in value.items()})

    return decode
