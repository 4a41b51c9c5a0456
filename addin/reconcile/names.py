"""How alike two names are: the same vendor is spelt in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_NOT_A_WORD: Final = re.compile(r"[^\w]+|_")
_LEGAL_FORM: Final = frozenset(
    "inc ltd llc llp plc co corp company limited incorporated corporation gmbh ag sa sarl srl spa"
    " bv nv pty sdn bhd the and".split()
)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name without case, accents, punctuation and legal form.

    >>> name_key("Acme Grip, Inc.") == name_key("ACME  GRIP")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _NOT_A_WORD.sub(" ", plain).split()
    return " ".join([word for word in words if word not in _LEGAL_FORM] or words)


@lru_cache(maxsize=1 << 17)
def alikeness(left: str, right: str) -> int:
    """From 0 to 100, the same either way round; 0 when either names nobody.

    >>> alikeness("Panavision", "PANAVISION LTD."), alikeness("Panavision", "")
    (100, 0)
    """
    a, b = sorted((name_key(left), name_key(right)))
    if not a:
        return 0
    return 100 if a == b else _fuzzy(a, b)


@lru_cache(maxsize=1 << 17)
def _fuzzy(a: str, b: str) -> int:
    from rapidfuzz import fuzz  # noqa: PLC0415 - costs a start-up that most runs do not need

    score = max(fuzz.token_set_ratio(a, b), 0.97 * fuzz.partial_ratio(a, b))
    if min(len(a), len(b)) < 4 and not set(a.split()) & set(b.split()):
        return 0  # "abc" is part of many names
    return int(score)
