"""The same list kept twice counts once."""

from dataclasses import replace

from addin.tables.copies import copies, copy_findings
from addin.tables.parse import Parsed
from addin.tables.table import Area, Role, Table
from tests.make import posting

LINES = tuple(posting(account=f"25{n:02d}", amount=n, document=f"D{n}") for n in range(20))


def ledger(book: str, records, role: Role = Role.LEDGER):
    """A table with these postings."""
    table = Table(book, "Ledger", Area(1, 1, len(records) + 1, 8), (1,), {}, {}, role)
    return table, Parsed(tuple(records), (), role)


def test_a_pasted_ledger_is_a_copy_of_the_ledger_in_its_own_workbook():
    """The cost report's workbook holds more than ledgers, so its one is the copy."""
    report = Table("A Cost Report.xlsx", "CR", Area(1, 1, 9, 9), (1,), {}, {}, Role.COST_REPORT)
    tables = [
        ledger("A Cost Report.xlsx", LINES),
        (report, Parsed((), (), Role.COST_REPORT)),
        ledger("Ledger.xlsx", LINES[::-1]),
    ]

    found = copies(tables)

    assert [(one.copy, one.original, one.shared) for one in found] == [(0, 2, 20)]
    assert "Ledger.xlsx" in next(copy_findings(tables, found)).message


def test_last_week_s_export_is_a_copy_of_this_week_s():
    """The longer list is the original, in whichever order they are read."""
    for tables in (
        [ledger("wk08.csv", LINES[:15]), ledger("wk09.csv", LINES)],
        [ledger("wk09.csv", LINES), ledger("wk08.csv", LINES[:15])],
    ):
        (one,) = copies(tables)
        assert tables[one.copy][0].book == "wk08.csv"


def test_a_stale_copy_says_how_many_lines_differ():
    """Four in five lines equal is the same list; the rest are named as different."""
    changed = [*LINES[:17], *(replace(line, document="other") for line in LINES[17:])]
    tables = [ledger("Ledger.xlsx", LINES), ledger("Old.xlsx", changed)]

    (finding,) = copy_findings(tables, copies(tables))

    assert "3 of them differ" in finding.message


def test_lists_of_two_periods_or_of_two_kinds_are_no_copies():
    """Nothing is left out that is only alike."""
    assert copies([ledger("Jan.csv", LINES[:10]), ledger("Feb.csv", LINES[10:])]) == ()
    assert copies([ledger("a.csv", LINES), ledger("b.csv", LINES, Role.CASH_BOOK)]) == ()
    assert copies([ledger("a.csv", LINES[:4]), ledger("b.csv", LINES[:4])]) == ()


def test_repeated_lines_count_as_often_as_they_stand():
    """Equal charges in one list are no copies of one another."""
    rent = [posting(amount=500, document="")] * 10

    assert copies([ledger("a.csv", rent), ledger("b.csv", [*rent[:6], *LINES])]) == ()
