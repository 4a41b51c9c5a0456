"""Make a new workbook from its blueprint: the only module that knows openpyxl.

It never sees a workbook of a user. The same blueprint gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.external_link.external import (
    ExternalBook,
    ExternalCell,
    ExternalLink,
    ExternalRow,
    ExternalSheetData,
    ExternalSheetDataSet,
    ExternalSheetNames,
)
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from addin.tables.blueprint import (
    PLAIN,
    BookBlueprint,
    Choice,
    Entry,
    Highlight,
    LinkedBook,
    Look,
    SheetBlueprint,
)
from addin.tables.table import ErrorValue, Value, Visibility, address, column_letters

_FONT: Final = "Calibri"
_MADE: Final = dt.datetime(2026, 1, 1)
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_FORMULA: Final = re.compile(
    r'<c r="([A-Z]+\d+)"((?: s="\d+")?)><f>(.*?)</f><v\s*/?>(?:</v>)?</c>', re.DOTALL
)
_CORE_DATE: Final = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_SHEET_PART: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def built(blueprint: BookBlueprint) -> bytes:
    """The workbook as an ``.xlsx`` file, its formulas with the values the blueprint has."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = blueprint.title
    workbook.properties.creator = "Tieout"
    workbook.properties.created = _MADE
    workbook.calculation.fullCalcOnLoad = True
    styles = _styles(workbook, blueprint)
    for sheet in blueprint.sheets:
        _fill(workbook.create_sheet(sheet.name), sheet, styles)
    for name, refers_to in blueprint.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=refers_to)
    for link in blueprint.links:
        links: list[ExternalLink] = vars(workbook)["_external_links"]  # openpyxl has no other way
        links.append(_link(link))
    file = io.BytesIO()
    workbook.save(file)
    return _settled(file.getvalue(), blueprint)


def _styles(workbook: Workbook, blueprint: BookBlueprint) -> Mapping[Look, str]:
    """Every look as a named style of the workbook; look → its name."""
    looks = {entry.look for sheet in blueprint.sheets for entry in sheet.entries.values()}
    names: dict[Look, str] = {}
    for look in sorted(looks - {PLAIN}, key=lambda one: (one.name, repr(one))):
        taken = sum(name.partition(" #")[0] == look.name for name in names.values())
        names[look] = f"{look.name} #{taken + 1}" if taken else look.name
        workbook.add_named_style(_style(names[look], look))
    return names


def _style(name: str, look: Look) -> NamedStyle:
    style = NamedStyle(name=name)
    style.font = Font(
        name=_FONT,
        size=look.size,
        bold=look.bold,
        italic=look.italic,
        color=look.colour or None,
    )
    if look.fill:
        style.fill = PatternFill("solid", fgColor=look.fill)
    side, none = Side("thin", color=look.edge_colour), Side()
    top, bottom, left, right = (side if edge in look.edges else none for edge in "tblr")
    style.border = Border(left=left, right=right, top=top, bottom=bottom)
    style.alignment = Alignment(
        horizontal=look.across or None,
        vertical="top" if look.wrap and look.across != "center" else "center",
        wrap_text=look.wrap or None,
        indent=look.indent,
    )
    style.number_format = look.number_format
    style.protection = Protection(locked=look.locked)
    return style


def _fill(target: Worksheet, sheet: SheetBlueprint, styles: Mapping[Look, str]) -> None:
    for (row, column), entry in sorted(sheet.entries.items()):
        _put(target, row, column, entry, styles)
    _size(target, sheet)
    for area in sheet.merged:
        target.merge_cells(str(area))
    for choice in sheet.choices:
        target.add_data_validation(_validation(choice))
    for highlight in sheet.highlights:
        target.conditional_formatting.add(str(highlight.area), _rule(highlight))
    for made in sheet.list_objects:
        table = Table(displayName=made.name, ref=str(made.area))
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        target.add_table(table)
    _set_up(target, sheet)


def _rule(highlight: Highlight) -> Rule:
    fill = PatternFill(bgColor=highlight.fill, fill_type="solid") if highlight.fill else None
    look = DifferentialStyle(font=Font(color=highlight.colour), fill=fill)
    return Rule(type="expression", dxf=look, formula=[highlight.formula])


def _size(target: Worksheet, sheet: SheetBlueprint) -> None:
    for column, width in sheet.widths.items():
        target.column_dimensions[column_letters(column)].width = width
    for row, height in sheet.heights.items():
        target.row_dimensions[row].height = height
    for row in sheet.hidden_rows:
        target.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        target.column_dimensions[column_letters(column)].hidden = True


def _put(
    target: Worksheet, row: int, column: int, entry: Entry, styles: Mapping[Look, str]
) -> None:
    value = f"={entry.formula}" if entry.formula else entry.value
    cell: Any = target.cell(row, column)
    cell.value = str(value) if isinstance(value, ErrorValue) else value
    if isinstance(value, str) and not (entry.formula or isinstance(value, ErrorValue)):
        cell.data_type = "s"  # text, also where it reads like a formula or an error
    if entry.look in styles:
        cell.style = styles[entry.look]
    if entry.note:
        cell.comment = Comment(entry.note, "Tieout", width=260, height=90)


def _set_up(target: Worksheet, sheet: SheetBlueprint) -> None:
    """Panes, filter, tab and paper."""
    if sheet.frozen:
        target.freeze_panes = address(*sheet.frozen)
    if sheet.filter_area:
        target.auto_filter.ref = str(sheet.filter_area)
    if sheet.visibility is Visibility.HIDDEN:
        target.sheet_state = "hidden"
    elif sheet.visibility is Visibility.VERY_HIDDEN:
        target.sheet_state = "veryHidden"
    if sheet.tab_colour:
        target.sheet_properties.tabColor = sheet.tab_colour
    target.sheet_view.showGridLines = sheet.gridlines
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page = target.page_setup
    page.orientation = "landscape" if sheet.landscape else "portrait"
    page.fitToWidth, page.fitToHeight = 1, int(sheet.one_page)
    page.paperSize = target.PAPERSIZE_LEGAL if sheet.wide else target.PAPERSIZE_LETTER
    margins = target.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.75, 0.3, 0.35
    footer: Any = target.oddFooter
    footer.left.text = sheet.footer
    footer.right.text = "&A  |  page &P of &N"
    if sheet.print_area:
        target.print_area = str(sheet.print_area)
    if sheet.repeated_rows:
        target.print_title_rows = "{}:{}".format(*sheet.repeated_rows)


def _validation(choice: Choice) -> DataValidation:
    listed = '"{}"'.format(",".join(choice.options)) if choice.options else f"={choice.source}"
    validation = DataValidation(
        type="list",
        formula1=listed.removeprefix("="),
        allow_blank=True,
        errorStyle="stop" if choice.refuse else "warning",
        showErrorMessage=True,
        errorTitle="Not in the list",
        error=choice.message or "Choose one from the list.",
    )
    validation.add(str(choice.area))
    return validation


def _link(link: LinkedBook) -> ExternalLink:
    names = list(dict.fromkeys(sheet for sheet, _, _ in link.values))
    sheets = []
    for at, name in enumerate(names):
        rows: dict[int, list[ExternalCell]] = {}
        for (sheet, row, column), value in sorted(link.values.items()):
            if sheet == name:
                cell = ExternalCell(r=address(row, column), v=repr(value))
                rows.setdefault(row, []).append(cell)
        made = [ExternalRow(r=row, cell=cells) for row, cells in rows.items()]
        sheets.append(ExternalSheetData(sheetId=at, row=made))
    book = ExternalBook(
        sheetNames=ExternalSheetNames(sheetName=names),
        sheetDataSet=ExternalSheetDataSet(sheetData=sheets),
        id="rId1",
    )
    part = ExternalLink(externalBook=book)
    related: Any = Relationship  # its stub asks for the type twice
    target = related(Id="rId1", type="externalLinkPath", Target=link.target)
    target.TargetMode = "External"
    part.file_link = target
    return part


def _settled(file: bytes, blueprint: BookBlueprint) -> bytes:
    """The file with a value for each formula, and without anything that differs from run to run."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            sheet = _SHEET_PART.fullmatch(name)
            if sheet:
                entries = blueprint.sheets[int(sheet[1]) - 1].entries
                content = _FORMULA.sub(_valued(entries), content.decode()).encode()
            elif name == "docProps/core.xml":
                made = _MADE.isoformat() + "Z"
                content = _CORE_DATE.sub(rf"\g<1>{made}", content.decode()).encode()
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def _valued(entries: Mapping[tuple[int, int], Entry]) -> Callable[[re.Match[str]], str]:
    by_address = {address(*cell): entry.value for cell, entry in entries.items() if entry.formula}

    def put(match: re.Match[str]) -> str:
        where, style, formula = match.groups()
        kind, text = _stored(by_address.get(where))
        shown = f"<v>{text}</v>" if kind or text else ""
        return f'<c r="{where}"{style}{kind}><f>{formula}</f>{shown}</c>'

    return put


def _stored(value: Value) -> tuple[str, str]:
    """How a computed value is written: the type attribute and the text; both empty for none."""
    if value is None:
        return "", ""
    if isinstance(value, ErrorValue):
        return ' t="e"', str(value)
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, int | float):
        return "", repr(value)
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return "", str((day - dt.date(1899, 12, 30)).days)
    return ' t="str"', escape(str(value), quote=False)
