"""What is tied to shared sheets: written, read back, and every mistake with its line."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from addin.errors import SettingsError
from addin.ports.binding import Binding, BoundColumn, Limits, Policy, Shown
from addin.settings.model import Settings
from addin.settings.read import settings
from addin.settings.write import text_of, with_binding, without_binding

LOG = Binding(
    "PO log",
    "PO Log.xlsx",
    "POs",
    "1AbC-d_e",
    1234567,
    (
        BoundColumn("PO #", "PO No.", Policy.SHEET, Shown.TEXT, 77),
        BoundColumn("Amount"),
        BoundColumn('12" lens, "net"', policy=Policy.PULL),
        BoundColumn("Open", policy=Policy.MIRROR, shown=Shown.MONEY),
    ),
    key="PO #",
    strict=True,
    limits=Limits(10, 0.5, 0.75),
)
CREW = Binding("Crew", "Crew.xlsx", "Crew", "1AbC-d_e", 8, (BoundColumn("Name"),))

TEXT = """# The show.
[production]
name = "Show"  # working title

# Orders.
[[sync]]
name = "Crew"
workbook = "old.xlsx"
sheet = "Crew"
spreadsheet = "x"
sheet_id = 0
[sync.columns]
"Name" = "ask"

# What the log is.
[[table]]
workbook = "PO Log.xlsx"
sheet = "POs"
role = "po_log"
area = "A1:D9"
"""


def read(text):
    """The syncs in a text."""
    return settings(text, "production.toml").syncs


def test_what_is_written_is_read_back():
    """Every part of a sync, with any text in its headings."""
    text = text_of(Settings(name="Show", syncs=(LOG, CREW)))

    assert read(text) == (LOG, CREW)


@run(deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, unique=True), st.text().filter(str.strip))
def test_any_heading_and_name_survive(headings, name):
    """Whatever a coordinator has typed above a column."""
    bound = replace(CREW, name=name, columns=tuple(BoundColumn(one) for one in headings))
    assert read(with_binding(TEXT, bound))[-1] == bound


def test_a_sync_replaces_the_one_of_its_name():
    """Comments and all other lines stay as written; it is there once."""
    text = with_binding(with_binding(TEXT, CREW), LOG)

    assert read(text) == (CREW, LOG)
    for line in ("# The show.", 'name = "Show"  # working title', "# What the log is."):
        assert line in text
    assert "old.xlsx" not in text
    assert with_binding(text, LOG) == text
    assert without_binding(text, "PO log") == with_binding(TEXT, CREW)
    assert without_binding(text, "nothing") == text


def test_a_first_sync_in_no_settings_at_all():
    """The text of the sync is the whole file."""
    assert read(with_binding("", LOG)) == (LOG,)


def test_the_address_of_a_spreadsheet_will_do():
    """As it is copied from the browser."""
    address = "https://docs.google.com/spreadsheets/d/1AbC-d_e/edit#gid=0"
    assert read(with_binding(TEXT, replace(CREW, spreadsheet_id=address))) == (
        replace(CREW, spreadsheet_id="1AbC-d_e"),
    )


MISTAKES = """[[sync]]
name = "One"
workbook = "b.xlsx"
sheet = "POs"
spreadsheet = "not an id"
sheet_id = "0"
key = "Po"
strict = "yes"
stop_at = {deleted_share = 20, deleted = 1}
[sync.columns]
"PO" = "asks"
"Amount" = {policy = "pull", shown = "money", marks = 3}
"Open" = 3

[[sync]]
name = "One"
workbook = ""
sheet = "POs"
spreadsheet = "x"
key = "A"
[sync.columns]
"A" = "mirror"

[[sync]]
name = "One"
workbook = "b.xlsx"
sheet = "POs"
spreadsheet = "not an id"
sheet_id = 0
[sync.columns]
"A" = "ask"
"""


def test_every_mistake_is_reported_at_once_with_its_line():
    """With the nearest name that is meant, where there is one."""
    with pytest.raises(SettingsError) as caught:
        read(MISTAKES)

    assert str(caught.value).splitlines()[1:] == [
        "  line 5: 'not an id' is no spreadsheet: give its address, or the long id in it",
        "  line 6: sheet_id is a whole number, zero or more",
        "  line 7: the key 'Po' is none of the columns: PO, Amount",
        "  line 8: strict is true or false, without quotes",
        "  line 9: 'deleted' is not known here; did you mean 'deleted_rows'?",
        "  line 9: deleted_share is a part of the whole, from 0 to 1, as 0.2",
        "  line 11: 'asks' is no policy; did you mean 'ask'?",
        "  line 12: 'marks' is not known here; did you mean 'mark'?",
        '  line 13: a column is written as "Open" = "ask", or with braces',
        "  line 15: this sync lacks 'sheet_id'",
        "  line 17: workbook is empty",
        "  line 22: the key column cannot be 'mirror': both sides need it to tell rows apart",
        "  line 25: there are two syncs called 'One'",
        "  line 28: 'not an id' is no spreadsheet: give its address, or the long id in it",
    ]


def test_a_sheet_is_tied_once():
    """Two syncs of one sheet would undo each other."""
    with pytest.raises(SettingsError, match="tied by the sync 'Crew' already"):
        read(text_of(Settings(syncs=(CREW, replace(CREW, name="Other")))))


@run(deadline=None)
@given(st.text())
def test_no_text_raises_anything_but_a_settings_error(text):
    """Whatever stands in the file."""
    with contextlib.suppress(SettingsError):
        read(f"[[sync]]\n{text}")
