"""References written alike: PO numbers, invoice numbers, cheque numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PIECE: Final = re.compile(r"[^\W\d_]+|\d+")
_WORDS: Final = frozenset("po pos purchase order no nr num number ref".split())
_CHEQUE: Final = re.compile(
    r"\b(?:che(?:ck|que)|chq|chk|ck)\W{0,2}(?:(?:no|nr|number)\W{0,2})?(\d{2,})\b", re.IGNORECASE
)
_CHEQUE_WORD: Final = re.compile(r"\b(?:che(?:ck|que)|chq|chk|ck)(?=\W|\d|$)", re.IGNORECASE)
_FLOAT: Final = re.compile(r"\d+\.0+")


@lru_cache(maxsize=1 << 17)
def reference_key(text: str) -> str:
    """A reference without case, punctuation, leading zeros and words like PO; empty: it names none.

    >>> reference_key("PO #0042"), reference_key("42.0"), reference_key("PO-2026-0016")
    ('42', '42', '2026.16')
    >>> reference_key("n/a"), reference_key("various")
    ('', '')
    """
    text = text.strip().casefold()
    if _FLOAT.fullmatch(text):
        text = text.partition(".")[0]
    pieces = _PIECE.findall(text)
    if not any(piece.isdecimal() and piece.strip("0") for piece in pieces):
        return ""
    return ".".join(
        piece.lstrip("0") or "0" if piece.isdecimal() else piece
        for piece in pieces
        if piece not in _WORDS
    )


@lru_cache(maxsize=1 << 16)
def payment_key(reference: str, text: str = "") -> str:
    """A cheque or payment number; where its own column is empty, the one that the text names.

    >>> payment_key("CK-04901"), payment_key("", "CHECK 4901 RIDGE"), payment_key("", "Deposit 77")
    ('4901', '4901', '')
    """
    named = reference.strip()
    if not named:
        found = _CHEQUE.search(text)
        named = found[1] if found else ""
    return reference_key(_CHEQUE_WORD.sub("", named))


def in_order(key: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts references as a person counts: 2026.9 before 2026.10, numbers before words."""
    return tuple(
        (0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in key.split(".")
    )


def labelled(number: str) -> str:
    """A PO number as a person says it.

    >>> labelled("1042"), labelled("PO-2026-0016")
    ('PO 1042', 'PO-2026-0016')
    """
    number = number.strip()
    return number if number.casefold().startswith(("po", "p.o", "purchase")) else f"PO {number}"


def is_distinctive(key: str) -> bool:
    """Two lists hardly share it by chance: three digits, or a letter beside them."""
    digits = sum(character.isdecimal() for character in key)
    return digits >= 3 or (digits >= 1 and any(character.isalpha() for character in key))
