"""A recalculation, shown two ways: terminal and JSON."""

import json

from rich.console import Console

from addin.reports.recalc_as_json import recalc_as_json
from addin.reports.recalc_as_text import recalc_as_text
from addin.reports.recalculation import BookResult, RecalculationReport
from addin.tables.staleness import Fresh, Staleness, Unanswered
from addin.tables.table import ErrorValue

STALE = (
    Fresh("CR", 7, 8, "SUM(B7:G7)", 345000, 445000, True, "H7 (Lighting, EFC (USD))"),
    Fresh("CR", 9, 8, "'[1]Top sheet'!B2+H7", 1.5, 2.5, False, "H9 (Total, EFC)"),
)
FILLED = tuple(
    Fresh("Tax", row, column, f"A{row}*0.2", None, row * 1.2)
    for row in (2, 3)
    for column in (2, 3, 4, 5)
)
UNKNOWN = (
    Unanswered("CR", 2, 2, "FILTER(A:A)", "FILTER is not supported", 5, outdated=True),
    Unanswered("CR", 2, 3, "FILTER(B:B)", "FILTER is not supported", 5),
    Unanswered(
        "CR", 5, 3, "C2+1", "it draws on CR!C2, which is unknown", has_value=False, begins=False
    ),
)
REPORT = RecalculationReport(
    "Night Shift",
    "shows/night shift",
    (
        BookResult(
            "Cost Report.xlsx",
            Staleness("Cost Report.xlsx", 40, 27, STALE, FILLED, (), UNKNOWN),
            "Tieout 1.0",
            missing=("file:///C:/Show/Top%20sheet.xlsx",),
            links={1: "file:///C:/Show/Top%20sheet.xlsx"},
        ),
        BookResult("Ledger.xlsx", Staleness("Ledger.xlsx", 12, 12), "Tieout 1.0"),
        BookResult("Torn.xlsx", Staleness("Torn.xlsx"), failure="Torn.xlsx is damaged."),
    ),
    circles=(("One.xlsx", "Two.xlsx"),),
    seconds=1.234,
    without_formulas=2,
)


def shown(renderable) -> str:
    """What a terminal of 100 columns shows."""
    console = Console(width=100, record=True, force_terminal=False, quiet=False)
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_the_terminal_says_which_numbers_to_trust_and_what_to_do():
    """Where it begins, a few of each kind, why the rest is unknown; fine workbooks in a line."""
    assert (
        shown(recalc_as_text(REPORT))
        == """\
Night Shift  52 formulas of 3 workbooks worked out by Tieout 1.0 in 1.2 s; 2 more hold none

Cost Report.xlsx  40 formulas
  ✗ 2 formulas show an old number: 1 where it begins, and 1 that draws on it
      CR!H7 (Lighting, EFC (USD))  shows 345,000, gives 445,000  =SUM(B7:G7)
      CR!H9 (Total, EFC)  shows 1.5, gives 2.5  ='[top sheet.xlsx]Top sheet'!B2+H7
  + 8 formulas had no value in the file, and give one
      Tax!B2  gives 2.4  =A2*0.2
      Tax!C2  gives 2.4  =A2*0.2
      Tax!D2  gives 2.4  =A2*0.2
      … and 5 more
  ? 3 formulas could not be worked out
      2  FILTER is not supported  CR!B2:C2
      1  it draws on a formula that could not be worked out  CR!C5
  ! It links to 'top sheet.xlsx', which is not there: what the file remembers of it was taken.
  → Do not quote these 2 numbers before the file is recalculated; the other 27 agree.
  → Whatever reads the file without Excel takes these 8 cells for empty.
  → Do not trust 1 unknown number: figures behind it have changed or are uncertain.
  → There is no value at all for 1 unknown number: only Excel will tell.
  → Not checked, but nothing behind was found to be old: 1 unknown number; the file shows what was
  last worked out.

Torn.xlsx
  ✗ Torn.xlsx is damaged.

✓ Ledger.xlsx  12 formulas, each shows what it gives

! One.xlsx ↔ Two.xlsx link to one another in a circle: each was worked out with what the others'
files show.
52 formulas: 39 agree, 2 show an old number, 8 had no value, 3 unknown
Nothing was written. Run again with --write to put the fresh values in, with a backup of each file;
or open it in Excel, press Ctrl+Alt+F9 and save."""
    )


def test_all_of_it_is_listed_when_asked():
    """Every cell that is old or had no value."""
    text = shown(recalc_as_text(REPORT, every=True))

    assert "more" not in text.replace("2 more hold none", "")
    assert text.count("gives") >= len(STALE) + len(FILLED)


def test_what_was_written_is_said_once_with_where_the_old_file_is():
    """Values, or a request to Excel."""
    held = Staleness("Cost Report.xlsx", 2, 0, STALE)
    book = BookResult("Cost Report.xlsx", held, "Tieout 1.0", written=True, backup="b")

    values = shown(recalc_as_text(RecalculationReport("N", "n", (book,), asked="values")))
    on_load = shown(recalc_as_text(RecalculationReport("N", "n", (book,), asked="on load")))

    assert "Fresh values were written into Cost Report.xlsx" in values
    assert "Excel will compute Cost Report.xlsx at the next opening" in on_load
    assert "Run again with --write" not in values + on_load


def test_a_run_that_was_held_back_says_that_nothing_was_written():
    """And why."""
    failed = BookResult("Cost Report.xlsx", Staleness("Cost Report.xlsx"), failure="It broke.")
    report = RecalculationReport("N", "n", (failed,), asked="values", held_back=True)

    assert "It broke." in shown(recalc_as_text(report))
    assert "Nothing was written: the workbooks of a production belong together" in shown(
        recalc_as_text(report)
    )


def test_a_folder_of_plain_lists_has_nothing_to_work_out():
    """That is said, and no counts of nothing."""
    text = shown(recalc_as_text(RecalculationReport("Lists", "lists", without_formulas=2)))

    assert text == (
        "Lists  2 workbooks, and no formula in any of them\n\nThere is nothing to work out."
    )


def test_json_holds_every_cell_with_both_values():
    """Error values are told from texts, dates are ISO texts."""
    error = Fresh("CR", 1, 1, "1/0", "#REF!", ErrorValue("#DIV/0!"))
    held = Staleness("Cost Report.xlsx", 40, 27, (*STALE, error), FILLED, (), UNKNOWN)
    book = BookResult("Cost Report.xlsx", held, "Tieout 1.0")

    document = json.loads(recalc_as_json(RecalculationReport("N", "n", (book,))))

    first = document["workbooks"][0]
    assert document["formulas"]["stale"] == 3
    assert first["stale"][0] == {
        "sheet": "CR",
        "cell": "H7",
        "formula": "SUM(B7:G7)",
        "shows": 345000,
        "gives": 445000,
        "begins_here": True,
    }
    assert (first["stale"][2]["shows"], first["stale"][2]["gives"]) == (
        "#REF!",
        {"error": "#DIV/0!"},
    )
    assert [(one["reason"], len(one["cells"])) for one in first["unknown"]] == [
        ("FILTER is not supported", 2),
        ("it draws on a formula that could not be worked out", 1),
    ]
    assert len(first["without_value"]) == len(FILLED)
