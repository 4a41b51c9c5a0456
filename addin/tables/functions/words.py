"""Functions of text: LEFT, TRIM, CONCATENATE, and the plain formats of TEXT."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from addin.tables.frame import Frame
from addin.tables.functions.criteria import wildcard
from addin.tables.operands import (
    Array,
    Block,
    Failed,
    Operand,
    Scalar,
    Unknown,
    date_of,
    number,
    number_in,
    text,
    truth,
)


def _count(value: Scalar) -> int:
    count = int(number(value))
    if count < 0:
        raise Failed("#VALUE!")
    return count


def _left(value: Scalar, count: Scalar = 1) -> str:
    letters = text(value)
    return letters[: _count(count)]


def _right(value: Scalar, count: Scalar = 1) -> str:
    letters = text(value)
    kept = _count(count)
    return letters[max(0, len(letters) - kept) :]


def _mid(value: Scalar, start: Scalar, count: Scalar) -> str:
    letters = text(value)
    first = _count(start)
    if first < 1:
        raise Failed("#VALUE!")
    return letters[first - 1 : first - 1 + _count(count)]


def _find(wanted: Scalar, within: Scalar, start: Scalar = 1) -> int:
    at = text(within).find(text(wanted), _count(start) - 1)
    if at < 0 or _count(start) < 1:
        raise Failed("#VALUE!")
    return at + 1


def _search(wanted: Scalar, within: Scalar, start: Scalar = 1) -> int:
    if _count(start) < 1:
        raise Failed("#VALUE!")
    if wildcard(text(wanted)):
        raise Unknown("a search with wildcards")
    pattern = re.compile(re.escape(text(wanted)), re.IGNORECASE)
    found = pattern.search(text(within), max(0, _count(start) - 1))
    if found is None:
        raise Failed("#VALUE!")
    return found.start() + 1


def _substitute(value: Scalar, old: Scalar, new: Scalar, which: Scalar = None) -> str:
    whole, wanted, other = text(value), text(old), text(new)
    if not wanted:
        return whole
    if which is None:
        return whole.replace(wanted, other)
    parts = whole.split(wanted)
    at = _count(which)
    if at < 1:
        raise Failed("#VALUE!")
    if at >= len(parts):
        return whole
    return wanted.join(parts[:at]) + other + wanted.join(parts[at:])


def _repeated(value: Scalar, count: Scalar) -> str:
    letters, times = text(value), _count(count)
    if len(letters) * times > LONGEST_TEXT:
        raise Failed("#VALUE!")
    return letters * times


def _value(value: Scalar) -> Scalar:
    if isinstance(value, bool):
        raise Failed("#VALUE!")
    if value is None:
        raise Unknown("VALUE of an empty cell")  # a file does not tell it from an empty text
    if isinstance(value, str):
        read = number_in(value)
        if read is None:
            raise Failed("#VALUE!")
        return read
    return number(value)


LONGEST_TEXT = 32_767
"""Letters that a cell may hold."""

_NUMBER_FORMAT = re.compile(r"(#,##)?0(?:\.(0+))?(%)?")
_DATE_PART = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|[-/., ]", re.IGNORECASE)


def formatted(value: Scalar, pattern: Scalar, day_0: int = 0) -> str:
    """TEXT(), for whole numbers, decimals, thousands, per cent and plain dates.

    ``day_0``: which day of the 1900 calendar the workbook counts its days from.

    Raises:
        Unknown: any other format.
    """
    if isinstance(value, str):
        return text(value)
    shape = text(pattern)
    amount = number(value)
    plain = _NUMBER_FORMAT.fullmatch(shape)
    if plain:
        percent = 100 if plain[3] else 1
        places = Decimal(1).scaleb(-len(plain[2] or ""))
        exact = (Decimal(format(amount, ".15g")) * percent).quantize(places, ROUND_HALF_UP)
        exact = abs(exact) if exact == 0 else exact
        return format(exact, ",f" if plain[1] else "f") + (plain[3] or "")
    amount += day_0
    if amount < 61:
        raise Unknown("a date before March 1900")
    parts = _DATE_PART.findall(shape)
    if "".join(parts) == shape and re.search(r"[ymd]", shape, re.IGNORECASE):
        try:
            moment = date_of(amount)
        except Failed:
            raise Failed("#VALUE!") from None
        shown = {
            "yyyy": f"{moment:%Y}",
            "yy": f"{moment:%y}",
            "mmmm": f"{moment:%B}",
            "mmm": f"{moment:%b}",
            "mm": f"{moment:%m}",
            "m": str(moment.month),
            "dddd": f"{moment:%A}",
            "ddd": f"{moment:%a}",
            "dd": f"{moment:%d}",
            "d": str(moment.day),
        }
        return "".join(shown.get(part.lower(), part) for part in parts)
    raise Unknown(f"the format {shape!r}")


def _formatted(value: Scalar, pattern: Scalar) -> str:
    return formatted(value, pattern)


def _pieces(frame: Frame, operands: Sequence[Operand], *, ranges: bool) -> list[str]:
    found: list[str] = []
    for operand in operands:
        if ranges and isinstance(operand, Block | Array):
            found += [text(value) for value in operand.flat()]
        else:
            found.append(text(frame.single(operand)))
    return found


def _textjoin(frame: Frame, operands: Sequence[Operand]) -> str:
    between, skip = text(frame.single(operands[0])), truth(frame.single(operands[1]))
    pieces = _pieces(frame, operands[2:], ranges=True)
    return between.join(piece for piece in pieces if piece or not skip)


RANGED: Mapping[str, Callable[[Frame, Sequence[Operand]], Operand]] = {
    "CONCATENATE": lambda frame, operands: "".join(_pieces(frame, operands, ranges=False)),
    "CONCAT": lambda frame, operands: "".join(_pieces(frame, operands, ranges=True)),
    "TEXTJOIN": _textjoin,
    "HYPERLINK": lambda frame, operands: frame.single(operands[-1]),
}
SCALAR: Mapping[str, Callable[..., Scalar]] = {
    "LEFT": _left,
    "RIGHT": _right,
    "MID": _mid,
    "LEN": lambda value: len(text(value)),
    "TRIM": lambda value: " ".join(part for part in text(value).split(" ") if part),
    "CLEAN": lambda value: "".join(letter for letter in text(value) if ord(letter) >= 32),
    "UPPER": lambda value: text(value).upper(),
    "LOWER": lambda value: text(value).lower(),
    "EXACT": lambda left, right: text(left) == text(right),
    "FIND": _find,
    "SEARCH": _search,
    "SUBSTITUTE": _substitute,
    "REPT": _repeated,
    "VALUE": _value,
    "TEXT": _formatted,
    "T": lambda value: value if isinstance(value, str) else "",
}
