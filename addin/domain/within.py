"""Texts in so many letters at most: cut between words, never within a letter or a picture."""

from __future__ import annotations

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_TONES: Final = range(0x1F3FB, 0x1F400)
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_MORE: Final = "…"
_SHORT: Final = 20
"""In less room than this only a beginning is shown."""


def within(text: str, most: int) -> str:
    """The text, or as many of its words as fit, with an ellipsis behind.

    A word that is longer than half of the room is cut itself, between two letters.

    >>> within("The Long Night of the Harbour", 20)
    'The Long Night of…'
    """
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    end = most - len(_MORE)
    blank = text.rfind(" ", 0, end + 1)
    if blank * 2 < most:
        blank = _between(text, end)
    return f"{text[:blank].rstrip(' ,;:·-')}{_MORE}"


def both_ends(text: str, most: int) -> str:
    """The text, or its beginning and its end: names often differ in their last word alone.

    >>> both_ends("The Long Night of the Harbour, season 2", 30)
    'The Long Night of… season 2'
    """
    if len(text) <= most or most < _SHORT:
        return within(text, most)
    start = text.rfind(" ", 0, most) + 1
    end = len(text) - most // 3
    behind = text.find(" ", end)
    if not 0 <= behind < len(text) - 1 or not start:
        return within(text, most)
    return f"{within(text[:behind], most - (len(text) - behind))}{text[behind:]}"


def _between(text: str, end: int) -> int:
    """The last place up to ``end`` that is within no letter: marks and joined pictures stay."""
    while end > 0 and _is_within(text, end):
        end -= 1
    return end


def _is_within(text: str, at: int) -> bool:
    """Whether what stands before and behind this place is one letter to the reader."""
    before, behind = text[at - 1], text[at]
    if unicodedata.category(behind)[0] == "M" or _JOINER in (before, behind):
        return True
    if ord(behind) in _TONES or 0xE0020 <= ord(behind) <= 0xE007F:
        return True
    flags = 0
    while flags < at and ord(text[at - 1 - flags]) in _FLAGS:
        flags += 1
    return ord(behind) in _FLAGS and flags % 2 == 1
