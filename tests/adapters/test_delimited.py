"""Text files with columns."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.delimited import book_of_text
from addin.errors import DamagedFile, UnreadableFile, UnsupportedFormat
from addin.tables.table import Sheet
from addin.text.delimited import find_delimiter
from tests.adapters.handmade import opened


def read(text: str | bytes, name: str = "Ledger.csv") -> Sheet:
    """The sheet in a text file."""
    content = text.encode() if isinstance(text, str) else text
    return book_of_text(content, name).sheets[0]


def test_every_value_stays_text(tmp_path):
    """Account codes keep their zeros, amounts and dates their spelling; blank is None."""
    book = opened(tmp_path, "Ledger 2026.csv", b"Account,Date,Amount\n0100,14/03/26,\n,,1E3\n")

    assert book.kind == "csv"
    assert [sheet.name for sheet in book.sheets] == ["Ledger 2026"]
    assert book.sheets[0].rows == (
        ("Account", "Date", "Amount"),
        ("0100", "14/03/26"),
        (None, None, "1E3"),
    )


TABLE = [
    ["Date", "Vendor", "Amount"],
    ["01.03.2026", "Panavision, Ltd; London", "1.200,50"],
    ["02.03.2026", 'the "Best" Boy', "8,00"],
    ["03.03.2026", "two\nlines", "-3,10"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_delimiter_is_found_whatever_the_fields_contain(delimiter, line_end, quoting):
    """Decimal commas, quoted delimiters and quoted line ends do not mislead it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    table = [[field.replace("\n", line_end) for field in row] for row in TABLE]
    writer.writerows(table)

    assert table == [list(row) for row in read(target.getvalue()).rows]


def test_stated_delimiter_is_believed_and_its_line_left_out():
    """``sep=;`` on the first line is how files tell Excel."""
    assert read("sep=;\r\na,b;c\r\n1;2\r\n").rows == (("a,b", "c"), ("1", "2"))


def test_titles_above_and_ragged_rows_do_not_hide_the_delimiter():
    """Bank exports begin with lines about the account."""
    text = "Account 12-34\nFrom, 1 March\n\nDate;Text;Amount\n1.3.;Lights;5,00\n2.3.;Crane;6,00;x\n"

    assert read(text).rows[3] == ("Date", "Text", "Amount")
    assert read(text).rows[5] == ("2.3.", "Crane", "6,00", "x")


def test_prose_is_one_column():
    """Commas in sentences are no columns."""
    text = "Dear all,\nplease, if you can, send the POs\nby Monday.\nThanks, and good night,\nKim\n"

    assert find_delimiter(text) not in ",;\t|"
    assert read(text).rows[1] == ("please, if you can, send the POs",)


def test_quote_never_closed_takes_no_more_than_its_line():
    """An inch mark in front of a field must not swallow the rest of the ledger."""
    text = 'PO,Item\n1042,"12 pipe\n1043,Crane\n1044,"Dolly, small"\n'

    assert read(text).rows == (
        ("PO", "Item"),
        ("1042", '"12 pipe'),
        ("1043", "Crane"),
        ("1044", "Dolly, small"),
    )


def test_codes_written_as_formulas_are_the_codes():
    """``="0100"`` is how exporters save the zeros from Excel."""
    assert read('Account,Name\n="0100",Story\n').rows[1] == ("0100", "Story")


def test_padding_and_blank_lines_are_no_values():
    """NUL bytes vanish; blank lines keep their place but not at the end."""
    assert read(b"a,b\n\n1,2\0\0\n\n,\n").rows == (("a", "b"), (), ("1", "2"))


def test_field_of_a_megabyte_is_read_whole():
    """Somebody pasted a whole document into a note."""
    note = "x" * 1_000_000

    assert read(f"PO,Note\n1042,{note}\n").rows[1] == ("1042", note)


@pytest.mark.parametrize(
    "encoding",
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 cp1252 mac_roman cp850".split(),
)
def test_any_encoding_of_the_west(encoding):
    """The accents come out right, whichever program exported them."""
    text = "Date;Vendor;Amount\n01.03.2026;Bäckerei Müller;12,50\n02.03.2026;Société Élan;8,00\n"

    assert read(text.encode(encoding)).rows[1:] == (
        ("01.03.2026", "Bäckerei Müller", "12,50"),
        ("02.03.2026", "Société Élan", "8,00"),
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Дата;Поставщик;Сумма\n01.03.2026;Свет и звук, прокат;12,50\n", "cp1251"),
        (
            "日付,取引先,金額\n2026-03-01,照明株式会社,12000\n2026-03-02,東京ホテル 宿泊費,8\n",
            "shift_jis",
        ),
        ("Date,Vendor,Amount\n2026-03-01,“Best Boy” rental,£12.50\n", "cp1252"),
        ("Date,Vendor,Amount\n2026-03-01,Café Noir,£12.50\n", "mac_roman"),
        ("Date,Vendor,Amount\n2026-03-01,Lights,€ 12.50\n", "cp1252"),
    ],
)
def test_encoding_is_told_by_where_its_letters_fall(text, encoding):
    """Cyrillic, Japanese, currency signs and curly quotes are recognised."""
    expected = [line.split(",") for line in text.replace(";", ",").splitlines()]

    assert expected[0] == list(read(text.encode(encoding)).rows[0])
    assert text.splitlines()[1][-5:] in ",".join(map(str, read(text.encode(encoding)).rows[1]))


def test_stray_byte_does_not_spoil_a_text_in_utf8():
    """One line pasted from elsewhere; all others stay right."""
    text = "Müller,1\n" * 20
    content = text.encode() + "Café,2\n".encode("cp1252")

    assert read(content).rows[0] == ("Müller", "1")
    assert read(content).rows[20] == ("Café", "2")


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\x01\x02\x03\x04" * 100])
def test_bytes_that_are_no_text_are_damaged(tmp_path, content):
    """A picture renamed to .csv is an error, not a sheet of nonsense."""
    with pytest.raises(DamagedFile, match="not text"):
        opened(tmp_path, "Picture.csv", content)


def test_more_lines_than_a_sheet_has_are_refused():
    """Places in it would have no address."""
    with pytest.raises(DamagedFile, match="more lines"):
        read("1\n" * 1_048_577)


def test_web_page_under_a_workbooks_name_is_refused_as_such(tmp_path):
    """Web portals export tables as HTML and call them .xls."""
    with pytest.raises(UnsupportedFormat, match="web page"):
        opened(tmp_path, "Export.xls", b"<html><table><tr><td>1</td></tr></table></html>")


def test_text_under_the_name_of_old_excel_is_read_as_text(tmp_path):
    """Ledgers export tab-delimited text and call it .xls."""
    book = opened(tmp_path, "Export.xls", b"Account\tAmount\n0100\t5\n")

    assert book.kind == "csv"
    assert book.sheets[0].rows[1] == ("0100", "5")


fields = st.text(
    st.characters(
        codec="utf-8", exclude_characters="\0\r\x1e\x1f", exclude_categories=["Cs", "Cc"]
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(fields, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_csv_writes_is_what_is_read(table):
    """A stated delimiter and quotes give back every field."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    rows = read("sep=;\n" + target.getvalue()).rows
    padded = [[*row, *[None] * 9] for row in [*rows, *[()] * len(table)]]

    for expected, found in zip(table, padded, strict=False):
        assert [
            field.removeprefix('="').removesuffix('"') if field.startswith('="') else field
            for field in expected
        ] == [value or "" for value in found[: len(expected)]]


@settings(deadline=None, max_examples=200)
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_a_sheet_or_a_named_error(content):
    """No sequence of bytes ends in a traceback."""
    with suppress(UnreadableFile):
        assert len(read(content).rows) <= len(content)
