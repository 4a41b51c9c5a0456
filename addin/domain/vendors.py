"""Vendors and the spellings they go by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from addin.domain.source import NOWHERE, Source

_NOT_A_WORD: Final = re.compile(r"[^\w]+|_")
_LEGAL_FORM: Final = frozenset(
    "inc ltd llc llp plc co corp company limited incorporated corporation gmbh ag sa sarl srl spa"
    " bv nv pty sdn bhd the and".split()
)


_LETTERS: Final = "".join(
    chr(at).lower() if chr(at).isalnum() or chr(at) == "\n" else " " for at in range(128)
).encode() + bytes(128)
"""What becomes of each plain sign: small letters, figures, and blanks."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor of a vendor list."""

    name: str
    number: str = ""
    source: Source = NOWHERE


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name without case, accents, punctuation and legal form.

    >>> name_key("Acme Grip, Inc.") == name_key("ACME  GRIP")
    True
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()  # one sign may hide a capital
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _significant(_NOT_A_WORD.sub(" ", plain).split())


def name_keys(names: Iterable[str]) -> dict[str, str]:
    """The key of each of many names; those in plain letters are all done together."""
    plain: list[str] = []
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if name.isascii() and "\n" not in name:
            plain.append(name)
        else:
            found[name] = name_key(name)
    together = "\n".join(plain).encode().translate(_LETTERS).decode()
    found.update(zip(plain, map(_significant, map(str.split, together.split("\n"))), strict=False))
    return found


def _significant(words: list[str]) -> str:
    """A name's words but for its legal form; a name of nothing else is kept."""
    if not _LEGAL_FORM.isdisjoint(words):
        words = [word for word in words if word not in _LEGAL_FORM] or words
    return " ".join(words)
