"""The accounts that a list names: by code, with their details, or all that begin alike."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from addin.domain.account_codes import ANY_MASK, Mask, cleaned

_LONGEST: Final = 255
"""What Excel allows where it takes wildcards."""


@dataclass(frozen=True, slots=True)
class AccountPatterns:
    """Accounts by code or pattern, without a chart that says what rolls up into what.

    A code stands for itself and for its details behind a separator: ``1100`` for ``1100-01`` too,
    but not for ``1110``. ``11*`` are all codes that begin with 11, and ``?`` is any one character.

    Raises:
        ValueError: one is longer than any account code.

    >>> chosen = AccountPatterns(("1100", "67*"))
    >>> [code in chosen for code in ("1100", "1100-01", "1110", "6710", "11001")]
    [True, True, False, True, False]
    """

    patterns: tuple[str, ...]
    mask: Mask = ANY_MASK
    _any_of: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        longest = max(map(len, self.patterns), default=0)
        if longest > _LONGEST:
            raise ValueError(f"a text of {longest} characters is no account")
        written = "|".join(map(self._expression, self.patterns))
        object.__setattr__(self, "_any_of", re.compile(written or r"(?!)", re.DOTALL))

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and bool(self._any_of.fullmatch(self.mask.normal(code)))

    def _expression(self, pattern: str) -> str:
        text = cleaned(pattern)
        if "*" in text or "?" in text:
            return fnmatch.translate(text.replace("[", "[[]"))
        return re.escape(self.mask.normal(text)) + r"(?:[\W_].*)?"


def patterns_of(texts: Iterable[str | None], mask: Mask = ANY_MASK) -> AccountPatterns:
    """The patterns of a list as people type it; empty cells name nothing."""
    return AccountPatterns(tuple(text for text in texts if text and text.strip()), mask)
