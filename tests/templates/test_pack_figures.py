"""The figures of the schedules, floats, bids and bills: LibreOffice's are those of the domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from addin.adapters.template_files import pack_names, pack_texts
from addin.domain.animation import Shot, artist_weeks, cut_problems
from addin.domain.bill_of_materials import Bill, Line
from addin.domain.cast_lists import cast_ids
from addin.domain.day_out_of_days import HoldRules, board, code_of, days_of, totals
from addin.domain.eighths import eighths_of
from addin.domain.events import heads_to_break_even
from addin.domain.money import Money, money, total, zero
from addin.domain.petty_cash import floats
from addin.jobs.build_templates import Pack, pack_of
from addin.tables.table import Book, Sheet, Value

pytestmark = pytest.mark.libreoffice
PACKS = {name: pack_of(pack_texts(name)) for name in pack_names()}
Rows = list[dict[str, Value]]


def sheet_of(book: Book, name: str) -> Sheet:
    """A sheet that must be there."""
    found = book.sheet(name)
    assert found is not None
    return found


def rows(book: Book, pack: Pack, noun: str, table: str) -> Rows:
    """The lines of a list or of a page's table: heading → value, where the first cell is filled."""
    contract = pack.contract(noun)
    of = contract.sheet(table)
    page = next(s.name for s in contract.sheets if of is s or of in s.blocks)
    sheet = sheet_of(book, page)
    places = {column.heading: of.column(column.heading) for column in of.columns}
    fixed = [column.heading for column in of.columns if not column.heading_formula]
    header = next(
        row
        for row in range(1, len(sheet.rows) + 1)
        if all(sheet.value(row, places[heading]) == heading for heading in fixed)
        and (page == table or sheet.value(row - 1, of.left) == of.title)
    )
    last = header + of.lines + 1
    found = ({h: sheet.value(row, c) for h, c in places.items()} for row in range(header + 1, last))
    return [line for line in found if next(iter(line.values())) not in (None, "")]


def named(book: Book, name: str) -> Value:
    """What stands in a cell that has a name."""
    sheet, _, cell = book.names[name].replace("$", "").rpartition("!")
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return sheet_of(book, sheet.strip("'")).value(int(cell[len(letters) :]), column)


def cents(value: Value) -> Money:
    """An amount in a cell; empty is nothing."""
    if value is None or value == "":
        return zero()
    assert isinstance(value, int | float)
    return money(value)


def day(value: Value) -> dt.date:
    """A date that must be one."""
    assert isinstance(value, dt.date)
    return value.date() if isinstance(value, dt.datetime) else value


def exact(value: Value) -> Fraction:
    """A number of a cell as it was typed."""
    return Fraction(Decimal(str(value or 0)))


def test_the_day_out_of_days_is_the_board_s(recalculated):
    """Each code of each part and its totals: drop, pick-up, hold, travel, fitting."""
    book, film = recalculated["stripboard"], PACKS["film"]
    strips = rows(book, film, "stripboard", "Stripboard")
    cast = rows(book, film, "stripboard", "Cast")
    laid_over = {
        (day(r["Date"]), str(r["Cast No."])): code_of(str(r["Code"]))
        for r in rows(book, film, "stripboard", "Travel")
    }
    schedule = board(
        [(day(r["Date"]), cast_ids(str(r["Cast"]))) for r in strips if r["Date"]], laid_over
    )
    first = day(named(book, "First_day"))
    shown = rows(book, film, "stripboard", "DOOD")

    assert len(shown) == len(cast) == 8
    for part, row in zip(cast, shown, strict=True):
        rules = HoldRules(hold=part["Hold"] != "No", drop_gap=10)
        codes = days_of(str(part["Cast No."]), schedule, rules)
        for number in range(35):
            code = codes.get(first + dt.timedelta(number))
            assert (code.value if code else "") == (row[f"Day {number + 1}"] or ""), (
                part["Character"],
                number,
            )
        told = totals(codes)
        assert (told.worked, told.held, told.paid) == (row["Work"], row["Hold"], row["Total"])
        assert (told.start, told.finish) == (day(row["Start"]), day(row["Finish"]))


def test_pages_of_each_day_are_the_eighths_of_its_strips(recalculated):
    """In eighths, none lost in a fraction; the boneyard is in no day."""
    book, film = recalculated["stripboard"], PACKS["film"]
    by_day: dict[Value, int] = {}
    for strip in rows(book, film, "stripboard", "Stripboard"):
        pages = strip["Pages"]
        assert isinstance(pages, int | float)
        by_day[strip["Shoot Day"]] = by_day.get(strip["Shoot Day"], 0) + eighths_of(pages)
    days = rows(book, film, "stripboard", "Days")

    assert by_day[None] == 8
    assert {r["Day"]: exact(r["Pages"]) * 8 for r in days if r["Strips"]} == {
        number: eighths for number, eighths in by_day.items() if number is not None
    }


def test_a_call_sheet_has_the_scenes_of_its_day_and_of_the_next(recalculated):
    """In the order of the schedule, and nobody in them is forgotten."""
    book, film = recalculated["call_sheet"], PACKS["film"]
    schedule = rows(book, film, "call_sheet", "Schedule")
    number = named(book, "Shoot_day")
    assert isinstance(number, int | float)
    called = {str(r["Cast No."]) for r in rows(book, film, "call_sheet", "Called")}

    for table, wanted in (("Scenes", number), ("Advance", number + 1)):
        shown = [(r["Scene"], r["Set"]) for r in rows(book, film, "call_sheet", table)]
        assert shown == [(r["Scene"], r["Set"]) for r in schedule if r["Shoot Day"] == wanted]
    in_scenes = {
        cast for r in schedule if r["Shoot Day"] == number for cast in cast_ids(str(r["Cast"]))
    }
    assert in_scenes == called


def test_each_float_is_accounted_for_as_the_domain_counts_it(recalculated):
    """Over and (short) by holder: issued and top-ups against receipts and cash."""
    book, film = recalculated["petty_cash"], PACKS["film"]
    lines = rows(book, film, "petty_cash", "Floats")
    receipts = rows(book, film, "petty_cash", "Petty Cash")
    given = []
    for line in lines:
        transit = total(
            cents(r["Amount"])
            for r in receipts
            if r["Holder"] == line["Holder"] and not r["In Ledger"]
        )
        handed = (cents(line["Issued"]), cents(line["Top-ups"]), cents(line["Cash Counted"]))
        given.append((str(line["Holder"]), *handed, transit))
    posted = [(str(r["Holder"]), cents(r["Amount"])) for r in receipts if r["In Ledger"]]
    counted = {one.holder: one for one in floats(given, posted)}

    assert len(counted) == 4
    for line in lines:
        one = counted[str(line["Holder"])]
        assert one.posted == cents(line["Receipts Posted"])
        assert one.in_transit == cents(line["In Transit"])
        assert -one.short == cents(line["Over (Short)"])


def test_a_bid_is_its_lines_marked_up(recalculated):
    """Straight time, overtime and fringes by line; A to K marked up; the rest on top."""
    book, pack = recalculated["commercial_bid"], PACKS["commercials"]
    summary = {str(r["Line"]): r for r in rows(book, pack, "commercial_bid", "Cost Summary")}
    by_section: dict[str, Decimal] = {}
    for line in rows(book, pack, "commercial_bid", "Bid"):
        rate = Decimal(str(line["Rate"] or 0))
        straight = Decimal(str(line["Days"] or 0)) * rate
        hours = Decimal(str(line["OT 1.5"] or 0)) * Decimal("1.5") + 2 * Decimal(
            str(line["OT 2"] or 0)
        )
        fringe = Decimal(str(summary[str(line["Section"])]["Fringe Rate"] or 0))
        cost = (straight + hours * rate / 10) * (1 + fringe)
        section = str(line["Section"])
        by_section[section] = by_section.get(section, Decimal()) + cost
    marked_up = sum(cost for section, cost in by_section.items() if section <= "K")
    others = sum(cost for section, cost in by_section.items() if section > "K")
    expected = marked_up * Decimal("1.22") + others + 3600 + 1500 + 4000

    assert money(expected) == cents(summary["TOTAL"]["Estimated"])
    assert money(marked_up * Decimal("0.22")) == cents(summary["CS25"]["Estimated"])
    spent = total(cents(r["Amount"]) for r in rows(book, pack, "commercial_bid", "Actuals"))
    assert spent == cents(summary["TOTAL"]["Actual"])


def test_animation_weeks_and_cost_follow_from_the_quotas(recalculated):
    """By department; and the shots fill the edit without a gap."""
    book, pack = recalculated["animation_tracker"], PACKS["animation"]
    shots = rows(book, pack, "animation_tracker", "Shots")
    weights = {
        r["Class"]: exact(r["Weight"]) for r in rows(book, pack, "animation_tracker", "Complexity")
    }
    cut = [
        Shot(str(r["Shot"]), int(exact(r["First Frame"])), int(exact(r["Last Frame"])))
        for r in shots
    ]
    work = sum(
        Fraction(shot.frames, 24) * weights[r["Complexity"]]
        for shot, r in zip(cut, shots, strict=True)
    )
    edit = named(book, "Edit_frames")
    assert isinstance(edit, int | float)

    assert list(cut_problems(cut, int(edit))) == []
    for r in rows(book, pack, "animation_tracker", "Departments"):
        weeks = artist_weeks(Fraction(work), exact(r["Quota"]))
        assert abs(weeks - exact(r["Artist-weeks"])) <= Fraction(1, 200)
        assert money(Decimal(float(weeks * exact(r["Weekly Rate"])))) == cents(r["Planned Cost"])


def test_an_event_breaks_even_where_the_domain_says(recalculated):
    """Fixed cost less other income, over what a guest leaves."""
    book = recalculated["event_plan"]
    told = {
        name: cents(named(book, name))
        for name in ("Fixed_cost", "Ticket_price", "Cost_a_guest", "Other_income")
    }

    assert named(book, "Break_even") == heads_to_break_even(
        told["Fixed_cost"], told["Ticket_price"], told["Cost_a_guest"], told["Other_income"]
    )
    assert cents(named(book, "Cost_estimated")).minor > 5_000_000


def test_a_part_costs_what_its_bill_rolls_up_to(recalculated):
    """Through all levels, with scrap and operations; an operation is a part that costs its hours."""
    book, pack = recalculated["job_plan"], PACKS["manufacturing"]
    parts = rows(book, pack, "job_plan", "Parts")
    overhead = 1 + exact(named(book, "Overhead"))
    lines = [
        Line(
            str(r["Made"]),
            str(r["Used"]),
            exact(r["Quantity"]) * (1 + exact(r["Scrap"])),
            bought(parts, str(r["Used"])),
        )
        for r in rows(book, pack, "job_plan", "Structure")
    ]
    for at, r in enumerate(rows(book, pack, "job_plan", "Operations")):
        hours = exact(r["Hours"]) * exact(r["Hourly Rate"]) * exact(r["Multiplier"] or 1)
        lines.append(Line(str(r["Part"]), f"operation {at}", overhead, hours))
    bill = Bill(lines)

    for part in parts:
        cost = bill.unit_cost(str(part["Part No."]))
        assert abs(cost - exact(part["Unit Cost"])) < Fraction(1, 2000), part["Part Name"]


def bought(parts: Rows, number: str) -> Fraction | None:
    """What a part is bought for; None: it is made."""
    part: Mapping[str, Value] = next(r for r in parts if r["Part No."] == number)
    return exact(part["Bought At"]) if part["Source"] == "Buy" else None
