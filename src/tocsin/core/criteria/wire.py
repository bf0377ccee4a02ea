"""Decodes the expression tree that the CEL parser serializes (cel.expr.ParsedExpr, protobuf wire format).

A small decoder of our own: it costs microseconds, where the protobuf runtime would cost the cold start.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.core.criteria.complaint import LIMIT, Complaint

MAX_DEPTH = 40
MAX_NODES = 1_000
_SIGN, _WORD = 1 << 63, 1 << 64


@dataclass(frozen=True, slots=True)
class Raw:
    """An untyped node. `op` is const, ident, select, has, call, list, struct, exists, all, exists_one, fold.

    `name` is the identifier, field, function or bound variable; `value` a constant's value.
    """

    op: str
    at: int
    name: str = ""
    args: tuple["Raw", ...] = ()
    value: object = None
    method: bool = False


def decode(serialized: bytes) -> Raw:
    """The tree of a serialized expression. Raises Complaint when it is too deep or too large."""
    message = dict(_fields(serialized))
    parsed = dict(_fields(_bytes(message[2])))
    positions: dict[int, int] = {}
    for number, value in _fields(_bytes(parsed[3])):
        if number == 4:
            entry = dict(_fields(_bytes(value)))
            positions[_int(entry.get(1, 0))] = _int(entry.get(2, 0))
    return _Decoder(positions).expr(_bytes(parsed[2]), 0)


class _Decoder:
    def __init__(self, positions: dict[int, int]) -> None:
        self.positions = positions
        self.nodes = 0

    def expr(self, data: bytes, depth: int) -> Raw:
        parts = dict(_fields(data))
        at = self.positions.get(_int(parts.pop(2, 0)), 0)
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            what = f"more than {MAX_DEPTH} levels deep" if depth > MAX_DEPTH else f"over {MAX_NODES} parts"
            raise Complaint(LIMIT, at, f"the expression is {what}", "split it into several criteria")
        number, body = next(iter(parts.items()))
        return self.one(number, _bytes(body), at, depth + 1)

    def one(self, number: int, body: bytes, at: int, depth: int) -> Raw:
        if number == 3:
            return _constant(body, at)
        if number == 4:
            return Raw("ident", at, name=_text(dict(_fields(body)).get(1, b"")))
        readers = {5: self.select, 6: self.call, 7: self.items, 9: self.fold}
        return readers[number](body, at, depth) if number in readers else Raw("struct", at)

    def items(self, body: bytes, at: int, depth: int) -> Raw:
        items = tuple(self.expr(_bytes(v), depth) for n, v in _fields(body) if n == 1)
        return Raw("list", at, args=items)

    def select(self, body: bytes, at: int, depth: int) -> Raw:
        parts = dict(_fields(body))
        operand = self.expr(_bytes(parts[1]), depth)
        return Raw("has" if parts.get(3) else "select", at, name=_text(parts.get(2, b"")), args=(operand,))

    def call(self, body: bytes, at: int, depth: int) -> Raw:
        name = ""
        target: list[Raw] = []
        args: list[Raw] = []
        for number, value in _fields(body):
            if number == 2:
                name = _text(value)
            else:
                (target if number == 1 else args).append(self.expr(_bytes(value), depth))
        return Raw("call", at, name=name, args=(*target, *args), method=bool(target))

    def fold(self, body: bytes, at: int, depth: int) -> Raw:
        """A macro: exists, all and exists_one are known by the shape of their expansion."""
        parts = dict(_fields(body))
        source, init, step = (self.expr(_bytes(parts[n]), depth) for n in (2, 4, 6))
        word = _MACROS.get((step.name, str(init.value)), "fold")
        inner = step.args[0 if word == "exists_one" else 1] if word != "fold" else step
        return Raw(word, at, name=_text(parts[1]), args=(source, inner))


_MACROS = {("_||_", "False"): "exists", ("_&&_", "True"): "all", ("_?_:_", "0"): "exists_one"}


def _constant(body: bytes, at: int) -> Raw:
    number, value = next(_fields(body))
    plain: object = None
    if number == 2:
        plain = bool(value)
    elif number == 3:
        word = _int(value)
        plain = word - _WORD if word >= _SIGN else word
    elif number == 5:
        plain = struct.unpack("<d", _bytes(value))[0]
    elif number == 6:
        plain = _text(value)
    names = {1: "null", 2: "bool", 3: "int", 4: "uint", 5: "double", 6: "string", 7: "bytes"}
    return Raw("const", at, name=names.get(number, "other"), value=plain)


def _fields(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    at, end = 0, len(data)
    while at < end:
        key, at = _varint(data, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        size = 8 if wire == 1 else 4
        if wire == 2:
            size, at = _varint(data, at)
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    shift = value = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def _bytes(value: bytes | int) -> bytes:
    return value if isinstance(value, bytes) else b""


def _int(value: bytes | int) -> int:
    return value if isinstance(value, int) else 0


def _text(value: bytes | int) -> str:
    return _bytes(value).decode("utf-8")
