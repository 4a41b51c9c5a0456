"""A snapshot as the file that it might be: for engines, and to try a batch of changes on.

It holds what a snapshot tells and nothing of looks but number formats. It is never given to
anybody: a host keeps its own file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from addin.adapters.snapshots.cells import stored
from addin.adapters.snapshots.snapshot import Snapshot
from addin.adapters.xlsx.parts.xml_bytes import MAIN, RELATIONS
from addin.adapters.xlsx.reading.format_codes import BUILT_IN, GENERAL
from addin.adapters.xlsx.sheet.cell_xml import escaped_text
from addin.tables.formula import FormulaError
from addin.tables.stored_formula import as_stored
from addin.tables.table import Area, Book, ListObject, Sheet, Visibility, address, column_letters

Cell = tuple[int, int]

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST_OWN_FORMAT: Final = 164
_TIMELESS: Final = (1980, 1, 1, 0, 0, 0)


def file_of(snapshot: Snapshot) -> bytes:
    """The workbook as the bytes of an ``.xlsx``; the same bytes each time."""
    book = snapshot.book
    codes = sorted({code for one in snapshot.formats.values() for _, code in one} - {GENERAL})
    styles = {code: number for number, code in enumerate(codes, 1)}
    tables = [(n, t) for n, sheet in enumerate(book.sheets, 1) for t in sheet.list_objects]
    parts = {
        "[Content_Types].xml": _content_types(len(book.sheets), len(tables)),
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(book),
        "xl/_rels/workbook.xml.rels": _relationships(
            [
                *(("worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(book.sheets))),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _styles(codes),
    }
    for number, sheet in enumerate(book.sheets, 1):
        formats = snapshot.formats.get(sheet.name.casefold(), ())
        own = [place for place, (n, _) in enumerate(tables, 1) if n == number]
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(
            sheet, dict(_styled(sheet, formats, styles)), len(own), date_1904=book.date_1904
        )
        if own:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relationships(
                [("table", f"../tables/table{place}.xml") for place in own]
            )
    for place, (_, table) in enumerate(tables, 1):
        parts[f"xl/tables/table{place}.xml"] = _table(place, table)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _TIMELESS)
            packed.writestr(info, text.encode("utf-8"), zipfile.ZIP_DEFLATED, 1)
    return made.getvalue()


def _styled(
    sheet: Sheet, formats: tuple[tuple[Area, str], ...], styles: dict[str, int]
) -> Iterator[tuple[Cell, int]]:
    """The style of each cell within what the sheet uses, and of formatted ones around it."""
    bottom = len(sheet.rows) + 1
    right = sheet.width + 1
    for area, code in formats:
        if code == GENERAL:
            continue
        small = Area(area.top, area.left, min(area.bottom, bottom), min(area.right, right))
        for cell in small.cells:
            yield cell, styles[code]


def _content_types(sheets: int, tables: int) -> str:
    overrides = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    overrides |= {f"worksheets/sheet{n + 1}.xml": "worksheet" for n in range(sheets)}
    overrides |= {f"tables/table{n + 1}.xml": "table" for n in range(tables)}
    lines = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(book: Book) -> str:
    places = {sheet.name.casefold(): n for n, sheet in enumerate(book.sheets)}
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"'
        + ("/>" if sheet.visibility is Visibility.VISIBLE else f' state="{sheet.visibility}"/>')
        for n, sheet in enumerate(book.sheets, 1)
    )
    names = "".join(
        f"<definedName name={quoteattr(one.name)}"
        + (f' localSheetId="{places[one.sheet.casefold()]}"' if one.sheet else "")
        + (' hidden="1"' if one.is_hidden else "")
        + f">{escape(_spelt(one.formula))}</definedName>"
        for one in book.defined_names
        if not one.sheet or one.sheet.casefold() in places
    )
    dates = ' date1904="1"' if book.date_1904 else ""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr{dates}/>'
        f"<sheets>{sheets}</sheets>"
        + (f"<definedNames>{names}</definedNames>" if names else "")
        + "</workbook>"
    )


def _styles(codes: list[str]) -> str:
    numbers = {text: number for number, text in sorted(BUILT_IN.items(), reverse=True)}
    own = [code for code in codes if code not in numbers]
    numbers |= {code: n for n, code in enumerate(own, _FIRST_OWN_FORMAT)}
    listed = "".join(
        f'<numFmt numFmtId="{numbers[code]}" formatCode={quoteattr(code)}/>' for code in own
    )
    xfs = "".join(
        f'<xf numFmtId="{numbers[code]}" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/>'
        for code in codes
    )
    return (
        f'<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(own)}">{listed}</numFmts>' if own else "")
        + '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(codes) + 1}">'
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{xfs}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _sheet(sheet: Sheet, styles: dict[Cell, int], tables: int, *, date_1904: bool) -> str:
    columns = "".join(
        f'<col min="{column}" max="{column}" width="9" hidden="1"/>'
        for column in sorted(sheet.hidden_columns)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
    parts = "".join(f'<tablePart r:id="rId{n + 1}"/>' for n in range(tables))
    return "".join(
        [
            f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">',
            f"<cols>{columns}</cols>" if columns else "",
            "<sheetData>",
            *_row_lines(sheet, styles, date_1904=date_1904),
            "</sheetData>",
            '<sheetProtection sheet="1"/>' if sheet.is_protected else "",
            f'<autoFilter ref="{sheet.filtered}"/>' if sheet.filtered else "",
            f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else "",
            f'<tableParts count="{tables}">{parts}</tableParts>' if parts else "",
            "</worksheet>",
        ]
    )


def _row_lines(sheet: Sheet, styles: dict[Cell, int], *, date_1904: bool) -> Iterator[str]:
    by_row: dict[int, set[int]] = {row: set() for row in sheet.hidden_rows}
    for row, cells in enumerate(sheet.rows, 1):
        held = {column for column, value in enumerate(cells, 1) if value is not None}
        if held:
            by_row.setdefault(row, set()).update(held)
    for row, column in (*sheet.formulas, *styles):
        by_row.setdefault(row, set()).add(column)
    for row in sorted(by_row):
        hidden = ' hidden="1"' if row in sheet.hidden_rows else ""
        cells_of_row = "".join(
            _cell(sheet, (row, column), styles.get((row, column), 0), date_1904=date_1904)
            for column in sorted(by_row[row])
        )
        yield f'<row r="{row}"{hidden}>{cells_of_row}</row>'


def _cell(sheet: Sheet, cell: Cell, style: int, *, date_1904: bool) -> str:
    where = address(*cell)
    value = stored(sheet.value(*cell), date_1904=date_1904)
    formula = _formula(sheet, cell)
    kind, text = "", ""
    if isinstance(value, dict):
        kind, text = "e", escape(value["e"])
    elif isinstance(value, bool):
        kind, text = "b", str(int(value))
    elif isinstance(value, str):
        kind, text = "str", escaped_text(value, where).decode()
    elif value is not None:
        text = repr(value)
    elif formula and cell not in sheet.uncached:
        kind = "str"  # it gives an empty text
    marks = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    if kind == "str" and not formula:
        marks = marks.replace("str", "inlineStr")
        return f'<c r="{where}"{marks}><is><t xml:space="preserve">{text}</t></is></c>'
    shown = f"<v>{text}</v>" if text or kind else ""
    return f'<c r="{where}"{marks}>{formula}{shown}</c>'


def _formula(sheet: Sheet, cell: Cell) -> str:
    text = sheet.formulas.get(cell)
    if text is None:
        return ""
    spelt = escape(_spelt(text, _table_at(sheet, cell) if "[" in text else ""))
    area = sheet.arrays.get(cell)
    return f'<f t="array" ref="{area}">{spelt}</f>' if area else f"<f>{spelt}</f>"


def _spelt(text: str, table: str = "") -> str:
    try:
        return as_stored(text, table)
    except FormulaError:
        return text


def _table_at(sheet: Sheet, cell: Cell) -> str:
    return next((one.name for one in sheet.list_objects if cell in one.area), "")


def _table(number: int, table: ListObject) -> str:
    names = [
        name or column_letters(column) for column, name in enumerate(table.columns, table.area.left)
    ]
    columns = "".join(
        f'<tableColumn id="{n}" name={quoteattr(name)}/>' for n, name in enumerate(names, 1)
    )
    area = table.area
    body = Area(area.top, area.left, area.bottom - table.totals_rows, area.right)
    return (
        f'<table xmlns="{MAIN}" id="{number}" name={quoteattr(table.name)} '
        f'displayName={quoteattr(table.name)} ref="{area}"'
        + (' headerRowCount="0"' if not table.header_rows else "")
        + (f' totalsRowCount="{table.totals_rows}"' if table.totals_rows else "")
        + ">"
        + (f'<autoFilter ref="{body}"/>' if table.header_rows else "")
        + f'<tableColumns count="{len(names)}">{columns}</tableColumns></table>'
    )
