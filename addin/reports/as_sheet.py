"""A check as a sheet in the workbook it is about: counts, a filter, and a link to each cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from addin.domain.source import Place
from addin.findings import Severity, Standpoint
from addin.reports.as_json import number_text
from addin.reports.call_sheet import PREFIX as CALL_SHEETS
from addin.reports.check import CheckReport, plural
from addin.sync.conflicts_sheet import SHEET_NAME as CONFLICTS
from addin.tables.table import Area, NewCell, NewSheet, Style, Value

SHEET_NAME = "Tieout findings"
OUR_SHEETS = (
    SHEET_NAME,
    "Tieout reconciliation",
    CONFLICTS,
    CALL_SHEETS,
    "Tieout plan",
    "Tieout shot status",
)
"""What our own sheets in a workbook are called; they are no lists of the production."""

_INK = "1F2933"
_COLOURS = {Severity.ERROR: "C0392B", Severity.WARNING: "B9770E", Severity.NOTE: "52616B"}
_FILLS = {Severity.ERROR: "FBE9E7", Severity.WARNING: "FEF5E0", Severity.NOTE: "FFFFFF"}
_CELLS_SHOWN = 12
_HEADINGS = (
    "Severity",
    "Code",
    "Where",
    "What is wrong",
    "Figures",
    "At stake",
    "What to do",
    "Also involved",
    "Since",
    "Id",
)
_WIDTHS = (10, 9, 26, 62, 40, 14, 48, 34, 11, 9)


def findings_sheet(report: CheckReport, workbook: str) -> NewSheet:
    """The open findings that touch a workbook. The first place in this workbook is the link."""
    points = report.touching(workbook)
    counts = [
        plural(sum(1 for p in points if p.finding.severity is s), str(s))
        for s in sorted(Severity, reverse=True)
    ]
    said = ", ".join(counts) if points else "nothing to report: this workbook ties out"
    waived = f"; {plural(len(report.waived), 'finding')} waived" if report.waived else ""
    head: tuple[tuple[NewCell, ...], ...] = (
        (NewCell(f"Tieout: {report.production}", Style(bold=True, colour=_INK)),),
        (NewCell(f"{report.at:%Y-%m-%d %H:%M}  {said}{waived}", Style(colour="52616B")),),
        (),
        tuple(NewCell(h, Style(bold=True, fill=_INK, colour="FFFFFF")) for h in _HEADINGS),
    )
    rows = head + tuple(_row(point, workbook) for point in points)
    return NewSheet(
        SHEET_NAME,
        rows,
        _WIDTHS,
        frozen_rows=len(head),
        filter_area=Area(len(head), 1, max(len(rows), len(head) + 1), len(_HEADINGS)),
        tab_colour="C0392B"
        if any(p.finding.severity is Severity.ERROR for p in points)
        else "2E7D32",
    )


def _row(point: Standpoint, workbook: str) -> tuple[NewCell, ...]:
    finding = point.finding
    here = next(place for place in finding.places if place.workbook == workbook)
    others = [place for place in finding.places if place != here]
    fill = _FILLS[finding.severity]
    plain = Style(wrap=True, fill=fill)
    strong = Style(bold=True, fill=fill, colour=_COLOURS[finding.severity])
    linked = Style(fill=fill, colour="1A5FB4")
    figures = "\n".join(f"{name}: {number_text(number)}" for name, number in finding.numbers)
    impact: Value = None
    if finding.impact is not None:
        impact = float(finding.impact.amount)
    return (
        NewCell(str(finding.severity), strong),
        NewCell(finding.code, plain),
        NewCell(_short(here), linked, link_to(here)),
        NewCell(finding.message, plain),
        NewCell(figures or None, plain),
        NewCell(impact, Style(fill=fill, number_format="#,##0.00")),
        NewCell(finding.advice or None, plain),
        NewCell(_also(others, workbook) or None, plain),
        NewCell(point.since, Style(fill=fill, number_format="yyyy-mm-dd")),
        NewCell(point.id, plain),
    )


def link_to(place: Place) -> str:
    """Where a click goes: ``#'PO Log'!F12``."""
    sheet = place.sheet.replace("'", "''")
    return f"#'{sheet}'!{place.cell or 'A1'}" if sheet else ""


def _short(place: Place) -> str:
    return "!".join(part for part in (place.sheet, place.cell) if part) or place.workbook


def _also(places: Sequence[Place], workbook: str) -> str:
    """One line per sheet: ``PO Log: I140, J140``; the name of another workbook stands in front."""
    lines = []
    for (book, sheet), group in groupby(places, key=lambda place: (place.workbook, place.sheet)):
        cells = [place.cell for place in group if place.cell]
        shown = ", ".join(cells[:_CELLS_SHOWN])
        more = f", … {len(cells) - _CELLS_SHOWN} more" if len(cells) > _CELLS_SHOWN else ""
        where = sheet if book == workbook else "!".join(part for part in (book, sheet) if part)
        lines.append(f"{where}: {shown}{more}" if cells else where)
    return "\n".join(lines)
