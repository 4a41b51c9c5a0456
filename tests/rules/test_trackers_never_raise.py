"""Whatever stands in lists of other trades, their rules yield findings and raise nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.findings import Finding
from addin.rules import event_lists, shot_lists, work_lists
from addin.rules.animation import quota
from addin.rules.catalogue import RULES
from addin.rules.rule import Options, Workpapers
from addin.rules.trackers import Kind
from addin.rules.travel import manifest
from addin.tables.area import Area
from addin.tables.table import Book, ErrorValue, RowKind, Sheet, Table, Value

KINDS = [
    kind
    for module in (shot_lists, event_lists, work_lists, quota, manifest)
    for kind in vars(module).values()
    if isinstance(kind, Kind)
]
FAMILIES = ("SHT", "EVT", "MFG", "TRV")
OURS = [rule for rule in RULES if rule.CODE.startswith(FAMILIES)]
TODAY = dt.date(2026, 3, 2)

cells: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 500),
    st.integers(),
    st.floats(),
    st.sampled_from(
        ["", " ", "A", "B", "A, B", "done", "wip", "1001", "1 h 30", "24:00", "10:15", "7 %", "x/y",
         "00:00:10:12", "Version", "v3", "-", "2026-03-02", "9999-12-31", "1e400", "٣", "A\nB"]
    ),
    st.text(max_size=6),
    st.just(ErrorValue("#N/A")),
    st.dates(dt.date(1900, 1, 1), dt.date(9999, 12, 31)),
    st.datetimes(dt.datetime(1899, 12, 30), dt.datetime(9999, 12, 31)),
    st.times(),
    st.timedeltas(dt.timedelta(days=-3), dt.timedelta(days=3)),
)  # fmt: skip


@st.composite
def lists(draw: st.DrawFn, number: int) -> tuple[Sheet, Table]:
    """A list of one kind, with all or some of its columns, and anything in its cells."""
    kind = draw(st.sampled_from(KINDS))
    names = [
        draw(st.sampled_from(spellings.split("|")))
        for field, spellings in kind.fields.items()
        if field in kind.needs or draw(st.booleans())
    ]
    names += draw(st.lists(st.sampled_from(["Animation", "Comp", "Status", "Notes"]), max_size=2))
    body = draw(st.lists(st.lists(cells, min_size=len(names), max_size=len(names)), max_size=5))
    sheet = Sheet(f"S{number}", [list(names), *body])
    kinds = dict.fromkeys(range(2, len(body) + 2), RowKind.BODY)
    headings = dict(enumerate(names, 1))
    area = Area(1, 1, len(body) + 1, len(names))
    return sheet, Table("Book.xlsx", sheet.name, area, (1,), headings, kinds)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data(), st.integers(1, 4))
def test_no_list_makes_a_rule_raise(data, number):
    """Half a date, a status nobody knows, years without end, errors, text for numbers."""
    drawn = [data.draw(lists(at)) for at in range(number)]
    given_papers = Workpapers(
        books=(Book("Book.xlsx", tuple(sheet for sheet, _ in drawn)),),
        tables=tuple(table for _, table in drawn),
        options=Options(today=TODAY),
    )
    for rule in OURS:
        for finding in rule.check(given_papers):
            assert isinstance(finding, Finding)
            assert finding.places
            assert finding.message
