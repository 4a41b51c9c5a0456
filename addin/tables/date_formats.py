"""Which number formats show a date or a time."""

from __future__ import annotations

import re
from functools import lru_cache

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@lru_cache(maxsize=4096)
def is_date_format(number_format: str) -> bool:
    """Whether a number format shows a date or a time.

    >>> is_date_format("d-mmm-yy"), is_date_format('#,##0 "days"'), is_date_format("General")
    (True, False, False)
    """
    bare = _QUOTED.sub("", number_format.split(";", maxsplit=1)[0]).lower()
    return bare != "general" and any(letter in bare for letter in "ymdhs")
