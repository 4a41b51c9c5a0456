"""SCH101, SCH102 and SCH103: orders, the lines that make them, and the schedule between."""

from __future__ import annotations

from addin.rules.rule import Workpapers
from addin.rules.schedule import double_assignment, unscheduled_order, unsuitable_line
from addin.tables.table import Area, Role, RowKind, Sheet, Table
from tests.grid import book, grid

ORDERS = """
    Order    | Kind        | Status
    ORD-001  | Electronics | Planned
    ORD-002  | Medical     | Planned
    ORD-003  | Heavy       | Planned
    ORD-004  | Electronics | Planned
    ORD-005  | Medical     | {status}
"""
LINES = """
    Line     | Makes
    LINE-A1   | Electronics,Medical
    LINE-B1   | Heavy,Medical
    LINE-C1   | All
"""
PLAN = """
    Slot | Order   | Line   | Start
    S1   | ORD-001 | LINE-A1 | 2026-03-01
    S2   | ORD-002 | LINE-B1 | 2026-03-02
    S3   | ORD-003 | LINE-C1 | 2026-03-03
    S4   | ORD-004 | {line} | 2026-03-04
"""


def papers(extra: str = "", line: str = "LINE-A1", status: str = "Complete") -> Workpapers:
    """Orders, lines and a schedule; ``extra`` is one more row of it."""
    plan = PLAN.format(line=line).rstrip() + (f"\n    {extra}" if extra else "")
    sheets = (
        grid(ORDERS.format(status=status), "Orders"),
        grid(LINES, "Lines"),
        grid(plan, "Plan"),
    )
    roles = (Role.TASK_LIST, Role.UNKNOWN, Role.SCHEDULE)
    tables = tuple(_table(sheet, role) for sheet, role in zip(sheets, roles, strict=True))
    return Workpapers(books=(book(*sheets),), tables=tables)


def _table(sheet: Sheet, role: Role) -> Table:
    rows = len(sheet.rows)
    kinds = dict.fromkeys(range(2, rows + 1), RowKind.BODY)
    fields = {Role.SCHEDULE: {"item": 2, "resource": 3, "start": 4}, Role.TASK_LIST: {"status": 3}}
    area = Area(1, 1, rows, sheet.width)
    return Table("Book.xlsx", sheet.name, area, (1,), {}, kinds, role, 1.0, fields.get(role, {}))


def test_a_plan_with_each_order_once_on_a_line_that_can_make_it_passes():
    """Nothing to say."""
    for rule in (double_assignment, unsuitable_line, unscheduled_order):
        assert not list(rule.check(papers()))


def test_an_order_in_two_slots_is_found():
    """Both rows are named, with line and day."""
    (finding,) = double_assignment.check(papers("S5 | ORD-002 | LINE-A1 | 2026-03-09"))

    assert [place.cell for place in finding.places] == ["B3", "B6"]
    assert "LINE-A1 2026-03-09" in finding.message


def test_an_order_on_a_line_that_cannot_make_it_is_found():
    """Electronics on a line for heavy and medical: schedule, order and line are named."""
    (finding,) = unsuitable_line.check(papers(line="LINE-B1"))

    assert [(p.sheet, p.cell) for p in finding.places] == [
        ("Plan", "C5"),
        ("Orders", "B5"),
        ("Lines", "B3"),
    ]


def test_a_line_that_makes_all_is_never_wrong():
    """All means all."""
    assert not list(unsuitable_line.check(papers(line="LINE-C1")))


def test_an_order_in_no_slot_is_found_unless_it_is_done():
    """Planned and nowhere scheduled; a complete one needs no slot."""
    (finding,) = unscheduled_order.check(papers(status="Planned"))

    assert [(p.sheet, p.cell) for p in finding.places] == [("Orders", "A6")]


def test_without_orders_a_schedule_says_nothing_of_them():
    """A schedule of scenes or shifts is no plan of orders."""
    full = papers("S5 | ORD-002 | LINE-A1 | 2026-03-09")
    alone = Workpapers(books=full.books, tables=full.tables[2:])

    for rule in (double_assignment, unsuitable_line, unscheduled_order):
        assert not list(rule.check(alone))
