"""The examples in the functions' help as cases: a formula, and the cells it gives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from addin.tables.table import ErrorValue
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.help_text import Example

Given = bool | float | str
_PART = re.compile(r'"(?:[^"]|"")*"|[^,;{}"]+|[,;]')


def examples() -> Iterator[tuple[str, Example]]:
    """Every example beside the function it belongs to."""
    for name, function in FUNCTIONS.items():
        for example in function.examples:
            yield name, example


def cells(gives: str) -> list[list[Given]]:
    """The cells an example gives: one, or those of an array; dates as serial numbers."""
    rows: list[list[Given]] = [[]]
    if not gives.startswith("{"):
        return [[_cell(gives)]]
    for part in _PART.findall(gives.removeprefix("{").removesuffix("}")):
        if part == ";":
            rows.append([])
        elif part != "," and not part.isspace():
            rows[-1].append(_cell(part.strip()))
    return rows


def _cell(text: str) -> Given:
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    if text.startswith("#"):
        return ErrorValue(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return float((dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days)
    return float(text)
