"""Workbooks for laws: any that a host could have open."""

from __future__ import annotations

import datetime as dt
import string

from hypothesis import strategies as st

from addin.adapters.live_excel.halving import blocks
from addin.tables.beside_cells import DefinedName
from addin.tables.table import Area, Book, ErrorValue, ListObject, Sheet, Value, Visibility

DATE, MOMENT, MONEY = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "#,##0.00"
words = st.text(string.ascii_letters + " &'<>é=-1", min_size=1, max_size=12)
dates = st.dates(dt.date(1904, 1, 2), dt.date(2100, 1, 1))
moments = (
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1))
    .map(lambda at: at.replace(microsecond=0))
    .filter(lambda at: at.time() != dt.time())
)
cells = st.one_of(
    st.tuples(st.integers(-(10**9), 10**9), st.sampled_from(["General", MONEY])),
    st.tuples(st.floats(-1e6, 1e6).map(lambda x: round(x, 2)).filter(lambda x: not x.is_integer()),
              st.sampled_from(["General", MONEY])),
    st.tuples(st.booleans(), st.just("General")),
    st.tuples(words, st.just("General")),
    st.tuples(st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]).map(ErrorValue), st.just("General")),
    st.tuples(dates, st.just(DATE)),
    st.tuples(moments, st.just(MOMENT)),
)  # fmt: skip
places = st.tuples(st.integers(1, 9), st.integers(1, 6))


@st.composite
def sheets(draw: st.DrawFn, name: str) -> Sheet:
    """Any sheet, below which a table may stand."""
    held = draw(st.dictionaries(places, cells, max_size=20))
    formulas = draw(
        st.dictionaries(places, st.sampled_from(["1+1", "SUM(A1:B2)", "A1*2"]), max_size=4)
    )
    values = {cell: value for cell, (value, _) in held.items()}
    formats = {cell: code for cell, (_, code) in held.items() if code != "General"}
    uncached = frozenset(cell for cell in formulas if cell not in values)
    tables: tuple[ListObject, ...] = ()
    if draw(st.booleans()):
        top, rows = 12, draw(st.integers(1, 3))
        columns = ("PO", "Vendor", "Net")
        for number, column in enumerate(columns, 1):
            values[top, number] = column
        for row in range(top + 1, top + 1 + rows):
            values |= {(row, 1): f"P{row}", (row, 2): "Northlight", (row, 3): row * 10}
        tables = (ListObject(f"Orders{name}", Area(top, 1, top + rows, 3), columns),)
    merged = (Area(10, 1, 10, 3),) if draw(st.booleans()) else ()
    return Sheet(
        name,
        _rows(values),
        formulas,
        formats,
        uncached=uncached,
        merged=merged,
        visibility=draw(st.sampled_from(Visibility)),
        hidden_rows=draw(st.frozensets(st.integers(20, 30), max_size=3)),
        hidden_columns=draw(st.frozensets(st.integers(8, 12), max_size=3)),
        list_objects=tables,
        notes=draw(st.dictionaries(places, words, max_size=2)),
        filtered=draw(st.sampled_from([None, Area(1, 1, 4, 4)])) if tables == () else None,
        is_protected=False,
    )


def _rows(values):
    rows: list[list[Value]] = [[] for _ in range(max((row for row, _ in values), default=0))]
    for (row, column), value in sorted(values.items(), key=lambda one: one[0]):
        rows[row - 1].extend([None] * (column - 1 - len(rows[row - 1])))
        rows[row - 1].append(value)
    return tuple(map(tuple, rows))


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Any workbook of two sheets."""
    names = draw(
        st.sampled_from(
            [(), (DefinedName("Rate", "One!$A$1"),), (DefinedName("Own", "Two!$B$2", "Two"),)]
        )
    )
    return Book(
        "Costs.xlsx",
        (draw(sheets("One")), draw(sheets("Two"))),
        date_1904=draw(st.booleans()),
        names={f"{n.sheet}!{n.name}" if n.sheet else n.name: n.formula for n in names},
        defined_names=names,
    )


def areas(held: set[tuple[int, int]]) -> list[Area]:
    """The rectangles of cells."""
    return blocks(held)
