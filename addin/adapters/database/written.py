"""Text as databases keep it: whatever a cell may hold comes back as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sqlalchemy import Dialect, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

_MARK: Final = "\uffff"
_NOT_KEPT: Final = re.compile("[\x00\ud800-\udfff\uffff]")
"""PostgreSQL takes no NUL, no database half a surrogate pair; workbooks have both."""
_MARKED: Final = re.compile(_MARK + "([0-9a-f]{4})")


def kept(text: str | None) -> str | None:
    """A text as it is written: the same, but for characters that no database takes."""
    if text is None or not _NOT_KEPT.search(text):
        return text
    return _NOT_KEPT.sub(lambda found: f"{_MARK}{ord(found[0]):04x}", text)


def said(text: str | None) -> str | None:
    """The text that ``kept`` was given."""
    if text is None or _MARK not in text:
        return text
    return _MARKED.sub(lambda found: chr(int(found[1], 16)), text)


class Written(TypeDecorator[str]):
    """A column of text. ``length`` is for those in a key, where a database asks for one."""

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """PostgreSQL refuses what is longer than it was told, and needs no length anywhere."""
        if self.length is None or dialect.name == "postgresql":
            return Text()
        return String(self.length)

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """On its way in."""
        del dialect
        return kept

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], str | None]:
        """On its way out: as often as there are cells, so by nothing but this."""
        del dialect, coltype
        return said
