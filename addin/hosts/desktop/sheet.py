"""The add-in's only sheet: what the file is built from, and every function with its help.

Nobody sees it, because an add-in's sheets are hidden; the VBA reads it, and so does whoever
examines the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final
from xml.sax.saxutils import escape

from addin.tables.area import column_letters
from addin.udfs.function import Function

NAME: Final = "tieout.conf"
FIRST_HELP_COLUMN: Final = 4
"""Settings stand in columns 1 and 2; the VBA module TieoutHelp counts on this and on the order."""
HEADINGS: Final = ("Function", "Category", "How to type it", "What it gives", "Example", "Gives")
_NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NO_CHARACTERS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def rows(settings: Mapping[str, str], functions: Iterable[Function]) -> list[tuple[str, ...]]:
    """The sheet's rows: a setting in each, and beside it a function and its arguments' texts."""
    helps = [HEADINGS, *map(_help, functions)]
    return [
        (*setting, "", *help_)
        for setting, help_ in zip_longest(settings.items(), helps, fillvalue=())
        for setting in [setting or ("", "")]
    ]


def _help(found: Function) -> tuple[str, ...]:
    example = found.examples[0]
    return (
        found.name, found.category, found.usage, found.summary, example.formula, example.gives,
        *(parameter.help for parameter in found.parameters),
    )  # fmt: skip


def xml(cells: Sequence[Sequence[str]]) -> str:
    """A worksheet part of texts; formulas in them stay texts."""
    lines = "".join(_row(at, texts) for at, texts in enumerate(cells, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_NAMESPACE}"><sheetPr codeName="Sheet1"/>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )


def _row(at: int, texts: Sequence[str]) -> str:
    shown = "".join(_cell(at, column, text) for column, text in enumerate(texts, 1))
    return f'<row r="{at}">{shown}</row>'


def _cell(row: int, column: int, text: str) -> str:
    if not text:
        return ""
    shown = escape(text.translate(_NO_CHARACTERS))
    return (
        f'<c r="{column_letters(column)}{row}" t="inlineStr">'
        f'<is><t xml:space="preserve">{shown}</t></is></c>'
    )
