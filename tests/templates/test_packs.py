"""Every template of every trade: built, recognised, checked, patched, and worked out alike."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from addin import wiring
from addin.adapters.xlsx.builder import built
from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Severity
from addin.jobs.build_templates import NOUNS, Pack, blueprints, chosen, pack_of
from addin.jobs.check import check
from addin.settings.model import Settings
from addin.tables.blueprint import BookBlueprint, SheetBlueprint, as_book
from addin.tables.changes import Changes
from addin.tables.contract import Contract, Kind, SheetContract
from addin.tables.recognise import recognise
from addin.tables.table import CellEdit, ErrorValue, Role, Table

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "workbook_templates"
DOCS = ROOT / "docs"
AT = dt.datetime(2026, 2, 20, 9)
"""The day on which most examples stand."""
PACKS = {name: pack_of(wiring.pack_texts(name)) for name in wiring.pack_names()}
TEMPLATES = [(trade, c.noun) for trade, pack in PACKS.items() for c in pack.contracts]
NEW = [(trade, noun) for trade, noun in TEMPLATES if noun not in NOUNS]
"""Those whose examples are drawn in text files."""


def contract_of(trade: str, noun: str) -> Contract:
    """The contract of a template."""
    return PACKS[trade].contract(noun)


def tables(contract: Contract) -> list[tuple[SheetContract, str]]:
    """Each list and each table of a page, with the name of its sheet."""
    found = []
    for sheet in contract.sheets:
        found += [(block, sheet.name) for block in sheet.blocks] or [(sheet, sheet.name)]
    return found


@pytest.fixture(scope="session")
def drawn() -> Mapping[str, BookBlueprint]:
    """Every workbook as it is drawn, by trade and name."""
    return {
        f"{trade}/{name}": blueprint
        for trade, pack in PACKS.items()
        for name, blueprint in blueprints(pack)
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize(("trade", "noun"), TEMPLATES)
def test_the_values_in_the_files_are_libreoffices(drawn, recalculated, trade, noun):
    """What a viewer shows that does not recalculate is what LibreOffice works out, cell by cell."""
    ours = as_book(drawn[f"{trade}/{noun}/example.xlsx"], noun)
    compared = 0
    for sheet in ours.sheets:
        theirs = recalculated[noun].sheet(sheet.name)
        assert theirs is not None
        for row, column in sheet.formulas:
            mine, other = number(sheet.value(row, column)), number(theirs.value(row, column))
            compared += 1
            if isinstance(mine, float) and isinstance(other, float):
                assert abs(mine - other) < 0.005, (sheet.name, row, column)
            else:
                assert (mine or "") == (other or ""), (sheet.name, row, column)

    assert compared > 80


def number(value: object) -> object:
    """A date or a time as the number that a cell holds; a nought of a formula as a number."""
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - dt.date(1899, 12, 30)).days)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value


def test_no_formula_of_a_template_fails_or_stays_unknown(drawn):
    """Empty or filled in: every formula has a value when the file is opened, and none is an error."""
    for name, blueprint in drawn.items():
        for sheet in blueprint.sheets:
            for cell, entry in sheet.entries.items():
                if entry.formula:
                    assert entry.value is not None, (name, sheet.name, cell)
                assert not isinstance(entry.value, ErrorValue), (name, sheet.name, cell)


def test_the_committed_workbooks_are_built_from_their_contracts(drawn, tmp_path):
    """Nobody edits a template by hand: 'tieout templates build' after a change."""
    for name, blueprint in drawn.items():
        path = tmp_path / "built.xlsx"
        path.write_bytes(built(blueprint))
        expected, committed = (read_workbook(p, "") for p in (path, SHIPPED / name))
        assert expected.sheets == committed.sheets, name
        assert expected.names == committed.names, name


def test_a_template_is_the_same_bytes_every_time(drawn):
    """Two builds of one contract do not differ: a change in a file is a change of the contract."""
    for name in ("film/call_sheet/call_sheet.xlsx", "all/status_report/example.xlsx"):
        assert built(drawn[name]) == built(drawn[name])


def recognised(trade: str, noun: str) -> list[Table]:
    """The tables of an example, as Tieout reads it."""
    book = read_workbook(SHIPPED / trade / noun / "example.xlsx", f"{noun}.xlsx")
    return [table for sheet in book.sheets for table in recognise(sheet, book.name)]


def table_of(found: list[Table], sheet: str, headings: list[str]) -> Table:
    """The table of a sheet that has most of the headings."""
    here = [table for table in found if table.sheet == sheet]
    return max(here, key=lambda t: len(set(t.headings.values()) & set(headings)))


@pytest.mark.parametrize(("trade", "noun"), NEW)
def test_tieout_knows_its_own_templates(trade, noun):
    """Each list is recognised for what its contract says it is, each of its fields in its column."""
    found = recognised(trade, noun)
    for sheet, stands_on in tables(contract_of(trade, noun)):
        if not sheet.role:
            continue
        table = table_of(found, stands_on, [column.heading for column in sheet.columns])
        if noun == "call_sheet" and sheet.name == "Scenes":
            continue  # two scenes of two headings each are too few to tell; Schedule has them all
        assert Role(sheet.role) is table.role, (sheet.name, table.role, table.reasons)
        meant = {c.field: sheet.column(c.heading) for c in sheet.columns if c.field}
        assert meant == {f: c for f, c in table.fields.items() if f in meant}, sheet.name


@pytest.mark.parametrize(("trade", "noun"), TEMPLATES)
def test_tieout_is_not_sure_of_a_role_that_no_list_of_a_template_has(trade, noun):
    """What the contract gives no role is left alone, or only proposed."""
    contract = contract_of(trade, noun)
    roles = {sheet.role for sheet, _ in tables(contract) if sheet.role}
    sure = {table.role for table in recognised(trade, noun) if table.confidence >= 0.8}

    assert {role.value for role in sure if role is not Role.UNKNOWN} <= roles | MAY_BE.get(
        noun, set()
    )


MAY_BE = {"status_report": {"cost_report"}, "call_sheet": {"crew_list"}}
"""A page's table of money is a small cost report; its cast is a list of people."""


@pytest.mark.parametrize(("trade", "noun"), TEMPLATES)
def test_an_example_ties_out(trade, noun, tmp_path):
    """'tieout check' has no error to show of it, on the day it was made for."""
    shutil.copy(SHIPPED / trade / noun / "example.xlsx", tmp_path / f"{noun}.xlsx")
    result = check(wiring.workbooks(tmp_path), Settings(), name=noun, folder="", at=AT)
    errors = [
        point.finding.message
        for point in result.report.open
        if point.finding.severity is Severity.ERROR
    ]

    assert errors == []


@pytest.mark.parametrize(("trade", "noun"), NEW)
def test_a_template_survives_an_edit(drawn, trade, noun, tmp_path):
    """Cells typed through the patcher are there afterwards, and nothing else has changed."""
    path = tmp_path / f"{noun}.xlsx"
    shutil.copy(SHIPPED / trade / noun / f"{noun}.xlsx", path)
    workbooks = wiring.workbooks(tmp_path)
    before = workbooks.read(path.name)
    edits = {
        (sheet.name, *cell): "typed"
        for sheet in drawn[f"{trade}/{noun}/{noun}.xlsx"].sheets
        for cell in empty_cells(sheet)
    }
    changes = Changes(cells=tuple(CellEdit(*cell, text) for cell, text in edits.items()))
    workbooks.write(path.name, changes, digest=before.digest)
    after = workbooks.read(path.name)

    assert edits
    assert [s.formulas for s in after.sheets] == [s.formulas for s in before.sheets]
    for was, now in zip(before.sheets, after.sheets, strict=True):
        for row in range(1, len(was.rows) + 1):
            for column in range(1, len(was.rows[row - 1]) + 1):
                if (row, column) not in was.formulas:
                    typed = edits.get((was.name, row, column), was.value(row, column))
                    assert now.value(row, column) == typed, (was.name, row, column)


def empty_cells(sheet: SheetBlueprint) -> list[tuple[int, int]]:
    """The first cell of a sheet for somebody to type into; none where all of it works itself out."""
    covered = {
        (row, column)
        for area in sheet.merged
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
        if (row, column) != (area.top, area.left)
    }
    for cell, entry in sorted(sheet.entries.items()):
        line = entry.look.edges == "b" and cell not in covered
        if line and entry.value is None and not entry.formula:
            return [cell]
    return []


def test_what_works_itself_out_is_grey(drawn):
    """A column with a formula is grey in every line, one without is not: people see what is theirs."""
    for trade, noun in TEMPLATES:
        contract = contract_of(trade, noun)
        for sheet, blueprint in zip(
            contract.sheets, drawn[f"{trade}/{noun}/{noun}.xlsx"].sheets, strict=True
        ):
            if sheet.kind is not Kind.LIST:
                continue
            last = max(row for row, _ in blueprint.entries)
            for number_, column in enumerate(sheet.columns, 1):
                entry = blueprint.entries[last, number_]
                assert bool(column.formula) == bool(entry.formula), (sheet.name, column.heading)
                assert bool(column.formula) == bool(entry.look.fill), (sheet.name, column.heading)


def test_every_template_and_sheet_is_on_the_page():
    """docs/templates.md names each template, each sheet, and only pictures that are there."""
    page = (DOCS / "templates.md").read_text("utf-8")

    for trade, noun in TEMPLATES:
        contract = contract_of(trade, noun)
        assert f"## {contract.title}" in page
        for sheet in contract.sheets:
            assert f"**{sheet.name}**" in page, (noun, sheet.name)
    pictures = re.findall(r"\((pictures/[^)]+)\)", page)
    assert len(pictures) >= 6
    assert all((DOCS / picture).is_file() for picture in pictures)


def test_templates_are_chosen_by_name_or_trade():
    """A template's name belongs to one trade only; a trade stands for all of its own."""
    nouns = [noun for _, noun in TEMPLATES]

    assert len(nouns) == len(set(nouns))
    assert not set(nouns) & set(PACKS)
    assert [n for _, found in chosen(PACKS, ()) for n in found] == nouns
    assert chosen(PACKS, ("call_sheet", "events")) == (
        (PACKS["film"], ("call_sheet",)),
        (PACKS["events"], ("event_plan",)),
    )


def test_each_trade_says_what_it_is():
    """A title for the list, and a sentence for each template."""
    packs: list[Pack] = list(PACKS.values())

    assert all(pack.trade for pack in packs)
    assert all(len(c.about.split()) > 10 for pack in packs for c in pack.contracts)
