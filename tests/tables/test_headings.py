"""Laws of matching headings to fields."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.fits import KINDS
from addin.tables.headings import (
    fields_without_spellings,
    is_known,
    kind_of_field,
    meanings,
    normal,
    quality,
    vocabulary,
)
from addin.tables.table import Role
from addin.tables.vocabulary import FIELDS


def test_every_field_has_spellings():
    """A field that no heading can mean would never be found."""
    assert not fields_without_spellings()


def test_every_spelling_is_of_a_field_that_exists():
    """Neither a field nor a role's field in the file is a slip of the pen."""
    known = {name for names in FIELDS.values() for name in names}
    own = [(role, name) for role, names in vocabulary().roles.items() for name in names]

    assert known == set(vocabulary().fields)
    assert [(role, name) for role, name in own if name not in FIELDS[role]] == []


def test_every_kind_is_one_that_values_are_checked_for():
    """What a field holds is something a profile can agree or disagree with."""
    assert {kind_of_field(name) for name in vocabulary().fields} <= KINDS


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("P.O. No.", "po no"),
        ("PO #", "po no"),
        ("Purchase\nOrder\u00a0Number", "purchase order no"),
        ("Total (RM)", "total"),
        ("Cost\nto date", "cost to date"),
        ("% Complete", "percent complete"),
        ("InvoiceDates", "invoice date"),
        ("(Over)/Under", "over under"),
        ("Volume.1", "volume"),
        ("ACCT", "account"),
        ("In", "in"),
        ("1-30_Days", "1 30 day"),
        ("  ", ""),
    ],
)
def test_spellings_of_one_heading_are_one(heading, expected):
    """Case, line breaks, units, plurals and abbreviations do not matter."""
    assert expected == normal(heading)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_normalising_any_text_never_fails_and_leaves_no_capitals(text):
    """Whatever stands in a cell has a basic form."""
    assert normal(text) == normal(text).casefold().strip()


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="abcdefgh orstu", max_size=25), st.sampled_from(list(Role)))
def test_how_sure_a_heading_is_lies_between_none_and_all(text, role):
    """A quality is a share."""
    assert all(0 <= quality(normal(text), name, role) <= 1 for name in FIELDS[role])


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Estimate to Complete", "etc"),
        ("Est. Final Cost", "efc"),
        ("Actuals to Date", "actual_to_date"),
        ("Open POs", "commitments"),
        ("Vendor Name (legal)", "vendor"),
        ("Inv. #", "invoice_number"),
        ("Buchungstag", "date"),
        ("Descripton", "description"),
        ("Qty.", "quantity"),
    ],
)
def test_a_heading_means_its_field_above_all(heading, field):
    """The field of the trade is the surest of its meanings."""
    found = meanings(normal(heading))

    assert field in found
    assert found[field] == max(found.values())


def test_a_slip_in_typing_is_less_sure_than_the_right_spelling():
    """Nearly right is not right."""
    assert (
        meanings(normal("Descripton"))["description"]
        < meanings(normal("Description"))["description"]
    )


def test_a_heading_known_as_a_whole_means_nothing_else_by_its_parts():
    """``GL code`` is an account, and no vendor's code."""
    assert is_known(normal("GL Code"))
    assert "vendor_id" not in meanings(normal("GL Code"))


def test_words_of_one_role_mean_their_field_there_only():
    """``Paid out`` in petty cash is the amount."""
    assert quality(normal("Paid out"), "amount", Role.PETTY_CASH) == 1.0
    assert quality(normal("Paid out"), "amount", Role.BUDGET) < 1.0


def test_initials_are_words():
    """E.F.C., P.O. and e.t.c are what they are without the points."""
    assert [normal(text) for text in ("E.F.C.", "P.O. #", "E.T.C", "Est. Cost")] == [
        "efc",
        "po no",
        "etc",
        "estimated cost",
    ]


def test_a_spelling_with_a_question_mark_is_less_sure_than_one_without():
    """What probably means a field in one kind of table gives way to what surely does."""
    likely = quality("agenda item", "item", Role.SCHEDULE)
    sure = quality("scene", "item", Role.SCHEDULE)

    assert quality(normal("Topic"), "item", Role.SCHEDULE) == sure
    assert 0 < quality(normal("Sequence"), "item", Role.SCHEDULE) < sure
    assert likely == sure


def test_a_leading_noun_says_what_a_column_is():
    """``Date check requested`` is a date as much as ``File date`` is."""
    leading = meanings(normal("Date check requested by us"))["date"]

    assert leading == pytest.approx(meanings(normal("Wrapped file date"))["date"], abs=0.06)


def test_the_longest_text_in_a_cell_is_no_heading_and_takes_no_time():
    """A cell full of opening brackets once took ten seconds."""
    assert normal("(" * 32_767) == ""
    assert normal("P.O. No. " + "x" * 32_767).startswith("po no xxx")
