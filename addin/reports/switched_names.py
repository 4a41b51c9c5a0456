"""What became of a workbook's calls of our functions, for the terminal and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from addin.tables.function_names import ADDIN, Spelling

FIRST = 5
"""Formulas shown of each sheet, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Respelt:
    """One formula as it is and as it is to be.

    ``where`` is a cell (``Costs!B4``), ``the name Forecast``, or ``a format of Costs!B2:B9``.
    """

    sheet: str
    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Switched:
    """What was found in a workbook, and what became of it.

    ``calls`` counts the formulas that call our functions, ``respelt`` are those of them that
    change. ``left`` are calls that stay, each with why. ``gets_link``: the workbook gets a link to
    the add-in. ``written``: the changes are in the file, and ``backup`` is where the file as it was
    went.
    """

    workbook: str
    to: Spelling
    calls: int
    respelt: tuple[Respelt, ...]
    left: tuple[str, ...] = ()
    gets_link: bool = False
    written: bool = False
    backup: str = ""


_HOSTS = {
    Spelling.CLASSIC: "Excel on Windows with the add-in",
    Spelling.OFFICE: "Excel on the web and on the Mac",
    Spelling.PLAIN: "LibreOffice Calc",
}


def switched_as_text(report: Switched, *, every: bool = False) -> Group:
    """The formulas that change, sheet by sheet, and what to do next."""
    parts: list[RenderableType] = [_head(report)]
    for sheet, group in groupby(report.respelt, key=lambda one: one.sheet):
        listed = tuple(group)
        parts += [Text(""), Text(sheet or "the whole workbook", style="bold underline")]
        grid = Grid.grid(padding=(0, 2, 0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column()
        for one in listed if every else listed[:FIRST]:
            grid.add_row(one.where, Text.assemble("=", one.before, ("\n=" + one.after, "green")))
        parts.append(grid)
        if len(listed) > FIRST and not every:
            parts.append(Text(f"  and {len(listed) - FIRST} more; --all lists them", style="dim"))
    parts += [Text(""), *(Text(f"Left alone: {one}.") for one in report.left), *_next(report)]
    return Group(*parts)


def _head(report: Switched) -> Text:
    count = len(report.respelt)
    formulas = "1 formula" if report.calls == 1 else f"{report.calls} formulas"
    calls = f"{report.workbook}: {formulas} with functions of Tieout"
    host = _HOSTS[report.to]
    if not count:
        return Text(f"{calls}, all spelt for {host} already.")
    return Text(f"{calls}, {count} to be spelt for {host}.")


def _next(report: Switched) -> Iterator[Text]:
    if report.gets_link:
        yield Text(f"[n]! is a link to the add-in {ADDIN}; Excel does not show it.")
    if report.written:
        yield Text(f"Written. The workbook as it was is in {report.backup}.")
        yield Text("Excel works every formula out when it opens the workbook.")
    elif report.respelt:
        yield Text("Nothing was written. Run again with --write to change the workbook.")


def switched_as_json(report: Switched) -> str:
    """The same for programs, every formula listed."""
    stated = {
        "workbook": report.workbook,
        "to": str(report.to),
        "calls": report.calls,
        "formulas": [
            {"where": one.where, "before": one.before, "after": one.after} for one in report.respelt
        ],
        "left": list(report.left),
        "gets_link": report.gets_link,
        "written": report.written,
        "backup": report.backup,
    }
    return json.dumps(stated, indent=2, ensure_ascii=False) + "\n"
