"""The chart of accounts: lookup, near misses, levels and roll-up."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import Mask, near
from addin.domain.accounts import Account, AccountKind, ChartOfAccounts, chart_of, kind_said
from addin.domain.money import Money, total

FILM = Path(__file__).parents[2] / "workbook_templates" / "film" / "chart.csv"


@pytest.fixture(scope="module")
def film() -> ChartOfAccounts:
    """The chart that Tieout ships for film and television."""
    with FILM.open(encoding="utf-8", newline="") as rows:
        return chart_of(csv.DictReader(rows))


@pytest.fixture(scope="module")
def detailed() -> ChartOfAccounts:
    """A chart with headings, categories and detail."""
    return ChartOfAccounts(
        (
            Account("2000", "Production", AccountKind.HEADER),
            Account("2200", "Art department"),
            Account("2210", "Set design"),
            Account("2210-05", "Materials"),
            Account("2300", "Construction", AccountKind.CLOSED),
            Account("0100", "Bank", AccountKind.BALANCE_SHEET),
        ),
        Mask("0000-00"),
    )


def test_the_shipped_chart_has_one_account_per_code(film):
    """No code twice, headings take no cost, and balance-sheet accounts are known as such."""
    codes = [account.code for account in film.accounts]

    assert len(codes) == len(set(codes)) > 50
    assert film.mask.pattern == "0000"
    assert film.find("100").name == "Bank"
    assert not film.takes_cost("0100")
    assert not film.takes_cost("1000")
    assert film.takes_cost("3300")


def test_the_shipped_chart_tells_above_from_below_the_line(film):
    """Cast is above, camera below; a code that nobody knows is neither."""
    assert film.is_above_the_line("1400") is True
    assert film.is_above_the_line("3300") is False
    assert film.is_above_the_line("9999") is None


def test_equals_of_one_level_do_not_gather_one_another(film):
    """Contingency 6900 is no parent of completion bond 6950, nor post staff 5000 of editing."""
    assert film.parent("6950") == film.find("6000")
    assert film.parent("5100") is None
    assert film.parent("1400") == film.find("1000")


def test_a_code_rolls_up_to_the_nearest_account_above_it(detailed):
    """Detail to account, account to category, category to heading."""
    assert [account.code for account in detailed.lineage("2210-05")] == [
        "2210-05",
        "2210",
        "2200",
        "2000",
    ]
    assert [account.code for account in detailed.children("2200")] == ["2210"]


def test_a_detail_that_the_chart_lacks_still_rolls_up(detailed):
    """2210-77 is not in the chart; its money reaches 2210 and all above."""
    assert detailed.find("2210-77") is None
    assert detailed.parent("2210-77").code == "2210"


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2200", "2210", "2210-05", "2210-77", "2300"]),
            st.integers(-(10**9), 10**9).map(Money),
        ),
        max_size=20,
    )
)
def test_a_heading_holds_the_sum_of_all_below_it(amounts):
    """Rolling up neither loses nor doubles an amount."""
    chart = ChartOfAccounts(
        (
            Account("2000", "Production", AccountKind.HEADER),
            Account("2200"),
            Account("2210"),
            Account("2210-05"),
            Account("2300"),
        ),
        Mask("0000-00"),
    )

    sums = chart.roll_up(amounts)

    assert sums.get("2000", Money(0)) == total(amount for _, amount in amounts)
    art = total(amount for code, amount in amounts if code.startswith("22"))
    assert sums.get("2200", Money(0)) == art


def test_near_misses_put_swapped_digits_first(detailed):
    """2120 was meant to be 2210 rather than anything else."""
    assert [account.code for account in detailed.near("2120")] == ["2210"]
    assert detailed.near("2220")[0].code == "2200"
    assert detailed.near("9999") == ()


def test_a_chart_that_goes_in_a_circle_ends():
    """Two accounts that each claim the other as parent do not hang the roll-up."""
    chart = ChartOfAccounts((Account("1", parent="2"), Account("2", parent="1")))

    assert [account.code for account in chart.lineage("1")] == ["1", "2"]


def test_a_chart_survives_a_process_pool(detailed):
    """A night checks many productions in other processes."""
    again = pickle.loads(pickle.dumps(detailed))  # noqa: S301 - our own bytes

    assert again == detailed
    assert again.find("100") == detailed.find("0100")


def test_what_was_meant_is_listed_by_how_near_it_is(detailed):
    """Fewer slips first, swapped neighbours first among equals; beyond the limit nothing."""
    found = [(count, account.code) for count, account in detailed.meant("2120", 2)]

    assert found[0] == (1, "2210")
    assert found == sorted(found, key=lambda each: each[0])
    assert {account.code for _, account in detailed.meant("2120", 1)} == {
        account.code for account in detailed.near("2120")
    }
    assert detailed.meant("9999999", 1) == ()


def test_a_section_is_named_by_the_account_or_above_it(detailed, film):
    """The chart's own word for it; a heading at the top stands in for one."""
    assert film.section("1200") == "Above the line"
    assert film.section("1200-05") == "Above the line"
    assert detailed.section("2210-05") == "Production"
    assert detailed.section("9999") == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", AccountKind.COST),
        ("Expense", AccountKind.COST),
        ("Heading", AccountKind.HEADER),
        ("Inactive", AccountKind.CLOSED),
        ("closed account group", AccountKind.CLOSED),
        ("Accounts payable", AccountKind.BALANCE_SHEET),
        ("balance sheet", AccountKind.BALANCE_SHEET),
        ("Other income", AccountKind.INCOME),
    ],
)
def test_a_type_says_what_an_account_is_for(text, kind):
    """Charts name types in many words; what says nothing else is a cost account."""
    assert kind_said(text) is kind


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(["", *"ABCDE"]), min_size=1),
    st.lists(st.sampled_from(["A", "B", "C", "D", "E", "A-1", "C-2", "X"]), max_size=8),
)
def test_what_was_asked_before_changes_no_lineage(parents, asked):
    """A chart remembers who stands above whom, even where it points in a circle."""
    accounts = tuple(Account(code, parent=parent) for code, parent in parents.items())
    remembering = ChartOfAccounts(accounts)

    for code in asked:
        lineage = remembering.lineage(code)
        assert lineage == ChartOfAccounts(accounts).lineage(code)
        assert len(set(lineage)) == len(lineage)


def test_line_numbers_of_a_bid_form_do_not_roll_up_into_one_another():
    """Line 114 is no part of line 110, though both are in the chart; a detail of 114 is."""
    bid = ChartOfAccounts(
        (
            Account("61", "Gaffer", section="B"),
            Account("60", "Key grip", section="B"),
            Account("110", "Location contacts", section="C"),
            Account("114", "Location fees", section="D"),
        )
    )

    assert bid.parent("114") is None
    assert bid.parent("61") is None
    assert [account.code for account in bid.lineage("114-01")] == ["114"]
    assert bid.section("114-01") == "D"


def test_a_chart_that_names_parents_is_taken_at_its_word():
    """An account without a parent stands at the top, whatever its digits look like."""
    chart = ChartOfAccounts(
        (Account("2200"), Account("2210"), Account("2211", parent="2210"), Account("2000"))
    )

    assert chart.parent("2210") is None
    assert [account.code for account in chart.lineage("2211-05")] == ["2211", "2210"]


@given(
    st.lists(st.text("1230-", min_size=1, max_size=6), max_size=8),
    st.text("1230-", min_size=1, max_size=6),
)
@settings(deadline=None)
def test_near_finds_what_comparing_with_every_account_finds(codes: list[str], code: str) -> None:
    """Whatever the codes, those that are found are all that are one slip away, and no others."""
    chart = ChartOfAccounts(tuple(Account(each) for each in codes))
    assert {each.code for each in chart.near(code)} == {each for each in codes if near(each, code)}


def test_codes_of_any_length_may_be_near() -> None:
    """A code too long for any project is compared too, from either side."""
    long = "1" * 101
    chart = ChartOfAccounts((Account(long), Account("2" * 5000)))
    assert [each.code for each in chart.near("1" * 100)] == [long]
    assert [each.code for each in chart.near("1" * 102)] == [long]
    assert [each.code for each in chart.near("2" * 4999)] == ["2" * 5000]
