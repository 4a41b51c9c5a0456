"""One cell as XML: what a value looks like in a worksheet part.

Text goes in as an inline string, so that the workbook's shared strings stay untouched.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import attributes_of, tag_at, text_bytes
from addin.adapters.xlsx.sheet.sheet_xml import CellXml
from addin.errors import WriteRefused
from addin.tables.changes import ComputedValue
from addin.tables.formula import FormulaError
from addin.tables.stored_formula import as_stored, spills
from addin.tables.table import CellEdit, ErrorValue, address

MAX_TEXT = 32_767  # UTF-16 units
MAX_FORMULA = 8_192
MAX_DIGITS = 15
ERROR_VALUES = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! "
    "#CONNECT! #BLOCKED! #UNKNOWN! #BUSY! #EXTERNAL! #PYTHON!".split()
)

_DAY = dt.timedelta(days=1)
_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")


def no_table(_row: int, _column: int) -> str:
    """A sheet without tables."""
    return ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How this sheet writes cells: the prefix of its tags (with colon) and its first day.

    ``table_at`` names the table in which a row and column lie; ``[@Net]`` is a column of it.
    """

    prefix: bytes = b""
    date_1904: bool = False
    table_at: Callable[[int, int], str] = no_table


def cell_xml(
    edit: CellEdit, dialect: Dialect, style: int | bytes | None = None, rest: bytes = b""
) -> bytes:
    """The cell that an edit asks for.

    ``style`` is the index of its format, ``rest`` what else the cell holds and keeps.

    Raises:
        WriteRefused: Excel could not hold the value, or not exactly.
    """
    prefix = dialect.prefix
    tag = b'%sc r="%s"' % (prefix, address(edit.row, edit.column).encode())
    if style is not None:
        tag += b' s="%s"' % (style if isinstance(style, bytes) else str(style).encode())
    kind, content = _content(edit, dialect)
    if kind:
        tag += b' t="%s"' % kind
    content += rest
    if not content:
        return b"<%s/>" % tag
    return b"<%s>%s</%sc>" % (tag, content, prefix)


def refreshed_xml(old: bytes, cell: CellXml, fresh: ComputedValue, dialect: Dialect) -> bytes:
    """A cell with its formula and a fresh cached value; without one if the value is None.

    ``old`` is the cell as written. Raises as ``cell_xml`` does.
    """
    prefix = dialect.prefix
    tag = tag_at(old, 0)
    kind, shown = _cached(fresh, date_1904=dialect.date_1904)
    name = prefix + b"c"
    attributes = [
        (key, value)
        for key, value in attributes_of(tag).items()
        if key not in {b"t", b"vm"}  # vm: a rich value, which the new one is not
    ]
    if kind:
        attributes.append((b"t", kind))
    opened = b"<" + name + b"".join(b' %s="%s"' % pair for pair in attributes) + b">"
    value = b"" if shown is None else b"<%sv>%s</%sv>" % (prefix, shown, prefix)
    kept = cell.inner.find(b"<" + prefix + b"extLst")
    rest = cell.inner[kept:] if kept >= 0 else b""
    return opened + (cell.formula or b"") + value + rest + b"</" + name + b">"


def _cached(fresh: ComputedValue, *, date_1904: bool) -> tuple[bytes, bytes | None]:
    """Type and text of a cached value; text is kept in the cell itself."""
    if fresh.value is None:
        return b"", None
    if isinstance(fresh.value, str) and not isinstance(fresh.value, ErrorValue):
        return b"str", escaped_text(fresh.value, _where(fresh))
    return _plain(fresh, date_1904=date_1904)


def _content(edit: CellEdit, dialect: Dialect) -> tuple[bytes, bytes]:
    """Type and inner XML of a cell."""
    value, prefix = edit.value, dialect.prefix
    if value is None:
        return b"", b""
    if edit.is_formula:
        return b"", b"<%sf>%s</%sf>" % (prefix, text_bytes(_formula(edit, dialect)), prefix)
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        where = _where(edit)
        return b"inlineStr", b"<%sis>%s</%sis>" % (prefix, text_xml(value, prefix, where), prefix)
    kind, shown = _plain(edit, date_1904=dialect.date_1904)
    return kind, b"<%sv>%s</%sv>" % (prefix, shown, prefix)


def _plain(edit: CellEdit | ComputedValue, *, date_1904: bool) -> tuple[bytes, bytes]:
    """Type and text of a value that is neither text nor formula."""
    value = edit.value
    if isinstance(value, ErrorValue):
        if str(value) not in ERROR_VALUES:
            raise WriteRefused(THIS, f"{_where(edit)}: {value} is no error value of Excel")
        return b"e", text_bytes(str(value))
    if isinstance(value, bool):
        return b"b", b"1" if value else b"0"
    if isinstance(value, int | float):
        return b"", _number(value, _where(edit))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return b"", b"%.15g" % serial(value, date_1904=date_1904, where=_where(edit))
    raise WriteRefused(THIS, f"{_where(edit)} cannot hold a {type(value).__name__}")


def text_xml(text: str, prefix: bytes, where: str) -> bytes:
    """Text as the ``t`` element of an inline string.

    Raises:
        WriteRefused: too long for a cell, or not proper Unicode.
    """
    written = escaped_text(text, where)
    spaced = text != text.strip() or any(blank in text for blank in ("\n", "\t", "  "))
    keep = b' xml:space="preserve"' if spaced else b""
    return b"<%st%s>%s</%st>" % (prefix, keep, written, prefix)


def escaped_text(text: str, where: str) -> bytes:
    """Text as a cell holds it between tags. Raises as ``text_xml`` does."""
    try:
        length = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise WriteRefused(THIS, f"{where}: the text holds half a character") from error
    if length > MAX_TEXT:
        raise WriteRefused(
            THIS, f"{where}: the text has {length:,} characters, a cell holds {MAX_TEXT:,}"
        )
    # Excel would read _x000D_ in the text itself as a carriage return: escape the underscore.
    literal = _LOOKS_ESCAPED.sub(lambda found: "_x005F" + found[0], text)
    return text_bytes(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", literal))


def serial(
    value: dt.date | dt.time | dt.timedelta, *, date_1904: bool = False, where: str = "a cell"
) -> float:
    """Days since the workbook's first day, as Excel counts them.

    Raises:
        WriteRefused: before the first day, or with a time zone, which Excel cannot hold.
    """
    if isinstance(value, dt.timedelta):
        return value / _DAY
    if isinstance(value, dt.datetime | dt.time) and value.tzinfo is not None:
        raise WriteRefused(THIS, f"{where}: Excel cannot hold the time zone of {value}")
    if isinstance(value, dt.time):
        return (dt.datetime.combine(_EPOCH_1904, value) - _EPOCH_1904) / _DAY
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    days = (moment - (_EPOCH_1904 if date_1904 else _EPOCH_1900)) / _DAY
    if days < (0 if date_1904 else 2):
        raise WriteRefused(THIS, f"{where}: {value} is before the workbook's first day")
    # Excel believes in 29 February 1900: days before March of that year count one less.
    return days - 1 if not date_1904 and days < 61 else days


def _number(value: float, where: str) -> bytes:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise WriteRefused(THIS, f"{where}: {value} is no number that Excel knows")
        return repr(value).encode()
    digits = str(abs(value))
    if len(digits.rstrip("0")) > MAX_DIGITS or len(digits) > 308:
        raise WriteRefused(THIS, f"{where}: {value} would lose digits in Excel")
    return str(value).encode()


def _formula(edit: CellEdit, dialect: Dialect) -> str:
    text = edit.value.removeprefix("=") if isinstance(edit.value, str) else ""
    if not text.strip():
        raise WriteRefused(THIS, f"{_where(edit)}: the formula is empty")
    try:
        text = as_stored(text, dialect.table_at(edit.row, edit.column) if "[" in text else "")
    except FormulaError as error:
        raise WriteRefused(THIS, f"{_where(edit)}: {error}") from error
    if spills(text):
        raise WriteRefused(
            THIS,
            f"{_where(edit)}: the formula would spill into other cells, which is left to Excel; "
            "wrap it in SUM, INDEX or another function that gives one value",
        )
    if len(text) > MAX_FORMULA:
        raise WriteRefused(
            THIS, f"{_where(edit)}: the formula is longer than {MAX_FORMULA:,} characters"
        )
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        letter = f"U+{ord(unprintable[0]):04X}"
        raise WriteRefused(THIS, f"{_where(edit)}: the formula holds the character {letter}")
    return text


def _where(edit: CellEdit | ComputedValue) -> str:
    return f"{edit.sheet}!{address(edit.row, edit.column)}"
