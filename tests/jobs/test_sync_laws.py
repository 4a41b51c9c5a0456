"""Random work on both sides of a real workbook and a shared sheet: they always come together."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.database.connected import Connected
from addin.adapters.database.sync_store import DatabaseSyncStore
from addin.jobs.sync import SyncDesk, questions, sync_all
from addin.settings.model import Settings
from addin.sync.changes import alive
from addin.sync.workbook_table import workbook_rows
from tests.jobs.test_sync import MONDAY
from tests.sync.drawn_log import BOOK, ids, orders
from tests.sync.world import World

FIRST, LAST = 4, 11
TEXTS = st.sampled_from(["Northlight Ltd", "0042", "=", "TRUE"])
NUMBERS = st.sampled_from([0, 12.5, -3, 1_000_000])
places = st.integers(0, LAST - FIRST)

deeds = st.one_of(
    st.tuples(st.just("save vendor"), places, TEXTS),
    st.tuples(st.just("save amount"), places, NUMBERS),
    st.tuples(st.just("empty a row"), places, st.none()),
    st.tuples(st.just("swap rows"), places, places),
    st.tuples(st.just("type vendor"), places, TEXTS),
    st.tuples(st.just("type amount"), places, NUMBERS),
    st.tuples(st.just("delete a row"), places, st.none()),
    st.tuples(st.just("add a row"), places, TEXTS),
    st.tuples(st.just("sort"), places, st.none()),
    st.tuples(st.just("sync"), places, st.none()),
)


class Both:
    """A workbook and a sheet, tied by a key or by ids of ours."""

    def __init__(self, folder, *, key) -> None:
        self.folder = folder
        self.columns = ("PO", "Vendor", "Amount") if key else ("Vendor", "Amount")
        self.world = World(key="PO" if key else "", columns=self.columns, notes=False)
        self.binding = replace(self.world.binding, workbook=BOOK, sheet="Log")
        self.files = orders(folder, rows=LAST - FIRST + 1, gap=30, ids_column=not key)
        self.database = Connected("sqlite://")
        store = DatabaseSyncStore(self.database, "")
        self.desk = SyncDesk(
            self.files, Settings(syncs=(self.binding,)), lambda _: self.world.shared(),
            lambda _: store, MONDAY, "Sam",
        )  # fmt: skip
        self.added = 0

    def sync(self):
        """One sync, if no guard asks for a person."""
        (outcome,) = sync_all(self.desk, confirmed=True)
        if outcome.trouble is not None:
            raise outcome.trouble
        return outcome.synced

    def workbook(self):
        """The rows in the file."""
        found = workbook_rows(self.files.read(BOOK), self.binding, ids())
        return alive(found.rows, self.binding)

    def sheet(self):
        """The rows in the sheet."""
        rows = {row: one.cells for row, one in self.world.shared().pull().rows.items()}
        return alive(rows, self.binding)

    def do(self, deed, place, what):
        """One deed of a person."""
        rows = sorted(self.world.grid())
        if deed == "sync":
            self.sync()
        elif deed in {"save vendor", "save amount", "empty a row", "swap rows"}:
            self._save(deed, FIRST + place, what)
        elif deed == "add a row":
            self.added += 1
            self._type(max(rows, default=1) + 1, what, {"PO": f"PO-20{self.added}"})
        elif deed == "sort":
            self.world.sort(len(self.columns), descending=bool(place % 2))
        elif rows:
            row = rows[place % len(rows)]
            if deed == "delete a row":
                self.world.delete(row)
            else:
                column = "Vendor" if deed == "type vendor" else "Amount"
                self.world.type_in(row, self.columns.index(column) + 1, as_text(what))

    def _type(self, row, vendor, key):
        for number, column in enumerate(self.columns, 1):
            cell = {**key, "Vendor": vendor, "Amount": 5}[column]
            self.world.type_in(row, number, as_text(cell))

    def _save(self, deed, row, what):
        book = openpyxl.load_workbook(self.folder / BOOK)
        log = book["Log"]
        if deed == "swap rows":
            for column in range(1, 8):
                if column != 6:  # the formula is the same in every row
                    here, there = log.cell(row, column), log.cell(FIRST + what, column)
                    here.value, there.value = there.value, here.value
        elif deed == "empty a row":
            for column in (1, 2, 3, 4, 5):
                log.cell(row, column).value = None
        elif log.cell(row, 1).value is not None:
            cell = log.cell(row, 3 if deed == "save vendor" else 4)
            cell.value = what
            cell.data_type = "s" if isinstance(what, str) else "n"
        book.save(self.folder / BOOK)


def as_text(value):
    """A text as one, also where it begins with =."""
    from addin.tables.typed_cell import text  # noqa: PLC0415

    return text(value) if isinstance(value, str) else value


@settings(max_examples=15, deadline=None)
@given(st.booleans(), st.lists(deeds, max_size=14))
def test_both_sides_come_together(tmp_path_factory, key, work):
    """After the last sync they hold the same rows; one more changes nothing, and asks nothing new."""
    both = Both(tmp_path_factory.mktemp("both"), key=key)
    try:
        both.sync()
        for deed, place, what in work:
            both.do(deed, place, what)
        both.sync()

        assert both.workbook() == both.sheet()
        asked = len(questions(both.desk))
        assert not both.sync().plan
        assert len(questions(both.desk)) == asked
        sheet = both.files.read(BOOK).sheet("Log")
        assert sheet.formulas[LAST + 31, 4] == f"SUM(D4:D{LAST + 30})"
    finally:
        both.database.close()
