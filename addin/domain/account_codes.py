"""Account codes as text, and the mask that says how one project writes them.

A code is a name, not a number: ``0100`` and ``01-00`` are not ``100``. But Excel drops leading
zeros from what it takes for a number, and people leave out dashes: the mask undoes that, and
nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple

_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_PART: Final = re.compile(r"[^\W_]+")
_WHOLE_FLOAT: Final = re.compile(r"(\d+)\.0+")
_TYPICAL: Final = 0.8
"""The share of a list's codes that must have one shape before it counts as the project's."""


@lru_cache(maxsize=16384)
def cleaned(code: str) -> str:
    """A code without what nobody sees: outer blanks, doubled blanks, typographic dashes, case.

    >>> cleaned(" a1 -  01")
    'A1 - 01'
    """
    return " ".join(code.translate(_DASHES).upper().split())


@dataclass(frozen=True, slots=True)
class Mask:
    """How a project writes its codes: ``0`` for a digit, ``A`` for a letter, the rest as it stands.

    An empty pattern knows nothing: codes are then only cleaned, and ``1245.0``, a number where
    text was meant, becomes ``1245``.

    >>> detailed = Mask("0000-00")
    >>> detailed.normal("1100-1"), detailed.normal("110001"), Mask("0000").normal("100")
    ('1100-01', '1100-01', '0100')
    """

    pattern: str = ""

    def normal(self, code: str) -> str:
        """The code as the project writes it; only cleaned when it does not fit the mask."""
        return _normal(self.pattern, code)

    def fits(self, code: str) -> bool:
        """The code has the mask's shape, or is its first parts alone: no detail."""
        return _fits(self.pattern, code)


@lru_cache(maxsize=16384)
def _normal(pattern: str, code: str) -> str:
    """A code as its mask has it: a ledger has the same few thousands of times."""
    text = cleaned(code)
    if not pattern:
        return _unfloated(text) or text
    if _fits(pattern, text):
        return text
    return (
        _padded(pattern, text) or _cut(pattern, text) or _padded(pattern, _unfloated(text)) or text
    )


def _fits(pattern: str, code: str) -> bool:
    shape = _shape(code)
    if shape == pattern:
        return True
    return len(shape) in _built(pattern).ends and pattern.startswith(shape)


def _padded(pattern: str, text: str) -> str:
    """Zeros that a number lost, put back in front of each part."""
    parts, built = _PART.findall(text), _built(pattern)
    if (
        not parts
        or len(parts) > len(built.parts)
        or _between(text) != built.between[: len(parts) - 1]
    ):
        return ""
    for part, want in zip(parts, built.parts, strict=False):
        digits = set(want) == {"0"}
        if len(part) != len(want) and not (digits and part.isdecimal() and len(part) < len(want)):
            return ""
    filled = [part.zfill(len(want)) for part, want in zip(parts, built.parts, strict=False)]
    glue = zip_longest(filled, built.between[: len(parts) - 1], fillvalue="")
    return "".join(piece for pair in glue for piece in pair)


def _cut(pattern: str, text: str) -> str:
    """Separators that were left out, put back: all parts run together."""
    if not text.isalnum() or len(text) != sum(map(len, _built(pattern).parts)):
        return ""
    rest = iter(text)
    found = "".join(next(rest) if mark.isalnum() else mark for mark in pattern)
    return found if _shape(found) == pattern else ""


class _Built(NamedTuple):
    """What a mask is built of: its parts, what stands between them, where each part ends."""

    parts: list[str]
    between: list[str]
    ends: frozenset[int]


@lru_cache(maxsize=64)
def _built(pattern: str) -> _Built:
    ends = frozenset(match.end() for match in _PART.finditer(pattern))
    return _Built(_PART.findall(pattern), _between(pattern), ends)


ANY_MASK: Final = Mask()
"""No mask: zeros, dashes and blanks all count."""


def _unfloated(text: str) -> str:
    return _WHOLE_FLOAT.sub(r"\1", text) if _WHOLE_FLOAT.fullmatch(text) else ""


_SHAPES: Final = {
    ord(mark): "0" if mark.isdecimal() else "A" for mark in map(chr, range(128)) if mark.isalnum()
}


def _shape(code: str) -> str:
    if code.isascii():
        return code.translate(_SHAPES)
    return "".join("0" if c.isdecimal() else "A" if c.isalpha() else c for c in code)


def _between(text: str) -> list[str]:
    """The separators between the parts."""
    return _PART.split(text)[1:-1]


def learned(codes: Iterable[str]) -> Mask:
    """The mask most of a list's codes follow, if following it never makes two codes one.

    An empty mask when the list has no typical shape: then zeros, dashes and blanks all count.

    >>> learned(["1100", "1245", "0100", "100"]).pattern
    ''
    >>> learned(["1100", "1245", "0100", "2000", "3300", "810"]).pattern
    '0000'
    """
    known = {cleaned(code) for code in codes} - {""}
    shapes = Counter(map(_shape, known))
    if not shapes:
        return ANY_MASK
    # the longest of the usual shapes: codes without detail are its first parts
    pattern = max(
        shapes,
        key=lambda shape: (
            shapes[shape] > 1,
            len(_PART.findall(shape)),
            shapes[shape],
            len(shape),
            shape,
        ),
    )
    mask = Mask(pattern)
    fitting = sum(count for shape, count in shapes.items() if mask.fits(shape))
    if fitting < _TYPICAL * len(known) or len({mask.normal(code) for code in known}) < len(known):
        return ANY_MASK
    return mask


def near(left: str, right: str) -> bool:
    """One slip of a finger apart: a character wrong, missing or too many, or two swapped.

    >>> near("4477", "4417"), near("2450", "2540"), near("2450", "2450")
    (True, True, False)
    """
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = 0
    shorter = min(len(left), len(right))
    while start < shorter and left[start] == right[start]:
        start += 1
    if len(left) < len(right):
        return left[start:] == right[start + 1 :]
    if len(left) > len(right):
        return left[start + 1 :] == right[start:]
    swapped = left[start : start + 2] == right[start : start + 2][::-1]
    return left[start + 1 :] == right[start + 1 :] or (
        swapped and left[start + 2 :] == right[start + 2 :]
    )


def slips(left: str, right: str, most: int) -> int:
    """How many slips of a finger two codes are apart; one more than ``most`` when it is beyond.

    A slip is a character wrong, missing or too many, or two neighbours swapped. Source: the optimal
    string alignment distance (Damerau 1964, restricted).

    >>> slips("2210", "2201", 2), slips("2210", "2340", 2), slips("2210", "9999", 2)
    (1, 2, 3)
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    far = most + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(right) + 1)]
    for i, mark in enumerate(left, 1):
        earlier, before, row = before, row, [far] * (len(right) + 1)
        row[0] = min(i, far)
        # further from the diagonal than the limit, nothing is near
        for j in range(max(1, i - most), min(len(right), i + most) + 1):
            other = right[j - 1]
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mark != other))
            if i > 1 and j > 1 and mark == right[j - 2] and left[i - 2] == other:
                best = min(best, earlier[j - 2] + 1)
            row[j] = min(best, far)
        if min(row) > most:  # nor can a swap bring it back: the row before was no nearer than most
            return far
    return row[-1]
