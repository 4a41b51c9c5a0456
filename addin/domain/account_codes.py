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
from typing import Final

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
        text = cleaned(code)
        if not self.pattern:
            return _WHOLE_FLOAT.sub(r"\1", text) if _WHOLE_FLOAT.fullmatch(text) else text
        if self.fits(text):
            return text
        return self._padded(text) or self._cut(text) or self._padded(_unfloated(text)) or text

    def fits(self, code: str) -> bool:
        """The code has the mask's shape, or is its first parts alone: no detail."""
        shape = _shape(code)
        if shape == self.pattern:
            return True
        ends = {match.end() for match in _PART.finditer(self.pattern)}
        return len(shape) in ends and self.pattern.startswith(shape)

    def _padded(self, text: str) -> str:
        """Zeros that a number lost, put back in front of each part."""
        parts, wanted = _PART.findall(text), _PART.findall(self.pattern)
        if (
            not parts
            or len(parts) > len(wanted)
            or _between(text) != _between(self.pattern)[: len(parts) - 1]
        ):
            return ""
        for part, want in zip(parts, wanted, strict=False):
            digits = set(want) == {"0"}
            if len(part) != len(want) and not (
                digits and part.isdecimal() and len(part) < len(want)
            ):
                return ""
        filled = [part.zfill(len(want)) for part, want in zip(parts, wanted, strict=False)]
        glue = zip_longest(filled, _between(self.pattern)[: len(parts) - 1], fillvalue="")
        return "".join(piece for pair in glue for piece in pair)

    def _cut(self, text: str) -> str:
        """Separators that were left out, put back: all parts run together."""
        if not text.isalnum() or len(text) != sum(map(len, _PART.findall(self.pattern))):
            return ""
        rest = iter(text)
        built = "".join(next(rest) if mark.isalnum() else mark for mark in self.pattern)
        return built if _shape(built) == self.pattern else ""


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
