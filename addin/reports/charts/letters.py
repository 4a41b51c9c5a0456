"""How wide words are, before anything is drawn: rather too wide than too narrow.

The table holds the wider of Liberation Sans (Arial's widths) and DejaVu Sans Condensed, which is
what the PDF is set in.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_GROUPS: Final = {
    0.25: "'ijl",
    0.3: " ,.I",
    0.35: "-/:;\\f|",
    0.4: "!()[]rt",
    0.45: '"*`',
    0.5: "Jcsz",
    0.55: "kvxy",
    0.6: "$0123456789?L_abdeghnopqu{}\N{EN DASH}",
    0.65: "FTZ",
    0.7: "ABEKPSVXY",
    0.75: "&CDHNRUw",
    0.8: "#+<=>GOQ^~\N{MINUS SIGN}",
    0.9: "M%m",
    0.95: "W",
    1.05: "@\N{HORIZONTAL ELLIPSIS}",
}
_WIDTHS: Final = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_OTHER: Final = 0.9
"""Em: Cyrillic, Arabic, Greek and so on; nineteen letters in twenty are narrower."""
_WIDE: Final = 1.1
_BOLD: Final = 1.1
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Persian and Indic names are spelt with them."""
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(text: str) -> str:
    """Text in one line: without line breaks, control and direction marks, doubled spaces."""
    if text.isprintable():  # nearly all: of spaces it has plain ones alone, of marks none
        return " ".join(text.split())
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or letter in _JOINERS or unicodedata.category(letter) not in _CONTROLS
    )
    return " ".join(kept.split())


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0.1
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _WIDE
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, _WIDE if ord(letter) > 0x2000 else _OTHER)


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """Pixels that a text takes at most, in one line."""
    return sum(map(_em, text)) * size * (_BOLD if is_bold else 1.0)


def shortened(text: str, room: float, size: float, *, is_bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis; empty if not even that."""
    words = plain(text)
    if width_of(words, size, is_bold=is_bold) <= room:
        return words
    scale = size * (_BOLD if is_bold else 1.0)
    left = room - _em(ELLIPSIS) * scale
    if left < 0:
        return ""
    kept = 0
    for letter in words:
        left -= _em(letter) * scale
        if left < 0:
            break
        kept += 1
    return words[:kept].rstrip() + ELLIPSIS
