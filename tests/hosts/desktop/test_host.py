"""The add-in's VBA at work: interpreted, on an Excel of the interpreter, with xlwings' server code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from addin.tables.area import column_letters
from addin.tables.table import ErrorValue
from tests.hosts.desktop.excel_stand_in import SCODE, Excel, Gone
from tests.hosts.desktop.test_functions import EACH, agree, back
from tests.hosts.desktop.typed import Argument, Typed

FITS = "tieout_fits"


class Calls:
    """A Python that notes what it is sent, and answers as it is told."""

    def __init__(self, answer: Any = 0.0) -> None:
        """``answer`` to each function; ``trouble`` when asked whether the add-in fits."""
        self.answer = answer
        self.trouble = ""
        self.ends_next = 0
        self.seen: list[tuple[str, Any]] = []

    def __call__(self, module: str, name: str, arguments: Sequence[Any]) -> Any:
        """Answer, or end."""
        assert module == "addin.hosts.desktop.functions"
        if name == FITS:
            return self.trouble
        if self.ends_next:
            self.ends_next -= 1
            raise Gone
        self.seen.append((name, tuple(arguments)))
        return self.answer


@pytest.fixture(scope="module")
def excel(windows):
    """An Excel whose formulas are answered by xlwings' server code and our functions."""
    return Excel(windows.server.CallUDF)


@pytest.mark.parametrize("example", EACH)
def test_an_example_of_the_help_gives_its_value_through_the_wrappers(excel, example: Typed):
    """Ranges on a sheet → wrapper → xlwings' server → function → array → cells."""
    excel.clear()
    arguments = ", ".join(
        placed(excel, at, argument) for at, argument in enumerate(example.arguments)
    )

    found = excel.value(f"{example.name}({arguments})")

    rows = found if isinstance(found, list) else [found]
    rows = rows if isinstance(rows[0], list) else [rows]
    assert agree([[back(cell) for cell in row] for row in rows], example.gives)


def placed(excel: Excel, at: int, argument: Argument) -> str:
    """An argument as VBA has it: an array stands on the sheet, in rows of its own."""
    if argument is None:
        return ""
    if not isinstance(argument, list):
        return f'"{argument}"' if isinstance(argument, str) else str(argument)
    left, top = 1 + 10 * at, 1
    for row, line in enumerate(argument):
        for column, cell in enumerate(line):
            place = f"{column_letters(left + column)}{top + row}"
            if isinstance(cell, ErrorValue):
                excel.vba(f'Range("{place}").Value = CVErr(2042)')
            else:
                excel.cells(**{place: cell})
    last = f"{column_letters(left + len(argument[0]) - 1)}{top + len(argument) - 1}"
    return f'Range("{column_letters(left)}{top}:{last}")'


def test_a_range_goes_over_as_values():
    """Numbers, texts, logical values, blanks and errors; a whole block in one call."""
    python = Calls()
    excel = Excel(python)
    excel.cells(A1="Acct", B1=True, A2=2210)
    excel.vba('Range("B2").Value = CVErr(2007)')

    excel.value('COST_EFC(Range("A1:B3"))')

    ((_, (block, *_)),) = python.seen
    assert block == (("Acct", True), (2210.0, SCODE + 2007))


def test_dates_arrive_as_dates_and_amounts_with_all_their_digits():
    """Excel's Value cuts an amount in a currency format to four digits; its Value2 knows no dates."""
    python = Calls()
    excel = Excel(python)
    excel.vba(
        'Range("A1").Value = DateSerial(2026, 3, 14)\nRange("A1").NumberFormat = "yyyy-mm-dd"\n'
        'Range("A2").Value = 1.0834567\nRange("A2").NumberFormat = "$#,##0.00"\n'
        'Range("A3").Value = 0.25\nRange("A3").NumberFormat = "hh:mm"'
    )

    excel.value('COST_EFC(Range("A1:A3"), Range("A1"), Range("A2"))')

    ((_, (column, day, amount)),) = python.seen
    assert column == ((dt.datetime(2026, 3, 14, tzinfo=dt.UTC),), (1.0834567,), (0.25,))
    assert day == dt.datetime(2026, 3, 14, tzinfo=dt.UTC)
    assert amount == 1.0834567


def test_whole_columns_are_cut_where_the_sheets_end():
    """A million blank cells are not sent; columns of one call keep one length."""
    python = Calls()
    excel = Excel(python)
    excel.cells(A1=1, A2=2, B1=3, D5=9)

    excel.value('COST_EFC(Range("A:A"), Range("B:B"), Range("A1:B2"))')

    ((_, (first, second, block)),) = python.seen
    assert first == ((1.0,), (2.0,), (None,), (None,), (None,))
    assert second == ((3.0,), (None,), (None,), (None,), (None,))
    assert block == ((1.0, 3.0), (2.0, None))


def test_columns_of_two_sheets_are_cut_at_the_same_row():
    """The longer sheet decides, so that rows which belong together stay together."""
    python = Calls()
    excel = Excel(python)
    excel.cells(A1=1)
    excel.vba('Worksheets.Add\nActiveSheet.Name = "Other"\nActiveSheet.Range("B3").Value = 7')
    here = "Worksheets(2)"

    excel.value(f'COST_EFC({here}.Range("A:A"), Worksheets("Other").Range("B:B"))')

    ((_, (first, second, _)),) = python.seen
    assert first == ((1.0,), (None,), (None,))
    assert second == ((None,), (None,), (7.0,))


def test_whole_rows_are_cut_too():
    """As columns are."""
    python = Calls()
    excel = Excel(python)
    excel.cells(A1=1, C1=3)

    excel.value('COST_EFC(Range("1:1"))')

    assert python.seen[0][1][0] == ((1.0, None, 3.0),)


def test_a_blank_column_is_one_blank_cell():
    """On an empty sheet there is nothing to send, and a cell is the least a range has."""
    python = Calls()

    Excel(python).value('COST_EFC(Range("Z:Z"))')

    assert python.seen[0][1][0] is None


def test_areas_side_by_side_are_no_argument(excel):
    """(A1:A2,C1:C2) is #VALUE!, as in most of Excel's functions."""
    assert excel.value('COST_EFC(Range("A1:A2,C1:C2"))') == ErrorValue("#VALUE!")


def test_an_object_that_is_no_range_is_no_argument(excel):
    """Only VBA could hand one over."""
    assert excel.value("COST_EFC(ActiveSheet)") == ErrorValue("#VALUE!")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("#NULL!", "#NULL!"), ("#DIV/0!", "#DIV/0!"), ("#VALUE!", "#VALUE!"), ("#REF!", "#REF!"),
        ("#NAME?", "#NAME?"), ("#NUM!", "#NUM!"), ("#N/A", "#N/A"),
    ],
)  # fmt: skip
def test_errors_become_true_error_values(code, shown):
    """Alone, in a row and in a block: a text would be skipped by SUM."""
    mark = "\x01" + code

    assert Excel(Calls(mark)).value("COST_EFC(1)") == ErrorValue(shown)
    assert Excel(Calls([mark, 1.0])).value("COST_EFC(1)") == [ErrorValue(shown), 1.0]
    assert Excel(Calls([[mark, "x"], [1.0, mark]])).value("COST_EFC(1)") == [
        [ErrorValue(shown), "x"],
        [1.0, ErrorValue(shown)],
    ]


def test_a_text_with_two_marks_is_that_text_with_one():
    """So a cell may hold any text, also one that looks like a mark."""
    assert Excel(Calls("\x01\x01#N/A")).value("COST_EFC(1)") == "\x01#N/A"


def test_an_error_stops_a_sum(excel):
    """The whole point of true error values."""
    excel.vba('Range("AA1").Value = PO_STATUS("abc", 1)\nRange("AA2").Value = 5')

    assert excel.value('IsError(Range("AA1").Value)') is True


def test_python_is_started_once_and_kept():
    """Starting it takes seconds, a call a millisecond."""
    python = Calls(1.0)
    excel = Excel(python)

    for _ in range(5):
        assert excel.value("COST_EFC(1)") == 1.0

    assert excel.python.starts == 1
    assert len(python.seen) == 5


def test_a_python_that_ended_is_started_once_more():
    """The formula that finds out still gets its value."""
    python = Calls(1.0)
    excel = Excel(python)
    excel.value("COST_EFC(1)")
    python.ends_next = 1

    assert excel.value("COST_EFC(1)") == 1.0
    assert excel.python.starts == 2


def test_a_python_that_keeps_ending_gives_name_errors():
    """No endless loop: one more start for each formula; #NAME? is what no function gives."""
    python = Calls(1.0)
    python.ends_next = 2
    excel = Excel(python)

    assert excel.value("COST_EFC(1)") == ErrorValue("#NAME?")
    assert excel.python.starts == 2
    assert excel.value("COST_EFC(1)") == 1.0


def test_a_python_that_does_not_start_is_left_alone_for_a_while():
    """Ten thousand cells do not each wait for it; after the pause it is tried again."""
    excel = Excel(Calls(1.0))
    excel.python.broken = "Could not load xlwings64-0.37.8.dll"
    excel.app.freeze_clock(dt.datetime(2026, 3, 14, 12, 0, 0))

    assert [excel.value("COST_EFC(1)") for _ in range(3)] == [ErrorValue("#NAME?")] * 3
    assert excel.python.starts == 1

    excel.python.broken = ""
    excel.app.freeze_clock(dt.datetime(2026, 3, 14, 12, 0, 29))
    assert excel.value("COST_EFC(1)") == ErrorValue("#NAME?")
    excel.app.freeze_clock(dt.datetime(2026, 3, 14, 12, 0, 31))
    assert excel.value("COST_EFC(1)") == 1.0
    assert excel.python.starts == 2


def test_restart_ends_python_and_forgets_the_pause():
    """For the person who has mended the settings."""
    excel = Excel(Calls(1.0))
    excel.python.broken = "nothing there"
    excel.value("COST_EFC(1)")
    excel.python.broken = ""

    excel.app.run("TieoutRestart")

    assert excel.python.stops == 1
    assert excel.value("COST_EFC(1)") == 1.0
    assert excel.value("TieoutTrouble()") == ""


def test_why_python_did_not_start_is_kept_for_the_person_who_asks():
    """A cell shows five characters; the Check button shows this."""
    excel = Excel(Calls())
    excel.python.broken = "Could not load xlwings64-0.37.8.dll"
    excel.value("COST_EFC(1)")

    assert "Could not load xlwings64-0.37.8.dll" in excel.value("TieoutTrouble()")
    assert excel.value("TieoutRuns()") is False


def test_an_add_in_that_does_not_fit_still_calculates_and_says_so():
    """Functions that both know are right; what to do is shown on asking."""
    python = Calls(1.0)
    python.trouble = "The add-in is of Tieout 1.1.0, Python has 1.2.0"
    excel = Excel(python)

    assert excel.value("COST_EFC(1)") == 1.0
    assert excel.value("TieoutTrouble()") == python.trouble


def test_the_arguments_before_and_in_a_param_array_are_joined():
    """Ranges stay ranges, for the values are read later."""
    excel = Excel(Calls())
    excel.app.add_module(
        "Public Function F(ByVal a As Variant, ParamArray more() As Variant) As String\n"
        "Dim rest As Variant, all As Variant\nrest = more\nall = TieoutJoined(Array(a), rest)\n"
        "F = UBound(all) & TypeName(all(0)) & TypeName(all(UBound(all)))\nEnd Function\n"
        "Public Function G(ParamArray more() As Variant) As String\n"
        "Dim rest As Variant\nrest = more\nG = UBound(TieoutJoined(Array(), rest))\nEnd Function\n",
        name="P",
    )  # fmt: skip

    assert excel.value('F(1, "x", Range("A1:A2"))') == "2IntegerRange"
    assert excel.value("F(1)") == "0IntegerInteger"
    assert excel.value("G()") == "-1"
    assert excel.value("G(1, 2)") == "1"
