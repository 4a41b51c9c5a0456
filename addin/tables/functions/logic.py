"""Functions of conditions: IF and kin, AND, OR, and what kind of value a cell holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from addin.tables.frame import Frame
from addin.tables.operands import (
    Array,
    Block,
    Failed,
    Operand,
    Scalar,
    Unknown,
    compare,
    number,
    truth,
)
from addin.tables.syntax import Node
from addin.tables.table import ErrorValue


def _if(frame: Frame, nodes: Sequence[Node]) -> Operand:
    if not 2 <= len(nodes) <= 3:
        raise Unknown("IF with a wrong number of arguments")
    condition = frame.value(nodes[0])
    if frame.arrays and isinstance(condition, Block | Array):
        chosen = [condition, *(frame.value(node) for node in nodes[1:])]
        return frame.spread(_either, chosen)
    if truth(frame.single(condition)):
        return frame.value(nodes[1])
    return frame.value(nodes[2]) if len(nodes) > 2 else False


def _either(condition: Scalar, yes: Scalar, no: Scalar = False) -> Scalar:  # noqa: FBT002 - Excel's
    return yes if truth(condition) else no


def _ifs(frame: Frame, nodes: Sequence[Node]) -> Operand:
    for condition, result in zip(nodes[::2], nodes[1::2], strict=False):
        if truth(frame.scalar(condition)):
            return frame.value(result)
    raise Failed("#N/A")


def _iferror(frame: Frame, nodes: Sequence[Node]) -> Operand:
    value = _first(frame, nodes[0])
    return frame.value(nodes[1]) if isinstance(value, ErrorValue) else value


def _ifna(frame: Frame, nodes: Sequence[Node]) -> Operand:
    value = _first(frame, nodes[0])
    return frame.value(nodes[1]) if value == ErrorValue("#N/A") else value


def _first(frame: Frame, node: Node) -> Operand:
    value = frame.value(node)
    if frame.arrays and isinstance(value, Block | Array):
        raise Unknown("IFERROR over a range")
    return frame.single(value)


def _choose(frame: Frame, nodes: Sequence[Node]) -> Operand:
    which = int(number(frame.scalar(nodes[0])))
    if not 1 <= which < len(nodes):
        raise Failed("#VALUE!")
    return frame.value(nodes[which])


def _switch(frame: Frame, nodes: Sequence[Node]) -> Operand:
    wanted = frame.scalar(nodes[0])
    rest = nodes[1:]
    for case, result in zip(rest[::2], rest[1::2], strict=False):
        if compare(wanted, frame.scalar(case)) == 0:
            return frame.value(result)
    if len(rest) % 2:
        return frame.value(rest[-1])
    raise Failed("#N/A")


def _truths(operands: Sequence[Operand]) -> Iterator[bool]:
    found = False
    for operand in operands:
        if not isinstance(operand, Block | Array):
            if isinstance(operand, str) and not isinstance(operand, ErrorValue):
                raise Unknown("a text as a condition")
            found = True
            yield truth(operand)
            continue
        for value in operand.flat():
            if isinstance(value, ErrorValue):
                raise Failed(str(value))
            if isinstance(value, bool | int | float):
                found = True
                yield bool(value)
    if not found:
        raise Failed("#VALUE!")


LAZY: Mapping[str, Callable[[Frame, Sequence[Node]], Operand]] = {
    "IF": _if,
    "IFS": _ifs,
    "IFERROR": _iferror,
    "IFNA": _ifna,
    "CHOOSE": _choose,
    "SWITCH": _switch,
}
RANGED: Mapping[str, Callable[[Frame, Sequence[Operand]], Operand]] = {
    # all of them are looked at: an error value among them is the result
    "AND": lambda _, operands: all(list(_truths(operands))),
    "OR": lambda _, operands: any(list(_truths(operands))),
    "XOR": lambda _, operands: sum(_truths(operands)) % 2 == 1,
    # a Google Sheet's own function in an exported file: Excel does not know it either
    "__XLUDF.DUMMYFUNCTION": lambda _, __: ErrorValue("#NAME?"),
}
SCALAR: Mapping[str, Callable[..., Scalar]] = {
    "NOT": lambda value: not truth(value),
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "NA": lambda: ErrorValue("#N/A"),
    "ISBLANK": lambda value: value is None,
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "ISTEXT": lambda value: isinstance(value, str) and not isinstance(value, ErrorValue),
    "ISNONTEXT": lambda value: not isinstance(value, str) or isinstance(value, ErrorValue),
    "ISLOGICAL": lambda value: isinstance(value, bool),
    "ISERROR": lambda value: isinstance(value, ErrorValue),
    "ISERR": lambda value: isinstance(value, ErrorValue) and str(value) != "#N/A",
    "ISNA": lambda value: value == ErrorValue("#N/A"),
}
