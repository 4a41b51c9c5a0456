"""What the text stored in a cell means, by the cell's type and number format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from addin.adapters.xlsx.markup import BadMarkup, cell_text, trimmed_text
from addin.adapters.xlsx.reading.format_codes import GENERAL, Shows, shows
from addin.adapters.xlsx.reading.serials import iso_moment, moment, number
from addin.tables.table import ErrorValue, Value

Read = Callable[[str], Value]
"""The value of a stored text; nothing stored is None."""

_REMEMBERED = 50_000  # different texts per type; beyond that, remembering costs more than it saves


class Remembered(dict[str, Value]):
    """What a stored text means, worked out once: columns repeat their dates, codes and names.

    Looking a text up that was met before runs at the speed of a dict, and equal values are one
    object in memory.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        value = self._read(text)
        if len(self) < _REMEMBERED:
            self[text] = value
        return value


_COLUMN_REMEMBERED = 1024


class ColumnMemory(dict[str, Value]):
    """What the texts of one column mean, remembered as long as that saves more than it costs.

    Codes, names and counts repeat; amounts hardly do, and looking each of them up in vain takes
    three times as long as reading it.
    """

    __slots__ = ("missed", "read")

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read
        self.missed = 0

    def __missing__(self, text: str) -> Value:
        self.missed += 1
        value = self.read(text)
        if len(self) < _COLUMN_REMEMBERED:
            self[text] = value
        return value


class CellValues:
    """Readers of stored texts, for one workbook."""

    def __init__(
        self,
        strings: Sequence[str] = (),
        formats: Sequence[str] = (),
        *,
        date_1904: bool = False,
    ) -> None:
        """``strings``: the shared texts. ``formats``: the number format of each style."""
        self._formats = formats
        self._date_1904 = date_1904
        self._numbers = Remembered(number).__getitem__
        self._moments: dict[Shows, Read] = {}
        text = Remembered(lambda stored: trimmed_text(stored) or None).__getitem__
        self._by_kind: Mapping[str, Read] = {
            "s": _shared_texts(strings),
            "str": text,
            "inlineStr": text,
            "b": _boolean,
            "e": Remembered(
                lambda stored: ErrorValue(cell_text(stored)) if stored else None
            ).__getitem__,
            "d": Remembered(iso_moment).__getitem__,
        }

    def reader(self, kind: str, style: str) -> Read:
        """How cells of a type (``t="s"``) and style (``s="3"``) are read; either may be empty."""
        if kind in self._by_kind:
            return self._by_kind[kind]
        if kind not in {"", "n"}:
            return self._by_kind["str"]
        shown = shows(self.format_of(style))
        if shown is Shows.NUMBER:
            return self._numbers
        if shown not in self._moments:
            since = self._date_1904
            self._moments[shown] = Remembered(
                lambda text: moment(number(text), shown, date_1904=since)
            ).__getitem__
        return self._moments[shown]

    def of_column(self, kind: str, style: str) -> Read | ColumnMemory:
        """As ``reader``, for a column that many alike rows have: perhaps with a memory."""
        read = self.reader(kind, style)
        if read == self._numbers:
            return ColumnMemory(number)
        return ColumnMemory(read) if kind == "s" else read

    def format_of(self, style: str) -> str:
        """The number format of a style; General for a style that the workbook does not have."""
        place = int(style) if style and len(style) < 10 else 0
        return self._formats[place] if place < len(self._formats) else GENERAL


def _shared_texts(strings: Sequence[str]) -> Read:
    """Reads the number of a shared text; a function of its own, so that no circle keeps them."""
    count = len(strings)

    def read(text: str) -> Value:
        if text.isdecimal() and len(text) < 10 and (place := int(text)) < count:
            return strings[place] or None
        if not text:
            return None
        raise BadMarkup(f"a cell refers to text {text[:20]} of {count}")

    return read


def _boolean(text: str) -> Value:
    return text.strip() in {"1", "true"} if text else None
