"""The numbers that documents name one another by: purchase orders, invoices."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PARTS: Final = re.compile(r"[a-z]+|\d+")
_IDLE: Final = frozenset("p o po pos no nr num number purchase order inv invoice bill ref".split())


@lru_cache(maxsize=65536)
def reference_key(number: str) -> str:
    """A PO or invoice number without its label, case, punctuation and leading zeros.

    Empty when it has no digit: ``n/a`` and ``verbal`` name no document.

    >>> reference_key("PO-2026-0016"), reference_key("p.o. no. 1042"), reference_key("INV 0042-a")
    ('2026-16', '1042', '42-a')
    """
    parts = _PARTS.findall(number.casefold())
    if not any(part.isdecimal() for part in parts):
        return ""
    while len(parts) > 1 and parts[0] in _IDLE:
        parts = parts[1:]
    return "-".join(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)
