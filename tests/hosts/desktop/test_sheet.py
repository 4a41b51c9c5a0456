"""The add-in's sheet: settings, and every function with its help."""

from __future__ import annotations

from hypothesis import given as for_all
from hypothesis import strategies as st
from lxml import etree

from addin.hosts.desktop.sheet import FIRST_HELP_COLUMN, HEADINGS, rows, xml
from addin.udfs.catalogue import FUNCTIONS

TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"


def test_settings_and_functions_stand_side_by_side():
    """Both begin at the top; the shorter list leaves blanks."""
    efc = FUNCTIONS["COST_EFC"]

    first, second, third = rows({"A": "1", "B": "2", "C": "3"}, [efc])

    assert first == ("A", "1", "", *HEADINGS)
    assert second[FIRST_HELP_COLUMN - 1] == "COST_EFC"
    assert second[FIRST_HELP_COLUMN + len(HEADINGS) - 1 :] == tuple(p.help for p in efc.parameters)
    assert third == ("C", "3", "")


def test_more_functions_than_settings_leave_the_settings_blank():
    """As in the real file."""
    assert rows({}, [FUNCTIONS["COST_EFC"]])[1][:3] == ("", "", "")


@for_all(st.text(min_size=1, max_size=30))
def test_any_text_is_a_text_in_the_sheet(text):
    """A formula stays a text, a character that XML has no place for is left out."""
    wanted = "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)

    (found,) = etree.fromstring(xml([[text]]).encode()).iter(TEXT)

    assert (found.text or "").replace("\r", "\n") == wanted.replace("\r\n", "\n").replace(
        "\r", "\n"
    )
