"""A week is closed once, in order, with a copy, and with a reason for every EFC that moved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.production import VarianceSign
from addin.errors import NothingToDo
from addin.jobs.apply import Batch, Saving
from addin.jobs.close_week import Closing, close_week
from addin.jobs.closed_weeks import last_closed
from addin.settings.model import Settings
from addin.settings.read import settings as settings_in
from addin.tables.table import Book
from tests.grid import grid
from tests.jobs.documents_in_memory import DocumentsInMemory, WithFiles

SATURDAY = dt.date(2026, 3, 7)
TODAY = dt.date(2026, 3, 9)
REPORT = """
    Night Shift - weekly cost report
    Week ending 03/07/2026
    Acct  | Description | This Week | To Date | POs | Total Cost   | ETC          | EFC  | Revised Budget | (Over)/Under    | Last Week Variance | Variance Change
    '2510 | Lighting    | 45        | 545     | 120 | =D4+E4->665  | =H4-F4->335  | 1000 | 1000           | =I4-H4->0       | 0         | =J4-K4->0
    '2520 | Catering    | 300       | 300     | 500 | =D5+E5->800  | =H5-F5->100  | 900  | 700            | =I5-H5->-200    | -100      | =J5-K5->-100
    '2530 | Transport   | 950       | 950     | 0   | =D6+E6->950  | =H6-F6->50   | 1000 | 1200           | =I6-H6->200     | 200       | =J6-K6->0
          | Total       | =SUM(C4:C6)->1295 | =SUM(D4:D6)->1795 | =SUM(E4:E6)->620 | =SUM(F4:F6)->2415 | =SUM(G4:G6)->485 | =SUM(H4:H6)->2900 | =SUM(I4:I6)->2900 | =SUM(J4:J6)->0 | =SUM(K4:K6)->100 | =SUM(L4:L6)->-100
"""
MOVES = """
    Forecast changes
    Week ending | Account | EFC before | EFC now | Moved         | Why
    2026-02-28  | '2530   | 1100       | 1000    | =D3-C3->-100  | One truck less
"""
REASON = Closing(SATURDAY, reasons={"2520": "Second meals"})


def report(text=REPORT, moves="", name="CR"):
    """The report, and the list of EFC changes if there is one."""
    sheets = [grid(text, name)]
    if moves:
        sheets.append(grid(moves, "EFC Changes"))
    return Book("Cost Report.xlsx", tuple(sheets), "digest")


def closed(*books, closing=REASON, documents=None, settings=None, today=TODAY, sheet=""):
    """What closing comes to."""
    return close_week(
        WithFiles(*(books or (report(),))),
        DocumentsInMemory() if documents is None else documents,
        settings or Settings(),
        "Night Shift",
        closing,
        today=today,
        sheet=sheet,
    )


def workbook(plan):
    """The one batch of a workbook."""
    (batch,) = (one for one in plan.batches if isinstance(one, Batch))
    return batch.changes


def test_the_copy_comes_first_then_the_week_rolls_forward():
    """Variance becomes last week's, the period's cost begins at nothing, the date moves on."""
    plan = closed()
    copy = plan.batches[0]

    assert copy == Saving("Closed weeks/Cost Report 2026-03-07.xlsx", b"file of Cost Report.xlsx")
    assert {(e.row, e.column): e.value for e in workbook(plan).cells} == {
        (2, 1): "Week ending 03/14/2026",
        (4, 3): 0.0,
        (5, 3): 0.0,
        (5, 11): -200.0,
        (6, 3): 0.0,
    }
    fresh = {(v.row, v.column): v.value for v in workbook(plan).computed}
    assert fresh == {(5, 12): 0, (7, 3): 0, (7, 11): 0, (7, 12): 0}
    assert plan.what.startswith("the week ending 2026-03-07 of CR: a copy in")
    assert "2520 Catering +100.00: Second meals" in plan.detail


def test_moves_get_a_list_of_their_own_or_go_on_the_one_there_is():
    """With date, before, now and why; formulas of the list go on."""
    (sheet,) = workbook(closed()).sheets
    assert sheet.name == "EFC Changes"
    assert [cell.value for cell in sheet.rows[1]] == [
        SATURDAY, "2520", "Catering", 800.0, 900.0, "=E2-D2", "Second meals",
    ]  # fmt: skip

    (rows,) = workbook(closed(report(moves=MOVES))).rows
    (row,) = rows.rows
    assert (rows.sheet, rows.after) == ("EFC Changes", 3)
    assert row == {
        1: SATURDAY, 2: "2520", 3: 800.0, 4: 900.0, 5: "=D4-C4", 6: "Second meals",
    }  # fmt: skip


def test_a_move_that_is_on_the_list_needs_no_other_reason():
    """Somebody recorded it when they made it."""
    listed = (
        MOVES + "    2026-03-06  | '2520   | 800        | 900     | =D4-C4->100   | Second meals\n"
    )
    plan = closed(report(moves=listed), closing=Closing(SATURDAY))

    assert workbook(plan).rows == ()
    assert "on the list already" in plan.detail


def test_a_move_recorded_before_the_last_close_is_another_one():
    """The same figures, two weeks ago: they were closed then."""
    listed = (
        MOVES + "    2026-02-14  | '2520   | 800        | 900     | =D4-C4->100   | Second meals\n"
    )
    closed_then = Settings(previous_cutoff=dt.date(2026, 2, 28))

    with pytest.raises(NothingToDo, match="nobody said why"):
        closed(report(moves=listed), closing=Closing(SATURDAY), settings=closed_then)


def test_the_last_copy_says_what_moved():
    """Not last week's variance, where there is a copy."""
    then = REPORT.replace("| 900  | 700", "| 850  | 700")
    copy = "Closed weeks/Cost Report 2026-02-28.xlsx"
    documents = DocumentsInMemory({copy: b"x"})
    plan = close_week(
        _AndCopies(copy, report(then)), documents, Settings(), "Night Shift", REASON, today=TODAY
    )
    (move,) = plan.moves

    assert (move.before.text(), move.now.text()) == ("850.00", "900.00")


class _AndCopies(WithFiles):
    """Drawn workbooks, and a copy that can be read but is not listed."""

    def __init__(self, name, copy) -> None:
        super().__init__(report())
        self._copy = replace(copy, name=name)

    def read(self, name):
        """A workbook, or the copy."""
        return self._copy if name == self._copy.name else super().read(name)


def test_the_sheet_of_last_week_says_what_moved():
    """It is the one whose variances this one calls last week's; transfers since do not count."""
    last = REPORT.replace("03/07/2026", "02/28/2026").replace(
        "| 900  | 700            | =I5-H5->-200 ", "| 790  | 690            | =I5-H5->-100 "
    )
    both = Book("Cost Report.xlsx", (grid(REPORT, "wk09"), grid(last, "wk08")), "digest")
    (move,) = closed(both, sheet="wk09").moves

    assert (move.before.text(), move.now.text()) == ("790.00", "900.00")


@pytest.mark.parametrize(
    ("closing", "how", "why"),
    [
        (Closing(SATURDAY), {}, r"2520 Catering \+100.00 \(Cost Report.xlsx!CR!H5\)"),
        (replace(REASON, reasons={"2520": "x", "2530": "y"}), {}, "2530, whose EFC did not move"),
        (replace(REASON, date=dt.date(2026, 3, 14)), {}, "today is 2026-03-09: it is not over"),
        (replace(REASON, following=SATURDAY), {}, "next week cannot end 2026-03-07"),
        (REASON, {"settings": Settings(previous_cutoff=SATURDAY)}, "closed up to 2026-03-07"),
        (replace(REASON, date=None), {}, "Which week is to be closed"),
        (REASON, {"sheet": "wk10"}, "'wk10' is none of"),
    ],
)
def test_what_may_not_be_is_refused(closing, how, why):
    """A sentence says what, where, that nothing was written, and what to do."""
    with pytest.raises(NothingToDo, match=why) as refused:
        closed(closing=closing, **how)
    assert "Nothing was written" in str(refused.value)


def test_closed_weeks_are_not_closed_again_nor_before():
    """The copies are what says so; other workbooks' copies and other files do not count."""
    documents = DocumentsInMemory(
        {
            "Closed weeks/Cost Report 2026-03-07.xlsx": b"",
            "Closed weeks/Cost Report B 2026-03-14.xlsx": b"",
            "Closed weeks/Cost Report 2026-13-77.xlsx": b"",
        }
    )
    assert last_closed(documents, "Cost Report.xlsx") == SATURDAY
    for day in (SATURDAY, dt.date(2026, 3, 1)):
        with pytest.raises(NothingToDo, match="closed up to 2026-03-07"):
            closed(closing=replace(REASON, date=day), documents=documents)


def test_without_a_file_or_a_place_nothing_is_closed():
    """A close without its copy is none."""
    from addin.adapters.memory import Memory  # noqa: PLC0415 - it has no file behind it

    with pytest.raises(NothingToDo, match="No copy can be kept"):
        close_week(WithFiles(report()), None, Settings(), "x", REASON, today=TODAY)
    with pytest.raises(NothingToDo, match=r"No file is behind Cost Report\.xlsx"):
        close_week(Memory(report()), DocumentsInMemory(), Settings(), "x", REASON, today=TODAY)


def test_the_cut_off_of_the_settings_moves_on_and_says_which_week():
    """All else in the file stays as it was written."""
    toml = b'# ours\n[production]\nname = "Night Shift"\ncutoff = 2026-03-07  # Saturdays\n'
    documents = DocumentsInMemory({"production.toml": toml})
    known = settings_in(toml.decode(), "production.toml")
    plan = closed(closing=replace(REASON, date=None), documents=documents, settings=known)
    saving = plan.batches[-1]

    assert isinstance(saving, Saving)
    assert saving.content.decode() == (
        '# ours\n[production]\nname = "Night Shift"\n'
        "previous_cutoff = 2026-03-07\ncutoff = 2026-03-14  # Saturdays\n"
    )
    after = settings_in(saving.content.decode(), "production.toml")
    assert (after.previous_cutoff, after.cutoff) == (SATURDAY, dt.date(2026, 3, 14))


def test_a_column_of_formulas_is_left_to_them():
    """Last week's variance may be a link to last week's sheet: the detail says so."""
    linked = REPORT.replace("| -100      |", "| =Last!J5->-100 |")
    plan = closed(report(linked))

    assert (5, 11) not in {(e.row, e.column) for e in workbook(plan).cells}
    every = REPORT.replace("| 0         |", "| =Last!J4->0 |", 1)
    assert "previous variance is left to its formulas (=Last!J4 …)." in closed(report(every)).detail


def test_typed_totals_roll_as_their_accounts_do():
    """A report without formulas is rolled all through."""
    typed = """
        Acct  | Description | This Week | To Date | POs | Total Cost | ETC | EFC  | Revised Budget | (Over)/Under | Last Week Variance | Variance Change
        '2510 | Lighting    | 45        | 545     | 120 | 665        | 335 | 1000 | 1000           | 0            | 0                  | 0
        '2520 | Catering    | 300       | 300     | 500 | 800        | 100 | 900  | 700            | -200         | -100               | -100
        '2530 | Transport   | 950       | 950     | 0   | 950        | 50  | 1000 | 1200           | 200          | 200                | 0
              | Total       | 1295      | 1795    | 620 | 2415       | 485 | 2900 | 2900           | 0            | 100                | -100
    """
    cells = {(e.row, e.column): e.value for e in workbook(closed(report(typed))).cells}

    assert cells == {
        (2, 3): 0, (3, 3): 0, (3, 11): -200, (3, 12): 0, (4, 3): 0,
        (5, 3): 0, (5, 11): 0, (5, 12): 0,
    }  # fmt: skip


@pytest.mark.parametrize("sign", VarianceSign)
def test_before_the_first_close_last_week_s_variance_says_what_moved(sign):
    """In either convention: 800 before, 900 now."""
    text = REPORT
    if sign is VarianceSign.OVER_IS_POSITIVE:
        text = text.replace("=I5-H5->-200", "=H5-I5->200").replace("| -100      |", "| 100       |")
        text = text.replace("=I6-H6->200", "=H6-I6->-200").replace("| 200       |", "| -200      |")
    plan = closed(report(text), settings=Settings(variance_sign=sign))

    assert [(m.before.text(), m.now.text()) for m in plan.moves] == [("800.00", "900.00")]


@settings(deadline=None, max_examples=25)
@given(
    efcs=st.lists(st.integers(0, 9999), min_size=3, max_size=3),
    lasts=st.lists(st.integers(-999, 999), min_size=3, max_size=3),
)
def test_what_is_recorded_is_what_moved(efcs, lasts):
    """The journal of a close sums to the difference of the two reports, account by account."""
    text = REPORT
    for efc, last, old in zip(
        efcs, lasts, ("| 1000 | 1000           | =I4-H4->0       | 0         |",
                      "| 900  | 700            | =I5-H5->-200    | -100      |",
                      "| 1000 | 1200           | =I6-H6->200     | 200       |"),
        strict=True,
    ):  # fmt: skip
        budget, row = int(old.split("|")[2]), old.split("=I")[1][0]
        new = f"| {efc} | {budget} | =I{row}-H{row}->{budget - efc} | {last} |"
        assert old in text
        text = text.replace(old, new)
    plan = closed(report(text), closing=Closing(SATURDAY, reason="Looked at"))
    before = [budget - last for budget, last in zip((1000, 700, 1200), lasts, strict=True)]

    moved = {move.line.account: int(move.moved.amount) for move in plan.moves}
    expected = {
        account: efc - was
        for account, efc, was in zip(("2510", "2520", "2530"), efcs, before, strict=True)
        if efc != was
    }
    assert moved == expected
    recorded = [row for sheet in workbook(plan).sheets for row in sheet.rows[1:]]
    assert [row[5].computed for row in recorded] == list(expected.values())
