"""Formulas of two-way columns, in a real workbook and a shared sheet whose columns stand elsewhere."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.jobs.sync import SyncDesk, sync_all
from addin.settings.model import Settings
from addin.sync.workbook_table import workbook_rows
from addin.tables.typed_cell import CellKind
from tests.jobs.test_sync import MONDAY
from tests.sync.drawn_log import BOOK, ids, orders
from tests.sync.world import World

COLUMNS = ("PO", "Vendor", "Amount", "Invoiced", "Open")
FIRST, ROWS = 4, 6


class Log:
    """A PO log of which *Open* is a formula: D less E in the workbook, D less E or else in the sheet."""

    def __init__(self, folder, rows=ROWS) -> None:
        self.folder = folder
        self.world = World(key="PO", columns=COLUMNS)
        self.files = orders(folder, rows=rows, gap=20)
        self.binding = replace(self.world.binding, workbook=BOOK, sheet="Log")
        self.database = Connected("sqlite://")
        store = DatabaseSyncStore(self.database, "")
        self.desk = SyncDesk(
            self.files, Settings(syncs=(self.binding,)), lambda _: self.world.shared(),
            lambda _: store, MONDAY, "Sam",
        )  # fmt: skip
        self.sync()

    def sync(self):
        """One sync."""
        (outcome,) = sync_all(self.desk, confirmed=True)
        if outcome.trouble is not None:
            raise outcome.trouble
        return outcome.synced

    def in_sheet(self):
        """Order → its formula as the sheet has it, with the row in which it stands."""
        return {
            cells["PO"].content: (row, cells["Open"]) for row, cells in self.world.grid().items()
        }

    def in_workbook(self):
        """Order → its formula as the workbook has it, with the row in which it stands."""
        sheet = self.files.read(BOOK).sheet("Log")
        rows = workbook_rows(self.files.read(BOOK), self.binding, ids()).at
        return {order: (row, sheet.formulas.get((row, 6))) for order, row in rows.items()}

    def save(self, change):
        """Somebody changes the workbook, and saves it."""
        book = openpyxl.load_workbook(self.folder / BOOK)
        change(book["Log"])
        book.save(self.folder / BOOK)

    def append_to_sheet(self, order, open_="=F{0}-G{0}"):
        """Somebody adds an order below the sheet's table, its formula filled down."""
        row = max(self.world.grid()) + 1
        for heading, value in zip(COLUMNS, (order, "Neon Hire", 90, 40, open_), strict=True):
            told = value.format(row) if heading == "Open" else value
            self.world.type_in(row, self.world.column(heading), told)
        return row


def letters(log):
    """The letters of Amount and Invoiced in the sheet."""
    return tuple("ABCDEFGH"[log.world.column(name) - 1] for name in ("Amount", "Invoiced"))


@pytest.fixture
def log(tmp_path):
    """A log, synced once."""
    found = Log(tmp_path)
    yield found
    found.database.close()


def test_a_push_names_the_cells_of_the_row_where_it_stands(log):
    """In each program with its own letters and rows; Google gets a formula that it can work out."""
    amount, invoiced = letters(log)

    assert (amount, invoiced) == ("D", "E")  # Notes stand between PO and Vendor
    for row, cell in log.in_sheet().values():
        assert cell.kind is CellKind.FORMULA
        assert cell.content in {
            f"D{row}-E{row}",
            "INDEX(D:D,ROW())-INDEX(E:E,ROW())",
        }


@pytest.mark.parametrize("rows", [6, 520])
def test_what_was_pushed_shows_what_it_gives(tmp_path, rows):
    """After a push as after a first load: the sheet's own figures are those of the workbook."""
    log = Log(tmp_path, rows=rows)
    path = f"/v4/spreadsheets/{log.world.book}/values/'PO Log'!A1:G600"
    answer = log.world.api("GET", path, None, {"valueRenderOption": ["UNFORMATTED_VALUE"]})
    lines = answer["values"]
    log.database.close()

    at = lines[0].index("Open")
    assert [line[at] for line in lines[1:]] == [n * 100 - n * 10.5 for n in range(1, rows + 1)]


def test_nothing_changed_is_nothing_to_do(log):
    """A formula that was lowered and lifted again is no edit."""
    log.world.type_in(2, log.world.column("Notes"), "the mark changes, the table does not")

    assert not log.sync().plan


def test_an_order_of_the_sheet_brings_its_formula(log):
    """As one that names the cells of its own row in the workbook."""
    log.append_to_sheet("PO-2001", "=D{0}-E{0}")

    log.sync()

    row, text = log.in_workbook()["PO-2001"]
    assert text == f"D{row}-E{row}"


def test_sorting_and_inserting_in_the_sheet_is_no_edit(log):
    """The formula goes with its row, and stays one formula to the sync."""
    log.append_to_sheet("PO-2001", "=D{0}-E{0}")
    log.sync()
    log.world.sort(log.world.column("Amount"), descending=True)
    log.world.insert(3)

    assert not log.sync().plan
    assert all(cell.kind is CellKind.FORMULA for _, cell in log.in_sheet().values())


def test_a_formula_that_is_changed_crosses(log):
    """Either way, and only that cell."""
    row, _ = log.in_sheet()["PO-1002"]
    log.world.type_in(row, log.world.column("Open"), f"=D{row}*2-E{row}")
    log.save(lambda sheet: sheet.__setitem__("F7", "=D7-E7-1"))

    done = log.sync()

    at = log.in_workbook()["PO-1002"][0]
    assert log.in_workbook()["PO-1002"][1] == f"D{at}*2-E{at}"
    row, cell = log.in_sheet()["PO-1004"]
    assert cell.content == f"D{row}-E{row}-1"
    assert len(done.plan.changes) == 2


def test_a_column_moved_in_the_sheet_takes_its_formulas_along(log):
    """Letters change, the formula does not."""
    span = {"sheetId": 77, "dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}
    log.world.batch({"moveDimension": {"source": span, "destinationIndex": 0}})

    assert not log.sync().plan


def test_rows_inserted_between_read_and_write_are_put_right(log):
    """The misplaced formula is taken out again, and stands in its own row."""
    log.save(lambda sheet: sheet.__setitem__("F5", "=D5-E5-7"))
    waiting = [lambda: log.world.insert(2)]

    def hook(point):
        if point == "journalled" and waiting:
            waiting.pop()()

    log.desk = replace(log.desk, hook=hook)
    done = log.sync()

    assert done.repairs
    row, cell = log.in_sheet()["PO-1002"]
    assert cell.content == f"D{row}-E{row}-7"
    others = [c.content for order, (_, c) in log.in_sheet().items() if order != "PO-1002"]
    assert not any("-7" in content for content in others)


deeds = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "insert",
                "sort",
                "move",
                "append",
                "swap",
                "amount",
                "formula",
                "book formula",
                "sync",
            ]
        ),
        st.integers(0, ROWS - 1),
        st.booleans(),
    ),
    max_size=10,
)


@settings(max_examples=15, deadline=None)
@given(deeds)
def test_formulas_stay_formulas(tmp_path_factory, work):
    """Law 11: whatever rows do on both sides, each order's formula names its own row's cells."""
    log = Log(tmp_path_factory.mktemp("formulas"))
    try:
        for count, (deed, place, down) in enumerate(work):
            done(log, deed, place, count, down=down)
        log.sync()

        here, there = log.in_workbook(), log.in_sheet()
        assert here.keys() == there.keys()
        for order, (row, text) in here.items():
            at, cell = there[order]
            assert cell.kind is CellKind.FORMULA, order
            shown = (
                str(cell.content)
                .replace("INDEX(D:D,ROW())", f"D{at}")
                .replace("INDEX(E:E,ROW())", f"E{at}")
            )
            assert text.startswith(f"D{row}-E{row}")
            assert shown == text.replace(str(f"D{row}-E{row}"), f"D{at}-E{at}")
        assert not log.sync().plan
    finally:
        log.database.close()


def done(log, deed, place, count, *, down):
    """One deed of a person on one side."""
    rows = sorted(log.world.grid())
    row = rows[place]
    if deed == "insert":
        log.world.insert(row)
    elif deed == "sort":
        log.world.sort(log.world.column("Amount"), descending=down)
    elif deed == "move":
        log.world.move(row, rows[0])
    elif deed == "append":
        log.append_to_sheet(f"PO-20{count:02}", "=D{0}-E{0}")
    elif deed == "amount":
        log.world.type_in(row, log.world.column("Amount"), 1000 + count)
    elif deed == "formula":
        log.world.type_in(row, log.world.column("Open"), f"=D{row}-E{row}-{count}")
    elif deed == "sync":
        log.sync()
    elif deed == "book formula":
        at = FIRST + place
        log.save(lambda sheet: sheet.cell(at, 6, f"=D{at}-E{at}-{count}"))
    else:
        log.save(lambda sheet: swapped(sheet, FIRST + place, FIRST + (place + 1) % ROWS))


def swapped(sheet, one, other):
    """Two rows change places, as a sort would have it: formulas name their new rows."""
    for column in range(1, 6):
        here, there = sheet.cell(one, column), sheet.cell(other, column)
        here.value, there.value = there.value, here.value
    mine, theirs = sheet.cell(one, 6).value, sheet.cell(other, 6).value
    sheet.cell(one, 6).value = moved(theirs, other, one)
    sheet.cell(other, 6).value = moved(mine, one, other)


def moved(text, before, after):
    """A formula of one row as it reads in another."""
    return text.replace(f"D{before}-E{before}", f"D{after}-E{after}")
