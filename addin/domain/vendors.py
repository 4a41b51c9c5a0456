"""Vendors and the spellings they go by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from addin.domain.source import NOWHERE, Source

_NOT_A_WORD: Final = re.compile(r"[^\w]+|_")
_LEGAL_FORM: Final = frozenset(
    "inc ltd llc llp plc co corp company limited incorporated corporation gmbh ag sa sarl srl spa"
    " bv nv pty sdn bhd the and".split()
)


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
    words = _NOT_A_WORD.sub(" ", plain).split()
    return " ".join([word for word in words if word not in _LEGAL_FORM] or words)
