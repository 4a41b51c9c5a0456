"""MFG101 to MFG105: stock, time on lines, promises and scrap."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin.rules.manufacturing import late_promise, line_capacity, scrap, short_slot, shortage
from addin.rules.rule import Options
from tests.rules.trackers import found, papers, real_papers

EVERY = (shortage, short_slot, line_capacity, late_promise, scrap)
ORDERS = """
    Order | Product | Quantity | Due Date | Status
    ORD-1 | LAMP | 100 | 2026-03-20 | Planned
    ORD-2 | LAMP | {} | 2026-03-27 | Planned
    ORD-3 | LAMP | 900 | 2026-03-01 | Shipped
"""
BOM = """
    Parent | Component | Qty per | Scrap %
    LAMP | BODY | 1 | 0
    LAMP | SCREW | 4 | 5
    BODY | SHEET | 2 | 0
"""
STOCK = """
    Part | On hand
    BODY | 150
    SHEET | 100
    SCREW | 850
"""


def test_a_part_short_is_found_after_assemblies_in_stock_are_used():
    """200 lamps: 50 bodies to make take 100 sheets; 840 screws with scrap. One lamp more is short."""
    assert found(shortage, papers(Orders=ORDERS.format(100), Bill=BOM, Stock=STOCK)) == []
    (sheets,) = found(shortage, papers(Orders=ORDERS.format(102), Bill=BOM, Stock=STOCK))
    assert sheets == (
        "The open orders take 104 of SHEET; 100 are in stock: 4 short.",
        ["B3", "C4", "C2", "C3"],
    )
    parts = {
        one[0].split(" of ")[1].split(";")[0]
        for one in found(shortage, papers(Orders=ORDERS.format(110), Bill=BOM, Stock=STOCK))
    }
    assert parts == {"SHEET", "SCREW"}


def test_a_list_of_other_stock_says_nothing_of_a_bill():
    """Chairs and tables of the office."""
    other = """
        Item | On hand
        Chair | 12
        Table | 3
    """
    assert found(shortage, papers(Orders=ORDERS.format(900), Bill=BOM, Stock=other)) == []


def test_a_bill_that_is_circular_stops_nothing():
    """Whoever reads the bill is told there."""
    circle = BOM.rstrip() + "\n    SHEET | LAMP | 1 | 0\n"
    assert found(shortage, papers(Orders=ORDERS.format(900), Bill=circle, Stock=STOCK)) == []


LINES = """
    Line | Units per hour
    L-1 | 50
    L-2 | 20
"""
SLOTS = """
    Order | Line | Start | End | Status
    ORD-1 | L-1 | 2026-03-19 08:00 | 2026-03-19 10:00 | Scheduled
    ORD-2 | {} | 2026-03-19 {} | 2026-03-{} 13:00 | Scheduled
"""


def test_a_slot_too_short_for_its_order_is_found():
    """100 lamps take two hours on line 1 and five on line 2."""
    right = SLOTS.format("L-1", "11:00", "19")
    assert found(short_slot, papers(Orders=ORDERS.format(100), Lines=LINES, Plan=right)) == []
    slow = SLOTS.format("L-2", "11:00", "19")
    assert found(short_slot, papers(Orders=ORDERS.format(100), Lines=LINES, Plan=slow)) == [
        (
            "ORD-2 has 100 to make and time for 40: 2 h on L-2 at 20 an hour.",
            ["D3", "C3", "B3"],
        )
    ]


def test_slots_of_whole_days_are_held_against_pieces_a_day():
    """Friday to Monday are two working days of 30; hours are not made of days."""
    orders = """
        Order | Part | Quantity | Left | Promised
        W-1 | LAMP | 120 | {} | 2026-03-30
    """
    lines = """
        Line | Pieces a Day
        Sheet | 30
    """
    plan = """
        Order | Line | Start | Finish
        W-1 | Sheet | 2026-03-06 | 2026-03-09
    """
    assert found(short_slot, papers(Orders=orders.format(60), Lines=lines, Plan=plan)) == []
    (one,) = found(short_slot, papers(Orders=orders.format(61), Lines=lines, Plan=plan))
    assert one == (
        "W-1 has 61 to make and time for 60: 2 days on Sheet at 30 a day.",
        ["D2", "C2", "B2"],
    )
    hourly = lines.replace("Pieces a Day", "Units per hour")
    assert found(short_slot, papers(Orders=orders.format(999), Lines=hourly, Plan=plan)) == []


def test_two_orders_on_a_line_at_once_are_found():
    """From 09:30, half an hour before the first is through; on another line it is fine."""
    (one,) = found(line_capacity, papers(Plan=SLOTS.format("L-1", "09:30", "19")))
    assert one == (
        "L-1 makes ORD-1 until 2026-03-19 10:00 and ORD-2 from 2026-03-19 09:30: 0.5 h at once.",
        ["C3", "D2"],
    )
    assert found(line_capacity, papers(Plan=SLOTS.format("L-2", "09:30", "19"))) == []
    assert found(line_capacity, papers(Plan=SLOTS.format("L-1", "10:00", "19"))) == []


def test_an_order_ready_after_its_promise_is_found():
    """By its slot, or because the day is over; the promised day itself is in time."""
    in_time = papers(Orders=ORDERS.format(100), Plan=SLOTS.format("L-2", "11:00", "27"))
    assert found(late_promise, in_time) == []
    late = papers(Orders=ORDERS.format(100), Plan=SLOTS.format("L-2", "11:00", "29"))
    assert found(late_promise, late) == [
        (
            "ORD-2 is promised for 2026-03-27 and ends on L-2 on 2026-03-29: 2 days late.",
            ["D3", "D3"],
        )
    ]
    today = Options(today=dt.date(2026, 3, 21))
    assert found(late_promise, papers(today, Orders=ORDERS.format(100))) == [
        ("ORD-1 is promised for 2026-03-20 and is not done on 2026-03-21: 1 day late.", ["D2"])
    ]


def test_scrap_above_what_is_allowed_and_counts_that_do_not_add_up_are_found():
    """Percentages as 2 and as 0.02 alike."""
    output = """
        Product | Produced | Good | Scrap | Allowed scrap %
        LAMP | 1000 | {} | 35 | {}
        CORD | 500 | 495 | 5 | {}
    """
    assert found(scrap, papers(Output=output.format(965, 4, 2))) == []
    for allowed in ("2", "0.02"):
        (one,) = found(scrap, papers(Output=output.format(965, allowed, allowed)))
        assert one == ("LAMP: 35 of 1,000 scrapped, 3.5%; 2.0% is allowed.", ["D2", "B2", "E2"])
    (count,) = found(scrap, papers(Output=output.format(960, 4, 2)))
    assert count[0] == "LAMP: 960 good and 35 scrapped are 995, not the 1,000 made."


@pytest.mark.real
def test_a_real_plan_has_two_orders_that_do_not_fit_their_slots(real: Path):
    """Worked out by hand: 65 % of 1,200 in 14 h at 50, and 2,396 in 8 h at 45 an hour.

    No line has two jobs at once, and all are planned before their due dates.
    """
    given = real_papers(*sorted((real / "me-suzy-mfg").glob("*.xlsx")))
    assert [message for message, _ in found(short_slot, given)] == [
        "ORD-2025-002 has 780 to make and time for 700: 14 h on LINE-A01 at 50 an hour.",
        "ORD-2025-010 has 2,396 to make and time for 360: 8 h on LINE-A02 at 45 an hour.",
    ]
    for rule in (shortage, line_capacity, late_promise, scrap):
        assert found(rule, given) == []


@pytest.mark.real
def test_real_lines_are_within_their_capacity_until_one_is_given_more(real: Path):
    """A factory's summary of three weeks and four lines; then a day in which line 1 has a third."""
    given = real_papers(real / "powder-coating" / "production_plan.xlsx")
    for rule in EVERY:
        assert found(rule, given) == []
    (book,) = given.books
    summary = book.sheet("Summary")
    assert summary is not None
    assert len(summary.rows) == 13
    rows = "\n".join(" | ".join(map(str, row)) for row in summary.rows)
    more = papers(Summary=rows.replace("98900", "99900"))
    assert found(line_capacity, more) == [
        ("Line 1, 1: 99,900 planned, 99,000 can be made, 900 too many.", ["C2", "D2"])
    ]


@pytest.mark.real
def test_catalogues_of_parts_are_no_bills(real: Path):
    """Materials, processes and fasteners with prices: nothing is short, nothing scrapped."""
    for file in sorted((real / "fsae-cost").glob("*.xlsx")):
        for rule in EVERY:
            assert found(rule, real_papers(file)) == []
